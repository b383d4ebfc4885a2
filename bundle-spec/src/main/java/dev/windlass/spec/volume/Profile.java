package dev.windlass.spec.volume;

import java.util.List;

/**
 * What one medium takes. Sizes leave about a hundredth of optical media to the file system, BUNDLE
 * and the signatures.
 *
 * @param volumeBytes most bytes of one volume
 * @param fileBytes largest file
 */
public record Profile(String name, long volumeBytes, long fileBytes) {
  private static final long UNLIMITED = 1L << 46;

  /** ISO 9660 level 2 and many transfer tools end here. */
  private static final long BELOW_4_GIB = (1L << 32) - 2048;

  public static final Profile DVD = new Profile("dvd", 4_640_000_000L, BELOW_4_GIB);
  public static final Profile BD25 = new Profile("bd25", 24_700_000_000L, BELOW_4_GIB);
  public static final Profile BD50 = new Profile("bd50", 49_500_000_000L, BELOW_4_GIB);

  /** Cross-domain solutions that take files below 2 GiB. */
  public static final Profile CDS_2G = new Profile("cds-2g", UNLIMITED, (1L << 31) - 2048);

  /** A directory on a disk. */
  public static final Profile DIR = new Profile("dir", UNLIMITED, UNLIMITED);

  public static final List<Profile> ALL = List.of(DVD, BD25, BD50, CDS_2G, DIR);

  /** Smallest volume that the writer can fill. */
  public static final long MIN_VOLUME_BYTES = 64 * 1024;

  public Profile {
    if (volumeBytes < MIN_VOLUME_BYTES || fileBytes < MIN_VOLUME_BYTES / 2) {
      throw new IllegalArgumentException("a volume has at least " + MIN_VOLUME_BYTES + " bytes");
    }
  }

  /** A medium of any size, whose one limit is the volume's. */
  public static Profile custom(long volumeBytes) {
    return new Profile("custom-" + volumeBytes, volumeBytes, volumeBytes);
  }

  /**
   * @throws IllegalArgumentException if no profile has this name
   */
  public static Profile named(String name) {
    return ALL.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown profile "
                    + name
                    + "; known: "
                    + ALL.stream().map(Profile::name).toList()));
  }
}
