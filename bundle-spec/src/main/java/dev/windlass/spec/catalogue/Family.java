package dev.windlass.spec.catalogue;

import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.MavenCoordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.util.Optional;

/**
 * What people call the same software in different versions. The coordinates of one family stand
 * together in a catalogue.
 *
 * @param name the coordinate without its version: a package, a provider, a repository
 */
public record Family(Kind kind, String name) {
  public static Family of(Coordinates coordinates) {
    String name =
        switch (coordinates) {
          case FileCoordinates file -> file.path();
          case HuggingFaceCoordinates file -> file.repo();
          case MavenCoordinates file -> file.groupId() + ":" + file.artifactId();
          case NpmCoordinates npm -> npm.name();
          case OciCoordinates image -> image.repository();
          case TerraformCoordinates.Provider provider ->
              provider.host() + "/" + provider.namespace() + "/" + provider.type();
          case TerraformCoordinates.Module module ->
              module.host()
                  + "/"
                  + module.namespace()
                  + "/"
                  + module.name()
                  + "/"
                  + module.system();
        };
    return new Family(coordinates.kind(), name);
  }

  /**
   * The version that people would name. Empty for plain files, and for what only points at versions
   * or lies below one: npm's dist-tags, branches of models, manifests by digest.
   */
  public static Optional<String> version(Coordinates coordinates) {
    return switch (coordinates) {
      case FileCoordinates _ -> Optional.empty();
      case HuggingFaceCoordinates.File file -> Optional.of(file.commit());
      case HuggingFaceCoordinates.Revision _ -> Optional.empty();
      case MavenCoordinates file -> Optional.of(file.version());
      case NpmCoordinates.Version version -> Optional.of(version.version());
      case NpmCoordinates.DistTag _ -> Optional.empty();
      case OciCoordinates.Manifest _ -> Optional.empty();
      case OciCoordinates.Tag tag -> Optional.of(tag.tag());
      case TerraformCoordinates terraform -> Optional.of(terraform.version());
    };
  }

  @Override
  public String toString() {
    return kind.text() + " " + name;
  }
}
