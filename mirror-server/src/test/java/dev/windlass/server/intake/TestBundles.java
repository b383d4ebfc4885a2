package dev.windlass.server.intake;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.signing.cms.DetachedSignatures;
import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.keys.KeySource;
import dev.windlass.signing.keys.Passphrase;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.keys.SigningKeys;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueWriter;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.BundleRequest;
import dev.windlass.spec.volume.BundleWriter;
import dev.windlass.spec.volume.HeaderFacts;
import dev.windlass.spec.volume.PackListener;
import dev.windlass.spec.volume.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A low side in small: makes signed bundles of plain files, as a chain. */
public final class TestBundles {
  public static final String STREAM = "main";
  public static final String AUDIENCE = "enclave-a";
  public static final String MARKING = "UNCLASSIFIED";

  private final Path directory;
  private final DirectoryBlobStore store;
  private final DevelopmentHierarchy keys;
  private Optional<Sha512> previous = Optional.empty();
  private Optional<Path> base = Optional.empty();
  private final List<CatalogueEntry> images = new ArrayList<>();
  private long sequence;

  /** Keys and blobs go below the directory. */
  public TestBundles(Path directory) throws IOException {
    this(directory, Clock.systemUTC());
  }

  /** The same with keys made an hour before another time. */
  public TestBundles(Path directory, Clock clock) throws IOException {
    this.directory = directory;
    this.store =
        DirectoryBlobStore.open(directory.resolve("low"), DirectoryBlobStore.Durability.DEFERRED);
    this.keys =
        SigningKeys.createDevelopmentHierarchy(
            directory.resolve("keys"),
            DevelopmentHierarchy.Plan.small(),
            Passphrase.of(""),
            Clock.offset(clock, Duration.ofHours(-1)));
  }

  public TrustPolicy policy() {
    return policy(STREAM);
  }

  public TrustPolicy policy(String stream) {
    return TrustPolicy.of(
        AUDIENCE,
        Set.of(stream),
        Set.of(MARKING),
        List.copyOf(keys.builders().getFirst().certificates().values()),
        List.of());
  }

  /** Pins the policy in a store, where the program looks for it. */
  public void pin(DataDirectory data) throws IOException {
    Files.createDirectories(data.trust());
    Files.write(data.trust().resolve("policy.json"), policy().encode());
  }

