package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The blobs that a bundle carries in parts. Volumes are added in any order; when all of the
 * bundle's volumes are in, {@link #check} tells whether every blob's parts are complete and {@link
 * #join} gives them as whole blobs.
 */
public final class SplitBlobs {
  private record Piece(VolumeReader volume, ListedFile file) {}

  private final SortedMap<Digest, SortedMap<Integer, Piece>> blobs = new TreeMap<>();

  /**
   * @throws RefusedException with {@code PARTS_MALFORMED} if two volumes carry the same part
   */
  public void add(VolumeReader volume) {
    for (ListedFile file : volume.files()) {
      if (file.role() instanceof FileRole.Part(var digest, int number)
          && blobs
                  .computeIfAbsent(digest, _ -> new TreeMap<>())
                  .put(number, new Piece(volume, file))
              != null) {
        throw refused(volume.place(file), "the part comes twice");
      }
    }
  }

  /**
   * @throws RefusedException with {@code PARTS_MALFORMED} if a blob has one part only, or a part
   *     between the first and the last is absent
   */
  public void check() {
    blobs.forEach((digest, pieces) -> {
      if (pieces.size() < 2 || pieces.firstKey() != 1 || pieces.lastKey() != pieces.size()) {
        throw refused(
            FileRole.BLOBS + digest.hex(), "has parts " + pieces.keySet() + " and no others");
      }
    });
  }

  /**
   * Hands on every split blob, joined, its SHA-256 checked.
   *
   * @throws RefusedException as {@link #check}, and {@code BLOB_DIGEST}
   */
  public void join(BlobConsumer consumer) throws IOException {
    check();
    for (var blob : blobs.entrySet()) {
      long size = blob.getValue().values().stream().mapToLong(piece -> piece.file().size()).sum();
      VerifiedBlob.pass(
          FileRole.BLOBS + blob.getKey().hex(),
          blob.getKey(),
          size,
          new Joined(blob.getValue().values().iterator()),
          consumer);
    }
  }

  /**
   * One split blob, joined; each part's hash is checked, the blob's digest is not. The caller
   * closes the stream.
   *
   * @throws RefusedException as {@link #check}
   */
  public Optional<InputStream> open(Digest digest) {
    SortedMap<Integer, Piece> pieces = blobs.get(digest);
    if (pieces == null) {
      return Optional.empty();
    }
    check();
    return Optional.of(new Joined(pieces.values().iterator()));
  }

  /** The parts' bytes one after the other; each part is opened when the one before has ended. */
  private static final class Joined extends InputStream {
    private final Iterator<Piece> pieces;
    private InputStream current = InputStream.nullInputStream();

    Joined(Iterator<Piece> pieces) {
      this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = current.read(buffer, offset, length);
      while (count < 0 && pieces.hasNext()) {
        current.close();
        Piece piece = pieces.next();
        current = piece.volume().open(piece.file());
        count = current.read(buffer, offset, length);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }

  private static RefusedException refused(String place, String reason) {
    return new RefusedException(RefusalCode.PARTS_MALFORMED, place, reason);
  }
}
