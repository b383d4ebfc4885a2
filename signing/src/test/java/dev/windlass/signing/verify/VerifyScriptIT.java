package dev.windlass.signing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The independent verifier in Python agrees with ours. */
class VerifyScriptIT {
  @TempDir Path directory;

  private Programs.Result verify(DevelopmentHierarchy keys, Path... roots) throws Exception {
    Stream<Object> options =
        Stream.of(
            "python3",
            Programs.root().resolve("examples/verify.py"),
            "--p384-ca",
            keys.directory().resolve("root.p384.cert.pem"),
            "--mldsa87-ca",
            keys.directory().resolve("root.mldsa87.cert.pem"),
            "--openssl",
            Programs.openssl35());
    return Programs.run(Stream.concat(options, Stream.of(roots)).toArray());
  }

  @Test
  void acceptsGoodBundlesAndRefusesBadOnes() throws Exception {
    TestBundles bundles = new TestBundles(directory);
    DevelopmentHierarchy keys = bundles.hierarchy();
    Path bundle =
        bundles.pack(
            bundles.catalogue("files", 90_000, 90_000, 300_000, 70_000),
            Optional.empty(),
            Profile.custom(128 * 1024),
            TestBundles.facts(1, Optional.empty()));
    TestBundles.sign(bundle, keys.builders().getFirst());
    Programs.Result good = verify(keys, bundle);
    assertThat(good.status()).as(good.output()).isZero();
    assertThat(good.output()).contains("volume-005 good", "audience=enclave-a");

    DevelopmentHierarchy other = bundles.hierarchy("other", TestBundles.NOW, Duration.ofDays(2));
    assertThat(verify(other, bundle).status()).isEqualTo(3);
    for (Path file : files(bundle)) {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0) {
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        Files.write(file, flipped);
        assertThat(verify(keys, bundle).status()).as(file.toString()).isEqualTo(3);
        Files.write(file, bytes);
      }
    }
    for (String extra : List.of("extra", "volume-001/extra", "volume-001/blobs/x", "trust/x")) {
      Path file = bundle.resolve(extra);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
      assertThat(verify(keys, bundle).status()).as(extra).isEqualTo(3);
      Files.delete(file);
    }
    Files.writeString(bundle.resolve("volume-002/FILES"), "\n", StandardOpenOption.APPEND);
    assertThat(verify(keys, bundle).status()).isEqualTo(3);
    Files.move(bundle.resolve("volume-002"), directory.resolve("away"));
    Programs.Result incomplete = verify(keys, bundle);
    assertThat(incomplete.status()).isEqualTo(1);
    assertThat(incomplete.output()).contains("MISSING volume-002");
  }

  private static List<Path> files(Path bundle) throws IOException {
    try (Stream<Path> walk = Files.walk(bundle)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