  /** The files of a release: path to content. */
  public static Map<String, byte[]> files(int count, int size, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[size + i];
      random.nextBytes(content);
      files.put("dir/file-%04d.bin".formatted(i), content);
    }
    return files;
  }

  /**
   * Adds an image of one layer to all releases from now on.
   *
   * @return its manifest's digest
   */
  public Digest image(String repository, String tag, byte[] layer) throws IOException {
    String json = "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}";
    Descriptor config =
        blob("{}".getBytes(StandardCharsets.UTF_8), "application/vnd.oci.empty.v1+json");
    Descriptor content = blob(layer, "application/vnd.oci.image.layer.v1.tar+gzip");
    String text =
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
            .formatted(
                json.formatted(config.mediaType(), config.digest(), config.size()),
                json.formatted(content.mediaType(), content.digest(), content.size()));
    Descriptor manifest =
        blob(text.getBytes(StandardCharsets.UTF_8), "application/vnd.oci.image.manifest.v1+json");
    images.add(CatalogueEntry.of(new OciCoordinates.Tag(repository, tag), manifest));
    images.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, manifest.digest()), manifest)
            .withLinks(List.of(Link.of("config", config), Link.of("layer", content))));
    return manifest.digest();
  }

  private Descriptor blob(byte[] content, String mediaType) throws IOException {
    Digest digest = Digest.of(content);
    store.put(digest, content.length, new ByteArrayInputStream(content));
    return new Descriptor(digest, content.length, mediaType);
  }

  /** The next bundle of the chain, as one volume. */
  public Path next(Map<String, byte[]> files) throws IOException {
    return next(files, Profile.DIR, false);
  }

  /**
   * The next bundle of the chain.
   *
   * @param differential leave out what the bundle before carried
   */
  public Path next(Map<String, byte[]> files, Profile profile, boolean differential)
      throws IOException {
    sequence++;
    Path bundle = write(files, profile, differential ? base : Optional.empty(), sequence, AUDIENCE);
    base = Optional.of(catalogue(sequence));
    return bundle;
  }

  /** A bundle with the last one's sequence and other content: a fork. */
  public Path fork(Map<String, byte[]> files, Path instead) throws IOException {
    previous = header(instead).previous();
    return write(files, Profile.DIR, Optional.empty(), sequence, AUDIENCE);
  }

  /** A differential bundle that claims to be the first of a chain. */
  public Path startOver(Map<String, byte[]> files) throws IOException {
    previous = Optional.empty();
    Path against = Files.copy(catalogue(1), directory.resolve("base"));
    return write(files, Profile.DIR, Optional.of(against), 1, AUDIENCE);
  }

  /** A bundle of the right sequence for someone else. */
  public Path forAudience(String audience, Map<String, byte[]> files) throws IOException {
    return write(files, Profile.DIR, Optional.empty(), sequence + 1, audience);
  }

  private Path catalogue(long number) {
    return directory.resolve("catalogue-" + number);
  }

  private Path write(
      Map<String, byte[]> files,
      Profile profile,
      Optional<Path> against,
      long number,
      String audience)
      throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (var file : files.entrySet()) {
      entries.add(
          CatalogueEntry.of(
              new FileCoordinates(file.getKey()), blob(file.getValue(), Descriptor.OCTET_STREAM)));
    }
    entries.addAll(images);
    try (OutputStream out = Files.newOutputStream(catalogue(number))) {
      CatalogueWriter.write(entries, out);
    }
    HeaderFacts facts =
        new HeaderFacts(
            STREAM,
            number,
            previous,
            audience,
            MARKING,
            Instant.now(),
            Optional.empty(),
            "test 1",
            new TreeMap<>());
    Path output = directory.resolve("bundle-" + number + "-" + audience + "-" + files.hashCode());
    BundleWriter.write(
        BundleRequest.of(catalogue(number), against, store, profile, facts, output),
        PackListener.NONE);
    previous = Optional.of(sign(output, Instant.now()));
    return output;
  }

  /**
   * Signs whatever BUNDLE stands there.
   *
   * @return hash of BUNDLE
   */
  public Sha512 sign(Path output, Instant time) throws IOException {
    byte[] header = Files.readAllBytes(output.resolve(BundleHeader.NAME));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Path key = keys.builders().getFirst().keys().get(algorithm);
      Files.write(
          output.resolve(algorithm.fileName()),
          DetachedSignatures.sign(
              algorithm,
              header,
              List.of(SigningKeys.load(new KeySource.Pem(key), Passphrase.of(""))),
              time));
    }
    return Sha512.of(header);
  }

  public static BundleHeader header(Path bundle) throws IOException {
    return BundleHeader.parse(Files.readAllBytes(bundle.resolve(BundleHeader.NAME)));
  }

  /**
   * Puts every volume of a bundle on a medium of its own.
   *
   * @return the media, volume 1 first
   */
  public static List<Path> media(Path bundle, Path target) throws IOException {
    List<Path> media = new ArrayList<>();
    for (int number = 1; number <= header(bundle).volumes(); number++) {
      Path medium = Files.createDirectories(target.resolve("medium-" + number));
      String volume = "volume-%03d".formatted(number);
      try (var children = Files.list(bundle)) {
        for (Path child : children.toList()) {
          String name = String.valueOf(child.getFileName());
          if (name.equals(volume)) {
            copy(child, medium.resolve(name));
          } else if (!name.startsWith("volume-")) {
            copy(child, medium.resolve(name));
          }
        }
      }
      media.add(medium);
    }
    return media;
  }

  /** Copies a file or a tree. */
  public static void copy(Path from, Path to) throws IOException {
    try (var tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
