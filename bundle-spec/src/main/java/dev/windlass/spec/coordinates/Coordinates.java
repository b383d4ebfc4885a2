package dev.windlass.spec.coordinates;

/**
 * The name of one artifact. {@link #text} and {@link #parse} are inverse; order is the byte order
 * of the catalogue lines that begin with kind and text.
 */
public sealed interface Coordinates extends Comparable<Coordinates>
    permits FileCoordinates,
        HuggingFaceCoordinates,
        MavenCoordinates,
        NpmCoordinates,
        OciCoordinates,
        TerraformCoordinates {

  Kind kind();

  /** The canonical text within the kind: printable ASCII without quotation mark or backslash. */
  String text();

  /**
   * @throws IllegalArgumentException if the text is outside the kind's grammar
   */
  static Coordinates parse(Kind kind, String text) {
    return switch (kind) {
      case FILE -> FileCoordinates.parse(text);
      case HUGGINGFACE -> HuggingFaceCoordinates.parse(text);
      case MAVEN -> MavenCoordinates.parse(text);
      case NPM -> NpmCoordinates.parse(text);
      case OCI -> OciCoordinates.parse(text);
      case TERRAFORM -> TerraformCoordinates.parse(text);
    };
  }

  /** Byte order of {@code kind} and then of the text with its closing quotation mark. */
  @Override
  default int compareTo(Coordinates other) {
    int order = kind().compareTo(other.kind());
    return order != 0 ? order : (text() + '"').compareTo(other.text() + '"');
  }
}
