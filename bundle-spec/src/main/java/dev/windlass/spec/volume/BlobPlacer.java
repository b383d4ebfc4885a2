package dev.windlass.spec.volume;

import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.ContentMismatchException;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512Lane;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.content.VerifyingInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Decides how each blob travels, whole, in parts or in a pack, and copies it out of the store. */
final class BlobPlacer {
  /** Room at the end of a volume below which no part is cut off; a fraction of small volumes. */
  private static final long LEAST_PART = 1 << 20;

  private final CarriedBlobs blobs;
  private final BlobStore store;
  private final VolumeSetWriter volumes;
  private final PackListener listener;
  private final long small;
  private int packs;

  BlobPlacer(CarriedBlobs blobs, BlobStore store, VolumeSetWriter volumes, PackListener listener) {
    this.blobs = blobs;
    this.store = store;
    this.volumes = volumes;
    this.listener = listener;
    this.small = Math.min(Packs.SMALL, volumes.emptyRoom() / 4);
  }

  /** Images first, so that volume 1 can be their layout; then large blobs; then packs. */
  void placeAll() throws IOException {
    for (int row = 0; row < blobs.rows(); row++) {
      if (blobs.image(row)) {
        place(row);
      }
    }
    for (int row = 0; row < blobs.rows(); row++) {
      if (!blobs.image(row) && !packed(row)) {
        place(row);
      }
    }
    int row = 0;
    while (row < blobs.rows()) {
      row = packed(row) ? pack(row) : row + 1;
    }
  }

  private void place(int row) throws IOException {
    long size = blobs.size(row);
    long leastPart = Math.min(LEAST_PART, volumes.emptyRoom() / 16);
    if (size > volumes.room() && volumes.room() < leastPart) {
      volumes.nextVolume();
    }
    if (size <= volumes.room()) {
      volumes.add(
          new FileRole.Blob(blobs.digest(row)), size, blobs.mediaType(row), out -> copy(row, out));
      listener.packed(size);
    } else {
      split(row, leastPart);
    }
  }

  private void split(int row, long leastPart) throws IOException {
    Digest digest = blobs.digest(row);
    long rest = blobs.size(row);
    try (Source source = new Source(row)) {
      for (int number = 1; rest > 0; number++) {
        if (number > FileRole.MAX_PARTS) {
          throw new PackException(
              digest + " would need more than " + FileRole.MAX_PARTS + " parts");
        }
        if (volumes.room() < Math.min(rest, leastPart)) {
          volumes.nextVolume();
        }
        long size = Math.min(rest, volumes.room());
        long offset = blobs.size(row) - rest;
        volumes.add(
            new FileRole.Part(digest, number), size, MediaTypes.PART, source.part(offset, size));
        listener.packed(size);
        rest -= size;
      }
      source.finish();
    } catch (ContentMismatchException e) {
      throw corrupt(e);
    }
  }

  private int pack(int first) throws IOException {
    if (volumes.room() < span(first) + Ustar.END) {
      volumes.nextVolume();
    }
    long most = Math.min(Packs.MAX_BYTES, volumes.room()) - Ustar.END;
    long total = 0;
    int end = first;
    while (end < blobs.rows() && (!packed(end) || total + span(end) <= most)) {
      total += packed(end) ? span(end) : 0;
      end++;
    }
    packs++;
    int last = end;
    volumes.add(
        new FileRole.Pack(packs),
        total + Ustar.END,
        MediaTypes.PACK,
        out -> writePack(first, last, out));
    for (int row = first; row < end; row++) {
      listener.packed(packed(row) ? blobs.size(row) : 0);
    }
    return end;
  }

  private boolean packed(int row) {
    return !blobs.image(row) && blobs.size(row) < small;
  }

  private long span(int row) {
    return Ustar.span(blobs.size(row));
  }

  private void writePack(int from, int to, HashedFileOutput out) throws IOException {
    for (int row = from; row < to; row++) {
      if (packed(row)) {
        out.write(Ustar.encode(new Ustar.Member(blobs.digest(row), blobs.size(row))));
        copy(row, out);
        out.write(new byte[Ustar.padding(blobs.size(row))]);
      }
    }
    out.write(new byte[Ustar.END]);
  }

  private void copy(int row, HashedFileOutput out) throws IOException {
    try (Source source = new Source(row)) {
      source.copy(0, Long.MAX_VALUE, out);
    } catch (ContentMismatchException e) {
      throw corrupt(e);
    }
  }

  private static PackException corrupt(ContentMismatchException cause) {
    return new PackException(
        "the content store is damaged: "
            + cause.getMessage()
            + "; delete this blob there and lock again",
        cause);
  }

  /** A blob's bytes, read forward and checked against its digest at the end. */
  private final class Source implements AutoCloseable {
    private final int row;
    private VerifyingInputStream in;
    private long position;

    Source(int row) throws IOException {
      this.row = row;
      this.in = open(row);
    }

    /** Copies from this offset on. */
    void copy(long offset, long length, HashedFileOutput out) throws IOException {
      seek(offset);
      position = offset + out.transferFrom(in, length);
    }

    /**
     * A part of the blob. One that an earlier run finished is compared with the blob as it is now:
     * only at the blob's end would that run have noticed that the store was damaged.
     */
    VolumeSetWriter.Content part(long offset, long length) {
      return new VolumeSetWriter.Content() {
        @Override
        public void writeTo(HashedFileOutput out) throws IOException {
          copy(offset, length, out);
        }

        @Override
        public boolean matches(ListedFile finished) throws IOException {
          seek(offset);
          Sha512Lane lane = new Sha512Lane();
          try (lane) {
            for (long rest = length; rest > 0; ) {
              int count = (int) Math.min(rest, Sha512Lane.CHUNK);
              in.readNBytes(lane.buffer(), 0, count);
              lane.submit(count);
              rest -= count;
            }
            position = offset + length;
            return lane.finish().equals(finished.sha512());
          }
        }
      };
    }

    private void seek(long offset) throws IOException {
      if (offset < position) {
        in.close();
        in = open(row);
        position = 0;
      }
      in.skipNBytes(offset - position);
      position = offset;
    }

    void finish() throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private VerifyingInputStream open(int row) throws IOException {
    Digest digest = blobs.digest(row);
    StoredBlob blob =
        store
            .find(digest)
            .orElseThrow(
                () -> new PackException(digest + " is not in the content store: lock again"));
    return new VerifyingInputStream(blob.open(), digest, blobs.size(row));
  }
}
