package dev.windlass.benchmarks.floor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Reads packs with their SHA-512 on a second thread. On the first thread each member's SHA-256 and
 * a file of its own, written once under its final name {@code ab/<hex>}.
 */
record UnpackFloor(Path source, Path destination) {
  private static final int BLOCK = 512;

  void run() throws IOException, InterruptedException {
    for (int i = 0; i < 256; i++) {
      Files.createDirectory(destination.resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    try (ExecutorService second = Executors.newSingleThreadExecutor()) {
      Future<?> before = second.submit(() -> {});
      for (Path file : packs()) {
        byte[] pack = Files.readAllBytes(file);
        Future<?> hash = second.submit(() -> HashLane.algorithm("SHA-512").digest(pack));
        unpack(pack);
        before.get(); // so that no more than two packs are in memory
        before = hash;
      }
      before.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      return paths.filter(path -> path.toString().endsWith(".tar")).sorted().toList();
    }
  }

  private void unpack(byte[] pack) throws IOException {
    MessageDigest sha256 = HashLane.algorithm("SHA-256");
    for (int at = 0; pack[at] != 0; ) {
      int size = octal(pack, at + 124);
      sha256.update(pack, at + BLOCK, size);
      String hex = HexFormat.of().formatHex(sha256.digest());
      Path file = destination.resolve(hex.substring(0, 2)).resolve(hex);
      try (OutputStream out = new FileOutputStream(file.toFile())) {
        out.write(pack, at + BLOCK, size);
      }
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  /** The eleven octal digits of a ustar size. */
  private static int octal(byte[] pack, int at) {
    return Integer.parseInt(new String(pack, at, 11, StandardCharsets.US_ASCII), 8);
  }
}
