package dev.windlass.builder.fetch.maven;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes files of the local repository into the content store. Maven Resolver compares a file with
 * its repository's checksum only when it downloads it, and leaves the checksum beside it; here that
 * is compared again, so that a file damaged since is never taken for good. Safe for many threads.
 */
final class FileImporter {
  /** Files that repositories publish no checksums of: they vouch for others themselves. */
  private static final List<String> SIGNATURES = List.of(".asc", ".sigstore", ".sigstore.json");

  private final DirectoryBlobStore store;
  private final Map<Path, RecordedFile> taken = new ConcurrentHashMap<>();

  FileImporter(DirectoryBlobStore store) {
    this.store = store;
  }

  /** Reads the file once; empty, and the file removed, if it is damaged. */
  Optional<RecordedFile> take(Touched.LocalFile file) throws IOException {
    RecordedFile known = taken.get(file.path());
    if (known != null) {
      return Optional.of(known);
    }
    MessageDigest sha256 = Digest.sha256();
    MessageDigest sha1 = digest("SHA-1");
    long size = 0;
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] buffer = new byte[128 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
        sha1.update(buffer, 0, count);
        size += count;
      }
    }
    Digest digest = Digest.ofBytes(sha256.digest());
    String hex = HexFormat.of().formatHex(sha1.digest());
    if (!vouched(file.path(), hex)) {
      remove(file.path());
      return Optional.empty();
    }
    if (!store.has(digest)) {
      place(file.path(), digest, size);
    }
    RecordedFile recorded =
        new RecordedFile(file.coordinates(), Descriptor.of(digest, size), hex, file.origin());
    taken.put(file.path(), recorded);
    return Optional.of(recorded);
  }

  private static boolean vouched(Path file, String sha1) throws IOException {
    Path published = beside(file, ".sha1");
    if (Files.isRegularFile(published)) {
      return checksum(published).equals(sha1);
    }
    Path weaker = beside(file, ".md5");
    if (Files.isRegularFile(weaker)) {
      MessageDigest md5 = digest("MD5");
      try (InputStream in = Files.newInputStream(file)) {
        byte[] buffer = new byte[128 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          md5.update(buffer, 0, count);
        }
      }
      return checksum(weaker).equals(HexFormat.of().formatHex(md5.digest()));
    }
    return SIGNATURES.stream().anyMatch(file.toString()::endsWith);
  }

  /** The first word, whatever its case: some repositories write the file's name behind it. */
  private static String checksum(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return text.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(beside(file, ".sha1"));
    Files.deleteIfExists(beside(file, ".md5"));
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /**
   * By a second link to the same bytes where the file system can, since neither file is written.
   */
  private void place(Path file, Digest digest, long size) throws IOException {
    Path link = store.scratch();
    try {
      Files.createLink(link, file);
    } catch (IOException | UnsupportedOperationException e) {
      try (InputStream in = Files.newInputStream(file)) {
        store.put(digest, size, in);
      }
      return;
    }
    try {
      store.adopt(link, digest);
    } finally {
      Files.deleteIfExists(link);
    }
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + algorithm, e);
    }
  }
}
