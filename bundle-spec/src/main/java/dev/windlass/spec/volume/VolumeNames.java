package dev.windlass.spec.volume;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The names of volume directories: {@code volume-001} to {@code volume-999}. */
public final class VolumeNames {
  private static final Pattern DIRECTORY = Pattern.compile("volume-[0-9]{3}");

  private VolumeNames() {}

  /** The directory of a volume, counted from 1. */
  public static String directory(int volume) {
    return String.format(Locale.ROOT, "volume-%03d", volume);
  }

  /** The volume whose directory has this name, or empty if the name is none. */
  public static OptionalInt parse(String name) {
    if (!DIRECTORY.matcher(name).matches() || name.endsWith("000")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(name.substring(name.length() - 3)));
  }
}
