package dev.windlass.signing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.cms.DetachedSignatures;
import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.keys.KeySource;
import dev.windlass.signing.keys.Passphrase;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.keys.SigningKey;
import dev.windlass.signing.keys.SigningKeys;
import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.Role;
import dev.windlass.signing.trust.RoleTrust;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueWriter;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import dev.windlass.spec.volume.BundleRequest;
import dev.windlass.spec.volume.BundleWriter;
import dev.windlass.spec.volume.HeaderFacts;
import dev.windlass.spec.volume.PackListener;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes signed bundles in a directory, with keys and a policy that trusts them. */
public final class TestBundles {
  /** The real time, since OpenSSL has no other; the tests reckon from it. */
  public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Path directory;
  private final DirectoryBlobStore store;
  private final DevelopmentHierarchy hierarchy;
  private final Random random = new Random(7);

  public TestBundles(Path directory) throws IOException {
    this.directory = directory;
    this.store =
        DirectoryBlobStore.open(directory.resolve("store"), DirectoryBlobStore.Durability.DEFERRED);
    this.hierarchy = hierarchy("keys", NOW.minus(Duration.ofDays(30)), Duration.ofDays(365));
  }

  /** Another hierarchy, with the same names in it. */
  public DevelopmentHierarchy hierarchy(String name, Instant from, Duration validity)
      throws IOException {
    return SigningKeys.createDevelopmentHierarchy(
        directory.resolve(name),
        new DevelopmentHierarchy.Plan("Windlass development", 3, 1, validity),
        Passphrase.of(""),
        Clock.fixed(from, ZoneOffset.UTC));
  }

  public DevelopmentHierarchy hierarchy() {
    return hierarchy;
  }

