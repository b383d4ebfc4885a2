package dev.windlass.benchmarks.floor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads with one kept connection each: socket read, one SHA-256, write. The HTTP is as little
 * as the upstream at hand understands.
 */
record CollectFloor(int port, List<String> paths, Path destination) {
  private static final int THREADS = 2;
  private static final int BUFFER = 256 * 1024;

  static CollectFloor of(int port, Path list, Path destination) throws IOException {
    return new CollectFloor(port, Files.readAllLines(list), destination);
  }

  void run() throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(() -> {
              fetch(next);
              return "";
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private void fetch(AtomicInteger next) throws IOException {
    MessageDigest sha256 = HashLane.algorithm("SHA-256");
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (int i = next.getAndIncrement(); i < paths.size(); i = next.getAndIncrement()) {
        String request = "GET " + paths.get(i) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        Head head = Head.read(in, buffer);
        try (OutputStream file =
            new FileOutputStream(destination.resolve(Integer.toString(i)).toFile())) {
          sha256.update(buffer, head.length, head.filled - head.length);
          file.write(buffer, head.length, head.filled - head.length);
          long left = head.content - (head.filled - head.length);
          while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (count < 0) {
              throw new IOException("the upstream ended early");
            }
            sha256.update(buffer, 0, count);
            file.write(buffer, 0, count);
            left -= count;
          }
        }
        sha256.digest();
      }
    }
  }

  /** A response's head, which lies at the begin of the buffer, and what came with it. */
  private record Head(int length, int filled, long content) {
    private static final String LENGTH = "\r\ncontent-length: ";

    static Head read(InputStream in, byte[] buffer) throws IOException {
      int filled = 0;
      while (true) {
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
          throw new IOException("the upstream ended early");
        }
        filled += count;
        String text = new String(buffer, 0, Math.min(filled, 4096), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          if (!text.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("the upstream answers " + text.substring(0, end));
          }
          String lower = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
          int from = lower.indexOf(LENGTH) + LENGTH.length();
          int to = lower.indexOf('\r', from);
          String digits = to < 0 ? lower.substring(from) : lower.substring(from, to);
          return new Head(end + 4, filled, Long.parseLong(digits.strip()));
        }
      }
    }
  }
}
