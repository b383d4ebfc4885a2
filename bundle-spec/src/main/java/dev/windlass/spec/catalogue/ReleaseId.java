package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Digest;

/** Names a release by the SHA-256 of its catalogue's bytes. */
public record ReleaseId(Digest digest) {
  public static ReleaseId parse(String text) {
    return new ReleaseId(Digest.parse(text));
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
