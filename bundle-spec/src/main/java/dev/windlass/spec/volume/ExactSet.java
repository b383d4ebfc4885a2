package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.RootedPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Compares a directory with the files that it may hold: every name inside the grammar, every entry
 * a plain file of the right size or a directory on the way to one, nothing missing, nothing more.
 * Never follows a link.
 */
final class ExactSet {
  private final String place;
  private final Map<String, Long> expected;
  private final Set<String> directories = new HashSet<>();
  private long found;

  private ExactSet(String place, Map<String, Long> expected) {
    this.place = place;
    this.expected = expected;
    for (String path : expected.keySet()) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        directories.add(path.substring(0, slash));
      }
    }
  }

  /**
   * @param place what to call the directory in refusals
   * @param expected size in bytes by relative path
   */
  static void check(String place, Path directory, Map<String, Long> expected) throws IOException {
    ExactSet set = new ExactSet(place, expected);
    set.walk(directory, "");
    if (set.found != expected.size()) {
      set.reportMissing(directory);
    }
  }

  private void walk(Path directory, String prefix) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String path = prefix + entry.getFileName();
        requireGrammar(path);
        BasicFileAttributes attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
          if (!directories.contains(path)) {
            throw refused(RefusalCode.FILE_UNLISTED, path, "a directory that no listed file needs");
          }
          walk(entry, path + "/");
        } else if (attributes.isRegularFile()) {
          file(path, attributes.size());
        } else {
          throw refused(RefusalCode.NAME_FORBIDDEN, path, "a link, device or other special file");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void file(String path, long size) {
    Long listed = expected.get(path);
    if (listed == null) {
      throw refused(RefusalCode.FILE_UNLISTED, path, "a file that is not listed");
    }
    if (listed != size) {
      throw refused(RefusalCode.FILE_SIZE, path, size + " bytes, " + listed + " listed");
    }
    found++;
  }

  private void requireGrammar(String path) {
    try {
      RootedPath.parse(path);
    } catch (IllegalArgumentException e) {
      throw refused(RefusalCode.NAME_FORBIDDEN, path, "a name outside the grammar");
    }
  }

  private void reportMissing(Path directory) {
    for (String path : expected.keySet()) {
      if (!Files.isRegularFile(directory.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        throw refused(RefusalCode.FILE_MISSING, path, "listed, but not there");
      }
    }
    throw refused(RefusalCode.FILE_MISSING, "", "a file is there under another spelling only");
  }

  private RefusedException refused(RefusalCode code, String path, String reason) {
    return new RefusedException(code, path.isEmpty() ? place : place + "/" + path, reason);
  }
}