  public static SigningKey key(DevelopmentHierarchy.Member member, SignatureAlgorithm algorithm) {
    try {
      return SigningKeys.load(new KeySource.Pem(member.keys().get(algorithm)), Passphrase.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trusts builders 1 and 2 and approver 1. */
  public TrustPolicy policy() {
    return policy(1);
  }

  public TrustPolicy policy(int threshold) {
    Map<Role, RoleTrust> roles = new EnumMap<>(Role.class);
    roles.put(
        Role.BUILDER,
        new RoleTrust(
            threshold,
            Stream.of(0, 1)
                .flatMap(i -> hierarchy.builders().get(i).certificates().values().stream())
                .toList(),
            List.of()));
    roles.put(
        Role.APPROVER,
        new RoleTrust(
            1, List.copyOf(hierarchy.approvers().getFirst().certificates().values()), List.of()));
    return new TrustPolicy(
        1,
        "enclave-a",
        Set.of("dev"),
        Set.of("UNCLASSIFIED"),
        TrustPolicy.DEFAULT_SEQUENCE_JUMP,
        false,
        EnumSet.allOf(SignatureAlgorithm.class),
        roles,
        List.of());
  }

  /** A catalogue of files with these sizes, whose blobs are in the store. */
  public Path catalogue(String name, int... sizes) throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      byte[] bytes = new byte[sizes[i]];
      random.nextBytes(bytes);
      try (BlobSink sink = store.begin()) {
        sink.write(bytes);
        entries.add(
            CatalogueEntry.of(new FileCoordinates(name + "/%03d.bin".formatted(i)), sink.commit()));
      }
    }
    Path file = directory.resolve(name + ".jsonl");
    try (OutputStream out = Files.newOutputStream(file)) {
      CatalogueWriter.write(entries, out);
    }
    return file;
  }

  /**
   * A signed bundle with one of everything: an image layout, packs, a blob in parts, more than one
   * volume, a trust document.
   */
  public Path withEverything() throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (int size : new int[] {300, 700, 60_000, 150_000}) {
      entries.add(
          CatalogueEntry.of(
              new FileCoordinates("every/%06d.bin".formatted(size)),
              blob(random(size), Descriptor.OCTET_STREAM)));
    }
    Descriptor layer = blob(random(5000), "application/vnd.oci.image.layer.v1.tar+gzip");
    String manifest =
        "{\"schemaVersion\":2,\"layers\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}]}"
            .formatted(layer.mediaType(), layer.digest(), layer.size());
    Descriptor image =
        blob(
            manifest.getBytes(StandardCharsets.UTF_8),
            "application/vnd.oci.image.manifest.v1+json");
    entries.add(CatalogueEntry.of(new OciCoordinates.Tag("quay.io/a", "1"), image));
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Manifest("quay.io/a", image.digest()), image)
            .withLinks(List.of(Link.of("layer", layer))));
    Path catalogue = directory.resolve("everything.jsonl");
    try (OutputStream out = Files.newOutputStream(catalogue)) {
      CatalogueWriter.write(entries, out);
    }
    Path output = Files.createTempDirectory(directory, "bundle").resolve("out");
    BundleWriter.write(
        new BundleRequest(
            catalogue,
            Optional.empty(),
            store,
            Profile.custom(128 * 1024),
            facts(1, Optional.empty()),
            new TreeMap<>(Map.of("policy-1.json", "{}".getBytes(StandardCharsets.UTF_8))),
            output),
        PackListener.NONE);
    sign(output, hierarchy.builders().getFirst());
    return output;
  }

  private byte[] random(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private Descriptor blob(byte[] bytes, String mediaType) throws IOException {
    try (BlobSink sink = store.begin()) {
      sink.write(bytes);
      Descriptor stored = sink.commit();
      return new Descriptor(stored.digest(), stored.size(), mediaType);
    }
  }

  public static HeaderFacts facts(long sequence, Optional<Sha512> previous) {
    return new HeaderFacts(
        "dev",
        sequence,
        previous,
        "enclave-a",
        "UNCLASSIFIED",
        NOW,
        Optional.of(NOW.plus(Duration.ofDays(90))),
        "windlass-test 1",
        new TreeMap<>());
  }

  /** Packs without signing. */
  public Path pack(Path catalogue, Optional<Path> base, Profile profile, HeaderFacts facts)
      throws IOException {
    Path output = Files.createTempDirectory(directory, "bundle").resolve("out");
    BundleWriter.write(
        BundleRequest.of(catalogue, base, store, profile, facts, output), PackListener.NONE);
    return output;
  }

  /** Packs a new small release in one volume and has builder 1 sign it. */
  public Path signed(HeaderFacts facts) throws IOException {
    Path bundle =
        pack(
            catalogue("r" + random.nextInt(1 << 30), 300, 1_200_000),
            Optional.empty(),
            Profile.DIR,
            facts);
    sign(bundle, hierarchy.builders().getFirst());
    return bundle;
  }

  /** Replaces the signatures by these members', at {@link #NOW}. */
  public static void sign(Path bundle, DevelopmentHierarchy.Member... members) throws IOException {
    sign(bundle, NOW, members);
  }

  public static void sign(Path bundle, Instant time, DevelopmentHierarchy.Member... members)
      throws IOException {
    byte[] content = Files.readAllBytes(bundle.resolve("BUNDLE"));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      List<SigningKey> keys = Stream.of(members).map(member -> key(member, algorithm)).toList();
      Files.write(
          bundle.resolve(algorithm.fileName()),
          DetachedSignatures.sign(algorithm, content, keys, time));
    }
  }

  public static Sha512 hash(Path bundle) throws IOException {
    return Sha512.of(Files.readAllBytes(bundle.resolve("BUNDLE")));
  }

  public static Verdict verify(TrustPolicy policy, ChainState state, Path... roots)
      throws IOException {
    return new BundleVerifier(policy, HeldReleases.unknown(), Repeat.REFUSED, CLOCK)
        .verify(List.of(roots), state, VerifyListener.NONE);
  }

  /** Checks that the verdict is a refusal with this code. */
  public static Verdict.Refused refused(Verdict verdict, RefusalCode code) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    Verdict.Refused refused = (Verdict.Refused) verdict;
    assertThat(refused.code()).as(refused.place() + ": " + refused.reason()).isEqualTo(code);
    return refused;
  }
}
