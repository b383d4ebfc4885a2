package dev.windlass.signing.officer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.verify.Programs;
import dev.windlass.signing.verify.TestBundles;
import dev.windlass.spec.volume.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the officer gets it. */
class DistributionIT {
  private static final Path HOME =
      Programs.root().resolve("signing/target/bundle-verify/bundle-verify");

  @TempDir Path directory;

  @Test
  void staysBelowFifteenMegabytes() throws Exception {
    long size = 0;
    List<Path> jars;
    try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
      jars = files.toList();
    }
    for (Path jar : jars) {
      size += Files.size(jar);
    }
    assertThat(size).as(jars.toString()).isLessThan(15_000_000);
  }

  @Test
  void verifiesABundle() throws Exception {
    TestBundles bundles = new TestBundles(directory);
    Path policy = Files.write(directory.resolve("policy.json"), bundles.policy().encode());
    Path bundle =
        bundles.pack(
            bundles.catalogue("files", 3_000_000, 90_000),
            Optional.empty(),
            Profile.custom(1 << 20),
            TestBundles.facts(1, Optional.empty()));
    TestBundles.sign(bundle, bundles.hierarchy().builders().getFirst());
    Programs.Result result =
        Programs.run(HOME.resolve("bin/bundle-verify"), "verify", "--policy", policy, bundle);
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output()).contains("ACCEPTED bundle 1 of stream dev");
  }
}
