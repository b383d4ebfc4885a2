package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Descriptor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From an entry to another blob of the release.
 *
 * @param rel what the blob is to the entry: {@code layer}, {@code config}, {@code manifest}, {@code
 *     metadata}, {@code checksums}, {@code signature}, {@code key} …; lower-case letters and {@code
 *     -}
 * @param name what to call it there, where that matters: a platform, a file name
 * @param present false for a blob that the entry names but the release leaves out on purpose, such
 *     as another platform's manifest
 */
public record Link(String rel, Optional<String> name, Descriptor descriptor, boolean present) {
  private static final Pattern REL = Pattern.compile("[a-z][a-z-]{0,31}");

  public Link {
    if (!REL.matcher(rel).matches()) {
      throw new IllegalArgumentException("link relation outside its grammar: " + rel);
    }
  }

  public static Link of(String rel, Descriptor descriptor) {
    return new Link(rel, Optional.empty(), descriptor, true);
  }

  public static Link named(String rel, String name, Descriptor descriptor) {
    return new Link(rel, Optional.of(name), descriptor, true);
  }

  public static Link absent(String rel, Optional<String> name, Descriptor descriptor) {
    return new Link(rel, name, descriptor, false);
  }
}
