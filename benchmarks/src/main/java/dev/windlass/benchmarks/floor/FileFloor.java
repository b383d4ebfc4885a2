package dev.windlass.benchmarks.floor;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads every file below a directory with its SHA-512 on a second thread. On the first thread, if
 * asked for, a SHA-256 and a copy into one flat directory.
 */
record FileFloor(Path source, Optional<Path> destination, boolean sha256) {
  void run() throws IOException, InterruptedException {
    MessageDigest digest = HashLane.algorithm("SHA-256");
    try (HashLane lane = new HashLane()) {
      int number = 0;
      for (Path file : files()) {
        try (InputStream in = new FileInputStream(file.toFile());
            OutputStream out = output(number++)) {
          copy(in, out, lane, digest);
        }
        digest.digest();
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private OutputStream output(int number) throws IOException {
    return destination.isPresent()
        ? new FileOutputStream(destination.get().resolve(Integer.toString(number)).toFile())
        : OutputStream.nullOutputStream();
  }

  private void copy(InputStream in, OutputStream out, HashLane lane, MessageDigest digest)
      throws IOException, InterruptedException {
    boolean last = false;
    while (!last) {
      HashLane.Chunk chunk = lane.take();
      int length = in.readNBytes(chunk.bytes, 0, HashLane.CHUNK);
      last = length < HashLane.CHUNK;
      lane.put(chunk, length, last);
      if (sha256) {
        digest.update(chunk.bytes, 0, length);
      }
      out.write(chunk.bytes, 0, length);
    }
  }
}
