package dev.windlass.signing.verify;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.FileRole;
import dev.windlass.spec.volume.ListedFile;
import dev.windlass.spec.volume.SplitBlobs;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Opens blobs of the bundle again that lie in files of their own, whole or in parts, as those of
 * images do. Their hashes are checked again, since media can be changed between two readings.
 */
final class ImageBlobs {
  private final List<VolumeReader> volumes;
  private final SplitBlobs split = new SplitBlobs();

  ImageBlobs(List<VolumeReader> volumes) {
    this.volumes = List.copyOf(volumes);
    volumes.forEach(split::add);
  }

  /** The blob, or empty if it lies elsewhere; the caller closes it. */
  Optional<InputStream> open(Digest digest) throws IOException {
    for (VolumeReader volume : volumes) {
      Optional<ListedFile> file = volume.list().find(new FileRole.Blob(digest).path());
      if (file.isPresent()) {
        return Optional.of(volume.open(file.get()));
      }
    }
    return split.open(digest);
  }
}
