package dev.windlass.benchmarks.input;

import dev.windlass.spec.content.Digest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Files of noise that an upstream serves, with their digests. */
public final class Upstream {
  private final Path directory;
  private final List<Digest> digests = new ArrayList<>();

  private Upstream(Path directory) {
    this.directory = directory;
  }

  public static Upstream large(Path directory, int count, long size) throws IOException {
    return new Upstream(directory).fill(count, _ -> size);
  }

  public static Upstream small(Path directory, int count) throws IOException {
    return new Upstream(directory).fill(count, LowSide::smallSize);
  }

  private Upstream fill(int count, IntToLongFunction size) throws IOException {
    for (int i = 0; i < count; i++) {
      MessageDigest sha256 = Digest.sha256();
      try (InputStream in = new Noise(i + 1L, size.applyAsLong(i));
          OutputStream out =
              new DigestOutputStream(Files.newOutputStream(directory.resolve(name(i))), sha256)) {
        in.transferTo(out);
      }
      digests.add(Digest.ofBytes(sha256.digest()));
    }
    return this;
  }

  private static String name(int number) {
    return number + ".bin";
  }

  public Path directory() {
    return directory;
  }

  /** Writes the paths of the URLs, one a line. */
  public Path writePaths(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < digests.size(); i++) {
        out.write("/" + name(i) + "\n");
      }
    }
    return file;
  }

  /**
   * Writes a mirror list that asks for all files.
   *
   * @param origin where they are served, such as {@code http://127.0.0.1:8080}
   */
  public void writeList(Path file, String origin) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("stream: bench\naudience: enclave-a\nmarking: UNCLASSIFIED\nfiles:\n");
      for (int i = 0; i < digests.size(); i++) {
        out.write("  - url: " + origin + "/" + name(i) + "\n");
        out.write("    digest: " + digests.get(i) + "\n");
      }
    }
  }
}
