package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A bundle on disk and what a reader must say to it.
 *
 * @param name the directory's name: of an invalid one its defect
 * @param code the refusal, or empty if the bundle is valid
 * @param maker builds the bundle in an empty directory
 */
record GoldenVector(String name, Optional<RefusalCode> code, Maker maker) {
  @FunctionalInterface
  interface Maker {
    void make(Path directory) throws IOException;
  }

  static GoldenVector valid(String name, Maker maker) {
    return new GoldenVector(name, Optional.empty(), maker);
  }

  static GoldenVector invalid(String name, RefusalCode code, Maker maker) {
    return new GoldenVector(name, Optional.of(code), maker);
  }

  /** Where it lies below the vectors' directory. */
  String path() {
    return (code.isEmpty() ? "valid/" : "invalid/") + name;
  }

  @Override
  public String toString() {
    return path();
  }
}
