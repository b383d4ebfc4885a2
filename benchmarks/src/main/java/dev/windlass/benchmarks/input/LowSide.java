package dev.windlass.benchmarks.input;

import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.Programs;
import dev.windlass.benchmarks.measure.Tree;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueWriter;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.FileCoordinates;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A low side as it is after {@code lock}: list, lock, content store and keys in one directory. The
 * store is filled directly; packing and signing are the programs' own.
 */
public final class LowSide {
  public static final String STREAM = "bench";
  private static final String AUDIENCE = "enclave-a";
  private static final String MARKING = "UNCLASSIFIED";

  private final Path directory;
  private final Programs programs;
  private final DirectoryBlobStore store;
  private final List<CatalogueEntry> entries = new ArrayList<>();
  private long seed;

  private LowSide(Path directory, Programs programs) throws IOException {
    this.directory = directory;
    this.programs = programs;
    this.store =
        DirectoryBlobStore.open(directory.resolve("store"), DirectoryBlobStore.Durability.DEFERRED);
  }

  /** Makes an empty one, with keys. */
  public static LowSide create(Path directory, Programs programs)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("mirror.yaml"),
        "stream: %s%naudience: %s%nmarking: %s%n".formatted(STREAM, AUDIENCE, MARKING));
    LowSide side = new LowSide(directory, programs);
    side.builder("keys", "keys", "--audience", AUDIENCE, "--stream", STREAM, "--marking", MARKING)
        .run()
        .orThrow();
    return side;
  }

  private Command builder(String... arguments) {
    return programs.mirrorBuilder(arguments).in(directory);
  }

  /** Adds a blob of noise to the store. */
  public Descriptor noise(long size) throws IOException {
    return blob(new Noise(++seed, size));
  }

  /** Adds a blob to the store. */
  public Descriptor blob(InputStream content) throws IOException {
    try (BlobSink sink = store.begin()) {
      content.transferTo(sink);
      return sink.commit();
    }
  }

  public void add(CatalogueEntry entry) {
    entries.add(entry);
  }

  /** Adds files of noise of one size. */
  public LowSide files(int count, long size) throws IOException {
    for (int i = 0; i < count; i++) {
      file("large", i, size);
    }
    return this;
  }

  /** Adds files of noise of 1 to 32 KB, small ones more often. */
  public LowSide smallFiles(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      file("small", i, smallSize(i));
    }
    return this;
  }

  /** From 1 to 32 KB, evenly on a logarithmic scale. */
  static long smallSize(int number) {
    double even = (number * 0.6180339887498949) % 1;
    return Math.round(1000 * Math.pow(32, even));
  }

  private void file(String folder, int number, long size) throws IOException {
    String path = String.format(Locale.ROOT, "%s/%06d.bin", folder, number);
    add(CatalogueEntry.of(new FileCoordinates(path), noise(size)));
  }

  /** Writes the lock. */
  public LowSide lock() throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(directory.resolve("mirror.lock")))) {
      CatalogueWriter.write(entries, out);
    }
    return this;
  }

  public Path store() {
    return store.root();
  }

  /** The policy that trusts this side's keys. */
  public Path policy() {
    return directory.resolve("keys/trust-policy.json");
  }

  /** Packs into a directory beside the list. */
  public Command pack(Path bundle) {
    return builder("pack", "--store", "store", "--out", bundle.toString());
  }

  public Command sign(Path bundle) {
    return builder(
        "sign",
        bundle.toString(),
        "--key",
        "keys/builder-1.p384.key.pem",
        "--key",
        "keys/builder-1.mldsa87.key.pem");
  }

  /** Forgets that a bundle was packed, so that the next one is the first again. */
  public void forgetBundles() throws IOException {
    Files.deleteIfExists(directory.resolve("mirror.chain"));
  }

  /** Locks, packs and signs all that was added. */
  public Path bundle() throws IOException, InterruptedException {
    Path bundle = directory.resolve("bundle");
    lock();
    pack(bundle).run().orThrow();
    sign(bundle).run().orThrow();
    return bundle;
  }

  /** Deletes it with its bundle; for one of few files. */
  public void delete() throws IOException {
    Tree.delete(directory);
  }
}
