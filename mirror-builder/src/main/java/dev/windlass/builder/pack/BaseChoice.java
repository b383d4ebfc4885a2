package dev.windlass.builder.pack;

import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The release that a bundle builds upon, as its user names it. */
public sealed interface BaseChoice {
  /** A full bundle. */
  record None() implements BaseChoice {}

  /** The release of the bundle before. */
  record Previous() implements BaseChoice {}

  /** A release that was packed here before. */
  record Release(ReleaseId id) implements BaseChoice {}

  /** A catalogue or lock file. */
  record Catalogue(Path file) implements BaseChoice {}

  /** Reads {@code none}, {@code previous}, a release id or a file. */
  static BaseChoice parse(String text) {
    return switch (text) {
      case "none" -> new None();
      case "previous" -> new Previous();
      default ->
          text.startsWith("sha256:")
              ? new Release(ReleaseId.parse(text))
              : new Catalogue(Path.of(text));
    };
  }

  /**
   * The catalogue of the base.
   *
   * @param sequence of the bundle that builds upon it
   */
  default Optional<Path> catalogue(Chain chain, long sequence, DirectoryBlobStore store)
      throws IOException {
    return switch (this) {
      case None _ -> Optional.empty();
      case Previous _ -> {
        ChainRecord before =
            chain
                .find(sequence - 1)
                .orElseThrow(() ->
                    new IOException(
                        "tried to build upon bundle "
                            + (sequence - 1)
                            + ", but mirror.chain does not know it: name its lock file with"
                            + " --base"));
        yield Optional.of(kept(before.release(), store));
      }
      case Release(ReleaseId id) -> Optional.of(kept(id, store));
      case Catalogue(Path file) -> {
        if (!Files.exists(file)) {
          throw new IOException("tried to build upon " + file + ", but there is no such file");
        }
        yield Optional.of(file);
      }
    };
  }

  private static Path kept(ReleaseId release, DirectoryBlobStore store) throws IOException {
    if (!store.has(release.digest())) {
      throw new IOException(
          "tried to build upon release "
              + release
              + ", but the content store no longer has its catalogue: name its lock file with"
              + " --base");
    }
    return store.path(release.digest());
  }
}
