package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which platforms of an image are taken. Remembers what it saw, so that a platform that the image
 * does not have is noticed. Safe for many threads.
 */
final class PlatformChoice {
  private final List<Platform> wanted;
  private final Set<Platform> met = ConcurrentHashMap.newKeySet();
  private final Set<String> offered = new ConcurrentSkipListSet<>();

  private PlatformChoice(List<Platform> wanted) {
    this.wanted = List.copyOf(wanted);
  }

  /** Everything. */
  static PlatformChoice all() {
    return new PlatformChoice(List.of());
  }

  /**
   * @param platforms as the mirror list writes them; empty: everything
   */
  static PlatformChoice of(List<String> platforms) {
    return new PlatformChoice(platforms.stream().map(Platform::parse).toList());
  }

  /**
   * Digests of the children to take: those that run on a wanted platform, those that name no
   * platform, and attestations of those taken.
   */
  Set<Digest> keep(List<Manifest.Child> children, boolean attestations) {
    Set<Digest> kept = new HashSet<>();
    for (Manifest.Child child : children) {
      if (child.attests().isEmpty() && child.platform().map(this::wants).orElse(true)) {
        kept.add(child.descriptor().digest());
      }
    }
    for (Manifest.Child child : children) {
      boolean kin = child.attests().map(kept::contains).orElse(false);
      if (wanted.isEmpty() || (kin && attestations)) {
        kept.add(child.descriptor().digest());
      }
    }
    return kept;
  }

  private boolean wants(Platform platform) {
    if (!platform.equals(Platform.UNKNOWN)) {
      offered.add(platform.toString());
    }
    List<Platform> hits = wanted.stream().filter(platform::meets).toList();
    met.addAll(hits);
    return wanted.isEmpty() || !hits.isEmpty();
  }

  /** Notes the platform of an image that stands alone. */
  void check(Platform platform) {
    wants(platform);
  }

  /**
   * @throws FetchException if a wanted platform was not there
   */
  void requireMet(String image) {
    Set<String> missing = new TreeSet<>();
    for (Platform platform : wanted) {
      if (!met.contains(platform)) {
        missing.add(platform.toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new FetchException(
          "tried to find %s in %s, but it has only %s: correct the platforms in the list"
              .formatted(String.join(", ", missing), image, String.join(", ", offered)));
    }
  }
}
