package dev.windlass.server.publish;

import dev.windlass.server.serve.Content;
import dev.windlass.server.store.DigestSet;
import dev.windlass.server.store.Pace;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The blobs that the current releases name, and no other of the store. A small blob is hashed when
 * it is first read, so that one which changed in the store is never sent; large ones are the
 * scrub's care.
 */
final class PublishedContent implements Content {
  /** Blobs up to this size are verified when they are first read. */
  private static final long SMALL = 1 << 20;

  /** Blobs up to this size are kept in memory: manifests, metadata, checksums, POMs. */
  private static final int TINY = 16 * 1024;

  private static final long CACHE_BYTES = 32 << 20;
  private static final int ENTRY_BYTES = 200;

  private final DigestSet members;
  private final BlobStore blobs;
  private final RottenBlobs rotten;
  private final Health health;
  // One bit a member: verified since the view was made.
  private final AtomicIntegerArray verified;

  private final ConcurrentMap<Digest, StoredBlob> cache = new ConcurrentHashMap<>();
  private final AtomicLong cachedBytes = new AtomicLong();

  PublishedContent(DigestSet members, BlobStore blobs, RottenBlobs rotten, Health health) {
    this.members = members;
    this.blobs = blobs;
    this.rotten = rotten;
    this.health = health;
    this.verified = new AtomicIntegerArray((members.size() + 31) / 32);
  }

  @Override
  public Optional<StoredBlob> find(Digest digest) throws IOException {
    StoredBlob cached = cache.get(digest);
    if (cached != null) {
      return Optional.of(cached);
    }
    int member = members.indexOf(digest);
    if (member < 0) {
      return Optional.empty();
    }
    Optional<StoredBlob> blob = blobs.find(digest);
    if (blob.isEmpty() || !rotten.inService(digest)) {
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
    return blob.get().size() <= TINY ? Optional.of(remember(blob.get())) : blob;
  }

  private StoredBlob remember(StoredBlob blob) throws IOException {
    StoredBlob inMemory;
    try (InputStream in = blob.open()) {
      inMemory = new MemoryBlob(blob.digest(), in.readAllBytes());
    }
    if (cachedBytes.addAndGet(inMemory.size() + ENTRY_BYTES) > CACHE_BYTES) {
      cache.clear(); // cheap to fill again, and needs no order of use
      cachedBytes.set(0);
    }
    cache.put(blob.digest(), inMemory);
    return inMemory;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record MemoryBlob(Digest digest, byte[] content) implements StoredBlob {
    @Override
    public long size() {
      return content.length;
    }

    @Override
    public InputStream open(long offset) {
      return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }

    @Override
    public Optional<ByteBuffer> memory() {
      return Optional.of(ByteBuffer.wrap(content).asReadOnlyBuffer());
    }
  }
}
