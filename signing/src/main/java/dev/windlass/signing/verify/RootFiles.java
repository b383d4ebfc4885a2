package dev.windlass.signing.verify;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BoundedFile;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.RootNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The files beside the volumes that BUNDLE lists: in every directory they are there with their
 * hashes, and {@code trust/} has no others. Countersignatures in {@code approvals/} are outside
 * BUNDLE, which they sign; here their names and sizes only.
 */
final class RootFiles {
  private static final int MAX_BYTES = 64 << 20;

  private RootFiles() {}

  static void check(BundleHeader header, List<Path> roots) throws IOException {
    for (Path root : roots) {
      for (var file : header.rootFiles().entrySet()) {
        check(root, file.getKey(), file.getValue());
      }
      for (RootedPath name : List.of(RootNames.CHANGES, RootNames.VERIFY)) {
        if (!header.rootFiles().containsKey(name)
            && Files.exists(name.under(root), LinkOption.NOFOLLOW_LINKS)) {
          throw unlisted(root, name.text());
        }
      }
      checkDirectory(header, root, RootNames.TRUST);
      checkDirectory(header, root, RootNames.APPROVALS);
    }
  }

  private static void check(Path root, RootedPath path, Sha512 hash) throws IOException {
    String place = root + "/" + path;
    if (!Files.isRegularFile(path.under(root), LinkOption.NOFOLLOW_LINKS)) {
      throw Files.exists(path.under(root), LinkOption.NOFOLLOW_LINKS)
          ? new RefusedException(RefusalCode.NAME_FORBIDDEN, place, "no plain file")
          : new RefusedException(
              RefusalCode.ROOT_FILE_HASH, place, "listed in BUNDLE, but not there");
    }
    Sha512 actual =
        Sha512.of(BoundedFile.read(path.under(root), place, MAX_BYTES, RefusalCode.FILE_SIZE));
    if (!actual.equals(hash)) {
      throw new RefusedException(
          RefusalCode.ROOT_FILE_HASH, place, "SHA-512 " + actual + ", BUNDLE says " + hash);
    }
  }

  private static void checkDirectory(BundleHeader header, Path root, String directory)
      throws IOException {
    Path path = root.resolve(directory);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = directory + "/" + entry.getFileName();
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) || !inGrammar(name)) {
          throw new RefusedException(
              RefusalCode.NAME_FORBIDDEN, root + "/" + name, "no plain file of the grammar");
        }
        if (directory.equals(RootNames.TRUST)
            && !header.rootFiles().containsKey(RootedPath.parse(name))) {
          throw unlisted(root, name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean inGrammar(String name) {
    try {
      RootedPath.parse(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static RefusedException unlisted(Path root, String name) {
    return new RefusedException(
        RefusalCode.FILE_UNLISTED, root + "/" + name, "a file that BUNDLE does not list");
  }
}
