package dev.windlass.spec.catalogue;

/**
 * Bounds that a reader enforces while it streams.
 *
 * @param lineBytes longest line without its line feed
 * @param lines most entries
 */
public record CatalogueLimits(int lineBytes, long lines) {
  /** The bounds of format version 1. */
  public static final CatalogueLimits FORMAT = new CatalogueLimits(1 << 20, 20_000_000L);

  /** Most members of one list or map of a line. */
  static final int MEMBERS = 10_000;
}
