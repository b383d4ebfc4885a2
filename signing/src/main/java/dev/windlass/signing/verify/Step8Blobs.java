package dev.windlass.signing.verify;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.BlobConsumer;
import dev.windlass.spec.volume.FileRole;
import dev.windlass.spec.volume.ListedFile;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Step 8: every blob, whole, packed or in parts, has the SHA-256 that is its name. Remembers what
 * it saw, for step 9. The format's first version has no deltas to rebuild.
 */
final class Step8Blobs implements BlobConsumer {
  private static final int BUFFER = 128 * 1024;

  private static final class Split {
    private final MessageDigest sha256 = Digest.sha256();
    private int next = 1;
    private long size;
  }

  private final BlobTable blobs = new BlobTable();
  private final SortedMap<Digest, Split> splits = new TreeMap<>();
  private final VerifyListener listener;
  private final byte[] buffer = new byte[BUFFER];
  private long bytes;

  Step8Blobs(VerifyListener listener) {
    this.listener = listener;
  }

  /** Reads one file of a volume with all of its checks. Volumes come in ascending order. */
  void read(VolumeReader volume, ListedFile file) throws IOException {
    switch (file.role()) {
      case FileRole.Blob _, FileRole.Part _ -> volume.forEach(file, this);
      case FileRole.Pack _ -> {
        volume.forEach(file, new Packed());
        listener.read(file.size());
      }
      case FileRole.Delta _ ->
          throw new RefusedException(
              RefusalCode.DELTA_UNSUPPORTED,
              volume.place(file),
              "deltas come with a later version of the format");
      case FileRole.Catalogue _, FileRole.OciLayout _, FileRole.OciIndex _ -> {
        try (InputStream in = volume.open(file)) {
          drain(in, null);
        }
      }
    }
  }

  @Override
  public void blob(Digest digest, long size, InputStream content) throws IOException {
    drain(content, null);
    remember(digest, size);
  }

  @Override
  public void part(Digest digest, int number, long size, InputStream content) throws IOException {
    Split split = splits.computeIfAbsent(digest, _ -> new Split());
    boolean inOrder = number == split.next;
    drain(content, inOrder ? split.sha256 : null);
    if (inOrder) {
      split.next++;
      split.size += size;
    } else {
      split.next = Integer.MIN_VALUE;
    }
  }

  /** Members of a pack are counted with their pack. */
  private final class Packed implements BlobConsumer {
    @Override
    public void blob(Digest digest, long size, InputStream content) throws IOException {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        // its stream checks it
      }
      remember(digest, size);
    }

    @Override
    public void part(Digest digest, int number, long size, InputStream content) {
      throw new IllegalStateException("a pack has no parts");
    }
  }

  private void drain(InputStream in, @Nullable MessageDigest also) throws IOException {
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (also != null) {
        also.update(buffer, 0, count);
      }
      listener.read(count);
    }
  }

  private void remember(Digest digest, long size) {
    if (blobs.add(digest, size << 1) < 0) {
      throw new RefusedException(
          RefusalCode.BLOB_UNLISTED, FileRole.BLOBS + digest.hex(), "the blob comes twice");
    }
    bytes += size;
  }

  /**
   * With all volumes read: the split blobs are complete and joined have their SHA-256.
   *
   * @throws RefusedException with {@code PARTS_MALFORMED} or {@code BLOB_DIGEST}
   */
  void finish() {
    splits.forEach((digest, split) -> {
      String place = FileRole.BLOBS + digest.hex();
      if (split.next < 3) {
        throw new RefusedException(
            RefusalCode.PARTS_MALFORMED, place, "its parts are not 1, 2 and so on, in order");
      }
      Digest actual = Digest.ofBytes(split.sha256.digest());
      if (!actual.equals(digest)) {
        throw new RefusedException(
            RefusalCode.BLOB_DIGEST, place, "the joined parts have the digest " + actual);
      }
      remember(digest, split.size);
    });
  }

  /** The blobs of the bundle; a row's value is twice the blob's size. */
  BlobTable blobs() {
    return blobs;
  }

  /** Size of all blobs together. */
  long bytes() {
    return bytes;
  }
}
