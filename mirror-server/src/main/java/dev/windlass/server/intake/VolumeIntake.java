package dev.windlass.server.intake;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.volume.BlobConsumer;
import dev.windlass.spec.volume.BundleContent;
import dev.windlass.spec.volume.FileRole;
import dev.windlass.spec.volume.ListedFile;
import dev.windlass.spec.volume.PackAhead;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Steps 7 and 8 of one volume: reads each of its files once, checks it, and stages what the store
 * does not hold yet. One thread, with another one that hashes.
 */
final class VolumeIntake implements BlobConsumer {
  private static final int BUFFER = 128 * 1024;

  private final Session session;
  private final BlobStore store;
  private final IntakeListener listener;
  private final BlobTable carried = new BlobTable();
  private final byte[] buffer = new byte[BUFFER];

  VolumeIntake(Session session, BlobStore store, IntakeListener listener) {
    this.session = session;
    this.store = store;
    this.listener = listener;
  }

  /** Takes the whole volume; it then lies in the session, not yet marked as taken. */
  void take(VolumeReader volume) throws IOException {
    PackIntake packs = new PackIntake(session.staged(), store, carried, volume.volume());
    try (PackAhead ahead = new PackAhead(volume)) {
      take(volume, ahead, packs);
    }
    session.record(volume.volume(), carried);
  }

  private void take(VolumeReader volume, PackAhead ahead, PackIntake packs) throws IOException {
    for (ListedFile file : volume.files()) {
      switch (file.role()) {
        case FileRole.Blob _, FileRole.Part _ -> volume.forEach(file, this);
        case FileRole.Pack _ -> packs.take(ahead.next());
        case FileRole.OciLayout _, FileRole.OciIndex _ -> drain(volume, file);
        case FileRole.Catalogue _ -> {
          drain(volume, file); // hashed before it is decompressed
          takeCatalogue(volume);
        }
        case FileRole.Delta _ ->
            throw new RefusedException(
                RefusalCode.DELTA_UNSUPPORTED,
                volume.place(file),
                "deltas come with a later version of the format");
      }
      listener.read(file.size());
    }
  }

  private static void drain(VolumeReader volume, ListedFile file) throws IOException {
    try (InputStream in = volume.open(file)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void takeCatalogue(VolumeReader volume) throws IOException {
    try (InputStream in = BundleContent.openCatalogue(session.header(), volume)) {
      copy(in, session.catalogue());
    }
  }

  @Override
  public void blob(Digest digest, long size, InputStream content) throws IOException {
    CarriedBlobs.add(carried, digest, size);
    Optional<StoredBlob> held = store.find(digest);
    if (held.isPresent() && held.get().size() == size) {
      return; // the caller reads and checks what is left unread
    }
    // The content is checked against the digest before it ends, so it is not hashed again here.
    Path file = session.staged().partial(digest);
    copy(content, file);
    session.staged().adopt(file, digest);
  }

  @Override
  public void part(Digest digest, int number, long size, InputStream content) throws IOException {
    Path directory = session.parts().resolve(digest.hex());
    Files.createDirectories(directory);
    copy(content, directory.resolve(String.format(Locale.ROOT, "%04d", number)));
  }

  private void copy(InputStream in, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }
}
