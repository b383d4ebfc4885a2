package dev.windlass.spec.volume;

import dev.windlass.spec.content.DiskFailure;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Packs a release into volumes. The same request gives the same bytes, whatever the time, the host
 * or an interruption before: all is written into {@code <output>.partial}, which a later run takes
 * up, forced to the medium, and renamed at the end. Signatures are for others to add. One thread; a
 * second one hashes.
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
    try (WorkDirectory work = WorkDirectory.open(staging)) {
      PackedBundle bundle = write(work);
      work.remove();
      // A bundle that is seen is whole, also after a power cut: bytes and names, then the rename.
      FileSystemSync.sync(staging);
      listener.synced();
      Files.move(staging, request.output(), StandardCopyOption.ATOMIC_MOVE);
      FileSystemSync.force(Objects.requireNonNull(request.output().toAbsolutePath().getParent()));
      return bundle;
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private IOException explained(IOException failure) {
    Optional<DiskFailure> trouble = DiskFailure.of(failure);
    if (trouble.isEmpty()) {
      return failure;
    }
    throw new PackException(
        "packing stopped, because the disk that holds "
            + staging
            + " is "
            + trouble.get().state()
            + ": "
            + trouble.get().cure()
            + " and run again, it goes on from where it stood",
        failure);
  }

  private PackedBundle write(WorkDirectory work) throws IOException {
    work.clearRoot();
    BundlePlan plan;
    try (ChangesText changes = new ChangesText(work.path("."))) {
      plan = BundlePlan.of(request.catalogue(), request.base(), changes::add);
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(RootNames.CHANGES.under(staging)))) {
        changes.writeTo(out, request.facts(), plan);
      }
    }
    listener.planned(plan.blobCount(), plan.blobBytes());
    Files.writeString(RootNames.VERIFY.under(staging), VerifyText.text());
    if (!request.trust().isEmpty()) {
      Files.createDirectory(staging.resolve(RootNames.TRUST));
    }
    for (var document : request.trust().entrySet()) {
      Files.write(trustPath(document.getKey()).under(staging), document.getValue());
    }
    Path frame = work.path("catalogue.jsonl.zst");
    try (HashedFileOutput out = new HashedFileOutput(frame)) {
      CompressedCatalogue.compress(request.catalogue(), out);
      out.finish();
    }
    return writeVolumes(work, plan, frame);
  }

  private static RootedPath trustPath(String name) {
    return RootedPath.parse(RootNames.TRUST + "/" + name);
  }

  private PackedBundle writeVolumes(WorkDirectory work, BundlePlan plan, Path frame)
      throws IOException {
    SortedMap<RootedPath, Sha512> rootFiles = new TreeMap<>();
    long reserved = 0;
    for (RootedPath path : rootPaths()) {
      rootFiles.put(path, Sha512File.of(path.under(staging)));
      reserved += Files.size(path.under(staging));
    }
    try (PackJournal journal = work.journal(identity(plan, reserved))) {
      work.requireSpace(request.output(), plan.blobBytes() - journal.finishedBytes());
      VolumeSetWriter volumes = new VolumeSetWriter(staging, request.profile(), reserved, journal);
      addCatalogue(volumes, frame);
      if (request.base().isEmpty() && !plan.images().isEmpty()) {
        addLayout(volumes, plan);
      }
      new BlobPlacer(plan.blobs(), request.store(), volumes, listener).placeAll();
      List<Sha512> lists = volumes.finish();
      BundleHeader header =
          new BundleHeader(
              BundleHeader.FORMAT_VERSION,
              request.facts(),
              plan.compared().base(),
              plan.compared().release(),
              plan.compared().releaseBytes(),
              volumes.files(),
              volumes.bytes(),
              rootFiles,
              lists);
      Files.write(staging.resolve(BundleHeader.NAME), header.encode());
      return new PackedBundle(request.output(), header, plan.blobCount(), plan.blobBytes());
    }
  }

  private List<RootedPath> rootPaths() {
    List<RootedPath> paths = new ArrayList<>(List.of(RootNames.CHANGES, RootNames.VERIFY));
    request.trust().keySet().forEach(name -> paths.add(trustPath(name)));
    return paths;
  }

  /** Names everything that the volumes' bytes depend on. */
  private Sha512 identity(BundlePlan plan, long reserved) {
    String text =
        String.join(
            "\n",
            "format " + BundleHeader.FORMAT_VERSION,
            plan.compared().toString(),
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
  private static void addLayout(VolumeSetWriter volumes, BundlePlan plan) throws IOException {
    byte[] index = plan.images().encode();
    LongStream layout = LongStream.of(index.length, OciLayoutIndex.LAYOUT.length);
    if (!volumes.takes(LongStream.concat(layout, plan.blobs().imageSizes()))) {
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
