package dev.windlass.server.publish;

import dev.windlass.server.serve.Content;
import dev.windlass.server.store.DigestSet;
import dev.windlass.server.store.Pace;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The blobs that the current releases name, and no other of the store. A small blob is hashed when
 * it is first read, so that one which changed in the store is never sent; large ones are the
 * scrub's care.
 */
final class PublishedContent implements Content {
  /** Blobs up to this size are verified when they are first read. */
  private static final long SMALL = 1 << 20;

  private final DigestSet members;
  private final BlobStore blobs;
  private final RottenBlobs rotten;
  private final Health health;
  // One bit a member: verified since the view was made.
  private final AtomicIntegerArray verified;

  PublishedContent(DigestSet members, BlobStore blobs, RottenBlobs rotten, Health health) {
    this.members = members;
    this.blobs = blobs;
    this.rotten = rotten;
    this.health = health;
    this.verified = new AtomicIntegerArray((members.size() + 31) / 32);
  }

  @Override
  public Optional<StoredBlob> find(Digest digest) throws IOException {
    int member = members.indexOf(digest);
    if (member < 0) {
      return Optional.empty();
    }
    Optional<StoredBlob> blob = blobs.find(digest);
    if (blob.isEmpty()) {
      health.unavailable(digest);
      return Optional.empty();
    }
    int bit = 1 << (member & 31);
    if (blob.get().size() <= SMALL && (verified.get(member >> 5) & bit) == 0) {
      if (!rotten.check(blob.get(), Pace.FULL)) {
        health.unavailable(digest);
        return Optional.empty();
      }
      verified.accumulateAndGet(member >> 5, bit, (bits, more) -> bits | more);
    }
    return blob;
  }
}
