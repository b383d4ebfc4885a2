package dev.windlass.spec.catalogue;

import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.MavenCoordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import dev.windlass.spec.coordinates.TerraformCoordinates;

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

  /** The version of a coordinate of some family; of a plain file the empty text. */
  public static String version(Coordinates coordinates) {
    return switch (coordinates) {
      case FileCoordinates _ -> "";
      case HuggingFaceCoordinates.File file -> file.commit();
      case HuggingFaceCoordinates.Revision revision -> revision.revision();
      case MavenCoordinates file -> file.version();
      case NpmCoordinates.Version version -> version.version();
      case NpmCoordinates.DistTag tag -> tag.tag();
      case OciCoordinates.Manifest manifest -> manifest.digest().toString();
      case OciCoordinates.Tag tag -> tag.tag();
      case TerraformCoordinates terraform -> terraform.version();
    };
  }

  @Override
  public String toString() {
    return kind.text() + " " + name;
  }
}
