package dev.windlass.builder.fetch.terraform;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What vouches for the packages of one provider version: the checksum list, its signature, and the
 * key that made it, verified.
 *
 * @param links the three as blobs of the store
 */
record Evidence(Checksums checksums, List<Link> links) {
  static final String CHECKSUMS = "checksums";
  static final String SIGNATURE = "signature";
  static final String KEY = "key";

  private static final int MAX_BYTES = 1 << 20;

  /** Verifies and stores a checksum list and its signature. */
  static Evidence verified(
      ReleaseSignature signatures, List<SigningKey> keys, Files files, BlobStore store)
      throws IOException {
    SigningKey key = check(signatures, keys, files);
    return new Evidence(
        Checksums.parse(files.checksums()),
        List.of(
            Link.named(CHECKSUMS, files.name(), store(store, files.checksums(), "text/plain")),
            Link.named(
                SIGNATURE,
                files.name() + ".sig",
                store(store, files.signature(), "application/pgp-signature")),
            Link.named(
                KEY,
                key.id(),
                store(
                    store, key.armor().getBytes(StandardCharsets.UTF_8), "application/pgp-keys"))));
  }

  /**
   * The files of a release.
   *
   * @param name of the checksum list
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Files(String name, byte[] checksums, byte[] signature) {}

  private static SigningKey check(ReleaseSignature signatures, List<SigningKey> keys, Files files) {
    try {
      return signatures.verify(files.checksums(), files.signature(), keys);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          "tried to verify the signature of "
              + files.name()
              + ", because "
              + e.getMessage()
              + ": ask the publisher, or pin the right key with 'keys'",
          e);
    }
  }

  /** Whether the evidence of an earlier lock satisfies the keys that are accepted now. */
  static boolean stillGood(
      ReleaseSignature signatures, PinnedKeys pins, CatalogueEntry entry, BlobStore store)
      throws IOException {
    try {
      byte[] checksums = read(store, entry, CHECKSUMS);
      SigningKey key =
          SigningKey.parse(new String(read(store, entry, KEY), StandardCharsets.UTF_8));
      signatures.verify(checksums, read(store, entry, SIGNATURE), pins.among(List.of(key)));
      return Checksums.parse(checksums).byName().containsValue(entry.digest());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] read(BlobStore store, CatalogueEntry entry, String rel) throws IOException {
    for (Link link : entry.evidence()) {
      if (link.rel().equals(rel) && link.descriptor().size() <= MAX_BYTES) {
        StoredBlob blob =
            store
                .find(link.descriptor().digest())
                .orElseThrow(() -> new IllegalArgumentException("the store lost " + rel));
        try (var in = blob.open()) {
          return in.readAllBytes();
        }
      }
    }
    throw new IllegalArgumentException("no " + rel + " in the earlier lock");
  }

  private static Descriptor store(BlobStore store, byte[] content, String mediaType)
      throws IOException {
    try (BlobSink sink = store.begin()) {
      sink.write(content);
      Descriptor stored = sink.commit();
      return new Descriptor(stored.digest(), stored.size(), mediaType);
    }
  }
}
