package dev.windlass.spec.coordinates;

import java.util.List;

/** The ecosystems, in the order in which a catalogue lists them: the order of their texts. */
public enum Kind {
  FILE("file"),
  HUGGINGFACE("huggingface"),
  MAVEN("maven"),
  NPM("npm"),
  OCI("oci"),
  TERRAFORM("terraform");

  private static final List<Kind> ALL = List.of(values());

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** As written in a catalogue line, for instance {@code npm}. */
  public String text() {
    return text;
  }

  /**
   * @throws IllegalArgumentException if there is no such kind
   */
  public static Kind parse(String text) {
    for (Kind kind : ALL) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind: " + text);
  }
}
