package dev.windlass.server.store;

import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.content.RootedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names every place below the server's data directory. All of it lies on one file system, since
 * publishing renames.
 */
public record DataDirectory(Path root) {
  /** Opens the directory, making it and its parts if they are absent. */
  public static DataDirectory open(Path root) throws IOException {
    DataDirectory data = new DataDirectory(root.toAbsolutePath().normalize());
    for (Path part :
        new Path[] {
          data.releases(), data.current(), data.incoming(), data.quarantine(), data.rotten()
        }) {
      Files.createDirectories(part);
    }
    return data;
  }

  /** Opens the blob store; durable once {@link FileSystemSync} has run. */
  public LocalBlobs blobs() throws IOException {
    return LocalBlobs.open(root.resolve("blobs"));
  }

  Path releases() {
    return root.resolve("releases");
  }

  /** One accepted release. */
  public Path release(String stream, long sequence) {
    return releases().resolve(segment(stream)).resolve(String.valueOf(sequence));
  }

  Path current() {
    return root.resolve("current");
  }

  Path current(String stream) {
    return current().resolve(segment(stream));
  }

  /** Bundles of which parts have arrived, one directory a bundle. */
  public Path incoming() {
    return root.resolve("incoming");
  }

  /** Reports on what was refused, one directory a refusal. */
  public Path quarantine() {
    return root.resolve("quarantine");
  }

  /** Blobs whose bytes changed in the store. */
  Path rotten() {
    return quarantine().resolve("blobs");
  }

  public Path lock() {
    return root.resolve("lock");
  }

  /** Certificates and keys of the server's own authority. */
  public Path tls() {
    return root.resolve("tls");
  }

  public Path trust() {
    return root.resolve("trust");
  }

  public Path tokens() {
    return root.resolve("tokens");
  }

  /** The secret that signs download grants. */
  public Path grantSecret() {
    return root.resolve("grant-secret");
  }

  public Path demand() {
    return root.resolve("demand.jsonl");
  }

  private static String segment(String name) {
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("a stream's name has no slash: " + name);
    }
    return RootedPath.parse(name).text();
  }
}
