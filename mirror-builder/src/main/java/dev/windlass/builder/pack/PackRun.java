package dev.windlass.builder.pack;

import dev.windlass.builder.list.MirrorList;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.BundleRequest;
import dev.windlass.spec.volume.BundleWriter;
import dev.windlass.spec.volume.HeaderFacts;
import dev.windlass.spec.volume.PackListener;
import dev.windlass.spec.volume.PackedBundle;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Packs the locked release. What the header says of time and chain is noted before the first byte,
 * so that a run which was killed is taken up with the same facts and ends with the same bytes.
 */
public final class PackRun {
  private static final String BUILDER = "windlass-mirror-builder 0.1.0";

  private final MirrorList list;
  private final Path lock;
  private final DirectoryBlobStore store;
  private final Progress progress;

  public PackRun(MirrorList list, Path lock, DirectoryBlobStore store, Progress progress) {
    this.list = list;
    this.lock = lock;
    this.store = store;
    this.progress = progress;
  }

  /**
   * What its user asked for.
   *
   * @param output directory to make; empty: named by stream and sequence beside the list
   * @param created empty: now, or when the same bundle was begun before
   * @param freshUntil when the bundle must no longer be accepted as the newest
   */
  public record Options(
      Profile profile,
      BaseChoice base,
      Optional<Long> sequence,
      Optional<Sha512> previous,
      Optional<Instant> created,
      Optional<Instant> freshUntil,
      Optional<Path> output) {}

  /**
   * A packed bundle.
   *
   * @param before whether it was there already, packed by a former run
   */
  public record Packed(Path directory, BundleHeader header, boolean before) {}

  /** What would be packed: nothing is written. */
  public ChainRecord prepare(Options options, Instant now) throws IOException {
    return prepare(Chain.read(chainFile()), options, now);
  }

  /** The catalogue of the base that a bundle packed now would build upon. */
  public Optional<Path> base(Options options) throws IOException {
    Chain chain = Chain.read(chainFile());
    long sequence =
        options.sequence().orElse(chain.sequenceFor(releaseId(lock), options.profile().name()));
    return options.base().catalogue(chain, sequence, store);
  }

  public Packed run(Options options, Instant now) throws IOException {
    Chain chain = Chain.read(chainFile());
    ChainRecord record = prepare(chain, options, now);
    Path output =
        options
            .output()
            .orElseGet(() -> list.directory().resolve(list.stream() + "-" + record.sequence()));
    Optional<Packed> before = packedBefore(chain, record, output);
    if (before.isPresent()) {
      return before.get();
    }
    chain.put(record);
    Optional<Path> base = options.base().catalogue(chain, record.sequence(), store);
    HeaderFacts facts =
        new HeaderFacts(
            list.stream(),
            record.sequence(),
            record.previous(),
            list.audience(),
            list.marking(),
            record.created(),
            options.freshUntil(),
            BUILDER,
            new TreeMap<>());
    PackedBundle bundle;
    try (Progress.Item item = progress.begin("pack " + output.getFileName())) {
      bundle =
          BundleWriter.write(
              BundleRequest.of(lock, base, store, options.profile(), facts, output),
              new Listener(item));
    }
    keepCatalogue(record.release());
    chain.put(record.withBundle(Sha512.of(Files.readAllBytes(output.resolve(BundleHeader.NAME)))));
    return new Packed(output, bundle.header(), false);
  }

  private Path chainFile() {
    return list.directory().resolve("mirror.chain");
  }

  private ChainRecord prepare(Chain chain, Options options, Instant now) throws IOException {
    ReleaseId release = releaseId(lock);
    String profile = options.profile().name();
    long sequence = options.sequence().orElseGet(() -> chain.sequenceFor(release, profile));
    Optional<Sha512> previous =
        options.previous().or(() -> chain.find(sequence - 1).flatMap(ChainRecord::bundle));
    if (sequence > 1 && previous.isEmpty()) {
      throw new IOException(
          "tried to chain bundle "
              + sequence
              + ", but the hash of the one before is not known: give it with --previous");
    }
    Optional<Path> catalogue = options.base().catalogue(chain, sequence, store);
    Optional<ReleaseId> base =
        catalogue.isPresent() ? Optional.of(releaseId(catalogue.get())) : Optional.empty();
    Optional<Instant> begun =
        chain
            .find(sequence)
            .filter(record -> record.sameContent(release, base, profile))
            .map(ChainRecord::created);
    return new ChainRecord(
        sequence,
        previous,
        options.created().or(() -> begun).orElse(now),
        release,
        base,
        profile,
        Optional.empty());
  }

  private static Optional<Packed> packedBefore(Chain chain, ChainRecord record, Path output)
      throws IOException {
    Path file = output.resolve(BundleHeader.NAME);
    Optional<ChainRecord> known =
        chain
            .find(record.sequence())
            .filter(other -> other.sameContent(record.release(), record.base(), record.profile()))
            .filter(other -> other.created().equals(record.created()));
    if (known.isEmpty() || !Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    BundleHeader header = BundleHeader.parse(bytes);
    if (!header.release().equals(record.release())) {
      return Optional.empty();
    }
    Sha512 hash = Sha512.of(bytes);
    if (known.get().bundle().isEmpty()) {
      chain.put(record.withBundle(hash));
      return Optional.of(new Packed(output, header, true));
    }
    return known.get().bundle().equals(Optional.of(hash))
        ? Optional.of(new Packed(output, header, true))
        : Optional.empty();
  }

  /** Keeps the catalogue, under its release id, as the base of later bundles. */
  private void keepCatalogue(ReleaseId release) throws IOException {
    if (!store.has(release.digest())) {
      try (InputStream in = Files.newInputStream(lock)) {
        store.put(release.digest(), Files.size(lock), in);
      }
    }
  }

  static ReleaseId releaseId(Path catalogue) throws IOException {
    if (!Files.exists(catalogue)) {
      throw new IOException(
          "tried to read " + catalogue + ", but it is not there: run mirror-builder lock first");
    }
    try (CatalogueReader reader = CatalogueReader.open(catalogue)) {
      while (reader.next().isPresent()) {
        // Only the end tells the release id.
      }
      return reader.releaseId();
    }
  }

  private final class Listener implements PackListener {
    private final Progress.Item item;

    Listener(Progress.Item item) {
      this.item = item;
    }

    @Override
    public void planned(long blobs, long bytes) {
      item.detail(blobs + " blobs");
      progress.expectBytes(bytes);
    }

    @Override
    public void packed(long bytes) {
      progress.bytes(bytes);
    }
  }
}
