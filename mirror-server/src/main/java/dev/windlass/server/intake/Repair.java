package dev.windlass.server.intake;

import dev.windlass.server.store.LocalBlobs;
import dev.windlass.signing.verify.MediaRoots;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.volume.BlobConsumer;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.SplitBlobs;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.io.InputStream;

/**
 * Brings back blobs that the store lost, from the volumes of a bundle that it accepted before: the
 * hashes of that bundle still vouch for them. Publishes nothing.
 */
final class Repair implements BlobConsumer {
  private final LocalBlobs store;
  private long restored;

  Repair(LocalBlobs store) {
    this.store = store;
  }

  /**
   * @param header of the accepted bundle whose BUNDLE the media carry
   * @return how many blobs were restored
   */
  long run(BundleHeader header, MediaRoots media) throws IOException {
    SplitBlobs split = new SplitBlobs();
    for (var volume : media.volumes().entrySet()) {
      int number = volume.getKey();
      VolumeReader reader =
          VolumeReader.open(volume.getValue(), number, header.volumeLists().get(number - 1));
      reader.forEach(this);
      split.add(reader);
    }
    if (media.volumes().size() == header.volumes()) {
      split.join(this);
    }
    if (restored > 0) {
      FileSystemSync.sync(store.root());
    }
    return restored;
  }

  @Override
  public void blob(Digest digest, long size, InputStream content) throws IOException {
    if (!store.has(digest)) {
      store.put(digest, size, content);
      restored++;
    }
  }

  @Override
  public void part(Digest digest, int number, long size, InputStream content) {
    // joined at the end, if all volumes are there
  }
}
