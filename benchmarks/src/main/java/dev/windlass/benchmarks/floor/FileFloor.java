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
import java.util.stream.Stream;

/**
 * Reads every file below a directory with its SHA-512 on a second thread; meanwhile, on the first
 * thread, what the output asks for.
 */
record FileFloor(Path source, Output output) {
  /** What becomes of the bytes. */
  sealed interface Output {
    /** Nothing more. */
    record None() implements Output {}

    /** As many files in one flat directory. */
    record Copies(Path directory, boolean sha256) implements Output {}

    /** One file with all of them. */
    record Together(Path file) implements Output {}
  }

  void run() throws IOException, InterruptedException {
    MessageDigest sha256 = HashLane.algorithm("SHA-256");
    List<Path> files = files();
    try (HashLane lane = new HashLane();
        OutputStream shared = shared()) {
      for (int i = 0; i < files.size(); i++) {
        try (InputStream in = new FileInputStream(files.get(i).toFile())) {
          switch (output) {
            case Output.None _, Output.Together _ -> copy(in, shared, lane);
            case Output.Copies(var directory, boolean hashed) -> {
              Path file = directory.resolve(Integer.toString(i));
              try (OutputStream out = new FileOutputStream(file.toFile())) {
                copy(in, hashed ? new Hashing(out, sha256) : out, lane);
              }
              sha256.digest();
            }
          }
        }
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private OutputStream shared() throws IOException {
    return output instanceof Output.Together(var file)
        ? new FileOutputStream(file.toFile())
        : OutputStream.nullOutputStream();
  }

  private static void copy(InputStream in, OutputStream out, HashLane lane)
      throws IOException, InterruptedException {
    boolean last = false;
    while (!last) {
      HashLane.Chunk chunk = lane.take();
      int length = in.readNBytes(chunk.bytes, 0, HashLane.CHUNK);
      last = length < HashLane.CHUNK;
      lane.put(chunk, length, last);
      out.write(chunk.bytes, 0, length);
    }
  }

  /** Hashes what passes. */
  private static final class Hashing extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest;

    Hashing(OutputStream out, MessageDigest digest) {
      this.out = out;
      this.digest = digest;
    }

    @Override
    public void write(int value) throws IOException {
      digest.update((byte) value);
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      digest.update(bytes, offset, length);
      out.write(bytes, offset, length);
    }
  }
}
