package dev.windlass.server.intake;

/**
 * The moments of an import between which it may be interrupted, in their order. Those about the
 * volume come once a volume.
 */
public enum Step {
  /** Steps 1 to 6 have passed: signatures, header, chain, base, freshness. */
  HEADER_VERIFIED,
  /** BUNDLE and its signatures lie in the staging directory. */
  STAGED_HEADER,
  /** All files of a volume are verified and copied, but nothing says so yet. */
  VOLUME_COPIED,
  /** The volume is on the medium and marked as taken. */
  VOLUME_TAKEN,
  /** Split blobs are joined. */
  PARTS_JOINED,
  /** Step 9 has passed: the release is complete. */
  RELEASE_CHECKED,
  /** The blobs are moved from staging into the store. */
  BLOBS_MOVED,
  /** Everything is on the medium. */
  SYNCED,
  /** The release's directory is in place. */
  RELEASE_PLACED,
  /** The pointer is moved: what the chain demands next and what is served changed at once. */
  PUBLISHED,
  /** Staging is cleaned up. */
  CLEANED
}
