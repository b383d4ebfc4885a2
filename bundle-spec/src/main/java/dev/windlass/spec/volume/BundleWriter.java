package dev.windlass.spec.volume;

import dev.windlass.spec.catalogue.CatalogueDiff;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Packs a release into volumes. The same request gives the same bytes, whatever the time, the host
 * or an interruption before: all is written into {@code <output>.partial}, which a later run takes
 * up, and renamed at the end. Signatures are for others to add. One thread; a second one hashes.
 */
public final class BundleWriter {
  private final BundleRequest request;
  private final PackListener listener;
  private final Path staging;

  private BundleWriter(BundleRequest request, PackListener listener) {
    this.request = request;
    this.listener = listener;
    this.staging = request.output().resolveSibling(request.output().getFileName() + ".partial");
  }

  /**
   * Packs, and returns when the bundle stands at its place.
   *
   * @throws PackException if the request cannot be met; it says why and what to do
   */
  public static PackedBundle write(BundleRequest request, PackListener listener)
      throws IOException {
    return new BundleWriter(request, listener).write();
  }

  private PackedBundle write() throws IOException {
    if (Files.exists(request.output(), LinkOption.NOFOLLOW_LINKS)) {
      throw new PackException(
          request.output() + " exists already: remove it or choose another output");
    }
    Files.createDirectories(staging);
    try (WorkDirectory work = WorkDirectory.open(staging)) {
      PackedBundle bundle = write(work);
      work.remove();
      Files.move(staging, request.output(), StandardCopyOption.ATOMIC_MOVE);
      return bundle;
    }
  }

  private PackedBundle write(WorkDirectory work) throws IOException {
    CarriedBlobs blobs = new CarriedBlobs();
    OciLayoutIndex images = new OciLayoutIndex();
    CatalogueDiff.Compared compared =
        CatalogueDiff.run(
            request.base(),
            request.catalogue(),
            change -> {
              collect(change, blobs, images);
            });
    blobs.finish();
    listener.planned(blobs.rows(), blobs.bytes());
    SortedMap<RootedPath, Sha512> rootFiles = writeRootFiles();
    Path frame = work.path("catalogue.jsonl.zst");
    try (HashedFileOutput out = new HashedFileOutput(frame)) {
      CompressedCatalogue.compress(request.catalogue(), out);
      out.finish();
    }
    long reserved = 0;
    for (RootedPath path : rootFiles.keySet()) {
      reserved += Files.size(path.under(staging));
    }
    try (PackJournal journal = PackJournal.open(work.path("journal"), plan(compared, reserved))) {
      work.requireSpace(request.output(), blobs.bytes() - journal.finishedBytes());
      VolumeSetWriter volumes = new VolumeSetWriter(staging, request.profile(), reserved, journal);
      addCatalogue(volumes, frame);
      if (request.base().isEmpty() && !images.isEmpty()) {
        addLayout(volumes, images, blobs);
      }
      new BlobPlacer(blobs, request.store(), volumes, listener).placeAll();
      List<Sha512> lists = volumes.finish();
      BundleHeader header =
          new BundleHeader(
              BundleHeader.FORMAT_VERSION,
              request.facts(),
              compared.base(),
              compared.release(),
              compared.releaseBytes(),
              volumes.files(),
              volumes.bytes(),
              rootFiles,
              lists);
      Files.write(staging.resolve(BundleHeader.NAME), header.encode());
      return new PackedBundle(request.output(), header, blobs.rows(), blobs.bytes());
    }
  }

  private static void collect(
      CatalogueDiff.Change change, CarriedBlobs blobs, OciLayoutIndex images) {
    switch (change) {
      case CatalogueDiff.Added(var entry) -> {
        blobs.carry(entry);
        images.add(entry);
      }
      case CatalogueDiff.Removed(var entry) -> blobs.hold(entry);
      case CatalogueDiff.Replaced(var before, var entry) -> {
        blobs.hold(before);
        blobs.carry(entry);
      }
      case CatalogueDiff.Unchanged(var entry) -> blobs.hold(entry);
    }
  }

  private SortedMap<RootedPath, Sha512> writeRootFiles() throws IOException {
    SortedMap<RootedPath, byte[]> files = new TreeMap<>();
    files.put(RootNames.CHANGES, "".getBytes(StandardCharsets.UTF_8));
    files.put(RootNames.VERIFY, VerifyText.text().getBytes(StandardCharsets.UTF_8));
    request
        .trust()
        .forEach((name, bytes) -> files.put(RootedPath.parse(RootNames.TRUST + "/" + name), bytes));
    SortedMap<RootedPath, Sha512> hashes = new TreeMap<>();
    for (var file : files.entrySet()) {
      Path target = file.getKey().under(staging);
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
      hashes.put(file.getKey(), Sha512.of(file.getValue()));
    }
    return hashes;
  }

  /** Names everything that the volumes' bytes depend on. */
  private Sha512 plan(CatalogueDiff.Compared compared, long reserved) {
    String text =
        String.join(
            "\n",
            "format " + BundleHeader.FORMAT_VERSION,
            compared.toString(),
            request.profile().toString(),
            Long.toString(reserved));
    return Sha512.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void addCatalogue(VolumeSetWriter volumes, Path frame) throws IOException {
    long size = Files.size(frame);
    volumes.add(
        new FileRole.Catalogue(),
        size,
        MediaTypes.CATALOGUE,
        out -> {
          try (var in = Files.newInputStream(frame)) {
            out.transferFrom(in, size);
          }
        });
  }

  /** Makes volume 1 an image layout if it can hold every image whole. */
  private static void addLayout(VolumeSetWriter volumes, OciLayoutIndex images, CarriedBlobs blobs)
      throws IOException {
    byte[] index = images.encode();
    LongStream layout = LongStream.of(index.length, OciLayoutIndex.LAYOUT.length);
    if (!volumes.takes(LongStream.concat(layout, blobs.imageSizes()))) {
      return;
    }
    volumes.add(
        new FileRole.OciIndex(), index.length, MediaTypes.OCI_INDEX, out -> out.write(index));
    volumes.add(
        new FileRole.OciLayout(),
        OciLayoutIndex.LAYOUT.length,
        MediaTypes.OCI_LAYOUT,
        out -> out.write(OciLayoutIndex.LAYOUT));
  }
}
