package dev.windlass.spec.coordinates;

/** A plain file, served under {@code /files/<path>}. Text: the path. */
public record FileCoordinates(String path) implements Coordinates {
  public FileCoordinates {
    Grammar.requirePath("file path", path);
  }

  public static FileCoordinates parse(String text) {
    return new FileCoordinates(text);
  }

  @Override
  public Kind kind() {
    return Kind.FILE;
  }

  @Override
  public String text() {
    return path;
  }
}
