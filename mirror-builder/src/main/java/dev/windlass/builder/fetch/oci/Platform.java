package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchException;
import java.util.regex.Pattern;

/**
 * What an image runs on.
 *
 * @param variant of the processor, such as {@code v7}; empty if none is named
 */
record Platform(String os, String architecture, String variant) {
  /** What attestations, which run on nothing, name in an index. */
  static final Platform UNKNOWN = new Platform("unknown", "unknown", "");

  private static final Pattern TEXT = Pattern.compile("[a-z0-9_.-]+/[a-z0-9_.-]+(/[a-z0-9_.-]+)?");

  /** Parses {@code os/architecture[/variant]}. */
  static Platform parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new FetchException(
          "tried to read the platform "
              + text
              + ", which is none: write os/arch or os/arch/variant");
    }
    String[] parts = text.split("/", -1);
    return new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }

  /**
   * Whether an image of this platform is meant by {@code wanted}. A wish without variant means all
   * of them; {@code arm64} is {@code arm64/v8}.
   */
  boolean meets(Platform wanted) {
    return os.equals(wanted.os)
        && architecture.equals(wanted.architecture)
        && (wanted.variant.isEmpty() || wanted.fullVariant().equals(fullVariant()));
  }

  private String fullVariant() {
    return variant.isEmpty() && architecture.equals("arm64") ? "v8" : variant;
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
