package dev.windlass.spec.volume;

import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file BUNDLE: what a bundle is, and the hashes that everything else hangs from. Its signatures
 * are over its exact bytes.
 *
 * @param base the release that the receiver must hold; empty for a full bundle
 * @param release the release that the receiver holds afterwards
 * @param catalogueBytes size of the uncompressed catalogue
 * @param files number of files in all volumes, their FILES lists included
 * @param bytes sum of those files' sizes
 * @param rootFiles CHANGES.txt, VERIFY.txt and the files under {@code trust/}, with their hashes
 * @param volumeLists hash of each volume's FILES list, volume 1 first
 */
public record BundleHeader(
    int formatVersion,
    HeaderFacts facts,
    Optional<ReleaseId> base,
    ReleaseId release,
    long catalogueBytes,
    long files,
    long bytes,
    SortedMap<RootedPath, Sha512> rootFiles,
    List<Sha512> volumeLists) {

  /** The version that this program writes. */
  public static final int FORMAT_VERSION = 1;

  /** The file's name. */
  public static final String NAME = "BUNDLE";

  /** Largest BUNDLE. */
  public static final int MAX_BYTES = 1 << 20;

  /** Most volumes of one bundle. */
  public static final int MAX_VOLUMES = 999;

  public BundleHeader {
    if (volumeLists.isEmpty() || volumeLists.size() > MAX_VOLUMES) {
      throw new IllegalArgumentException("a bundle has 1 to " + MAX_VOLUMES + " volumes");
    }
    if (catalogueBytes < 0 || files < volumeLists.size() || bytes < 0) {
      throw new IllegalArgumentException("impossible totals");
    }
    rootFiles = Collections.unmodifiableSortedMap(new TreeMap<>(rootFiles));
    volumeLists = List.copyOf(volumeLists);
  }

  /**
   * Reads exactly what {@link #encode} writes.
   *
   * @throws RefusedException with {@code BUNDLE_OVERSIZE}, {@code HEADER_VERSION} or {@code
   *     HEADER_MALFORMED}
   */
  public static BundleHeader parse(byte[] bytes) {
    return HeaderCodec.parse(bytes);
  }

  /** The bytes of the file. */
  public byte[] encode() {
    return HeaderCodec.encode(this);
  }

  public String stream() {
    return facts.stream();
  }

  public long sequence() {
    return facts.sequence();
  }

  public Optional<Sha512> previous() {
    return facts.previous();
  }

  public String audience() {
    return facts.audience();
  }

  public String marking() {
    return facts.marking();
  }

  public Instant created() {
    return facts.created();
  }

  public Optional<Instant> freshUntil() {
    return facts.freshUntil();
  }

  public String builder() {
    return facts.builder();
  }

  public SortedMap<String, String> extensions() {
    return facts.extensions();
  }

  /** Number of volumes. */
  public int volumes() {
    return volumeLists.size();
  }
}
