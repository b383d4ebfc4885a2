package dev.windlass.spec.coordinates;

import java.util.Locale;

/** The ecosystems, in the order in which a catalogue lists them: the order of their texts. */
public enum Kind {
  FILE,
  HUGGINGFACE,
  MAVEN,
  NPM,
  OCI,
  TERRAFORM;

  /** As written in a catalogue line, for instance {@code npm}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such kind
   */
  public static Kind parse(String text) {
    for (Kind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind: " + text);
  }
}
