package dev.windlass.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A bundle over five small media, one of its blobs larger than any of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VolumesIT {
  private static final int MEDIUM = 128 * 1024;
  private static final int INCOMPLETE = 1;
  private static final int REFUSED = 3;

  private Path directory;
  private Path large;
  private LowSide low;
  private Path bundle;

  @BeforeAll
  void packFiveVolumes(@TempDir Path temporary) throws Exception {
    directory = temporary;
    low = new LowSide(directory.resolve("low"));
    large = randomFile("large", 300_000);
    StringBuilder list = new StringBuilder("files:\n");
    entry(list, large);
    for (String name : List.of("a", "b", "c")) {
      entry(list, randomFile(name, 60_000));
    }
    low.lock(list.toString());
    bundle = low.bundle("bundle", "--profile", Integer.toString(MEDIUM));
    assertThat(volumes(bundle)).hasSize(5);
  }

  private Path randomFile(String name, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(name.hashCode()).nextBytes(content);
    return Files.write(directory.resolve(name), content);
  }

  private static void entry(StringBuilder list, Path file) throws IOException {
    list.append("  - url: ").append(file.toUri());
    list.append("\n    digest: ").append(Digest.of(Files.readAllBytes(file)));
    list.append("\n    as: data/").append(file.getFileName()).append('\n');
  }

  private static List<Path> volumes(Path bundle) throws IOException {
    try (Stream<Path> paths = Files.list(bundle)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Copies the bundle's own files and some volumes into a directory, as onto a medium. */
  private Path medium(String name, int... numbers) throws IOException, InterruptedException {
    Path medium = Files.createDirectories(directory.resolve(name));
    List<String> parts = new ArrayList<>();
    try (Stream<Path> paths = Files.list(bundle)) {
      paths.filter(Files::isRegularFile).forEach(path -> parts.add(path.toString()));
    }
    for (int number : numbers) {
      parts.add(volumes(bundle).get(number - 1).toString());
    }
    Command.of("cp", "-r")
        .with(parts.toArray(String[]::new))
        .with(medium.toString())
        .run()
        .orThrow();
    return medium;
  }

  @Test
  void fitsTheMediaAndSplitsWhatIsLargerThanOne() throws Exception {
    String split = Digest.of(Files.readAllBytes(large)).hex() + ".part-";
    int parts = 0;
    for (Path volume : volumes(bundle)) {
      long size = 0;
      try (Stream<Path> paths = Files.walk(volume)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          size += Files.size(path);
          parts += path.getFileName().toString().startsWith(split) ? 1 : 0;
        }
      }
      assertThat(size).as(volume.toString()).isLessThanOrEqualTo(MEDIUM);
    }
    assertThat(parts).isGreaterThan(2);
  }

  @Test
  void verifiesEachVolumeAlone() throws Exception {
    for (int number = 1; number <= 5; number++) {
      Command.Result result = low.verify(List.of(medium("alone-" + number, number)));
      assertThat(result.exit()).as(result.text()).isNotEqualTo(REFUSED);
      assertThat(result.text()).contains(number + " of 5").contains("missing");
    }
    Path damaged = medium("damaged", 3);
    Path victim = volumes(damaged).getFirst().resolve("FILES");
    Files.writeString(victim, Files.readString(victim).replaceFirst("[0-9a-f]", "x"));
    assertThat(low.verify(List.of(damaged)).exit()).isEqualTo(REFUSED);
  }

  @Test
  void importsVolumesInAnyOrderAndPublishesWithTheLast() throws Exception {
    Path second = medium("disc-2", 2);
    Path fourthAndFifth = medium("discs-4-5", 4, 5);
    assertThat(low.verify(List.of(fourthAndFifth, second)).text()).contains("missing: 1, 3");

    try (HighSide high = new HighSide(directory.resolve("high"), low.policy())) {
      Command.Result result = high.importing(fourthAndFifth);
      assertThat(result.exit()).as(result.text()).isEqualTo(INCOMPLETE);
      assertThat(result.text()).contains("waits for volumes [1, 2, 3]");
      result = high.importing(second, medium("disc-1", 1));
      assertThat(result.exit()).as(result.text()).isEqualTo(INCOMPLETE);
      assertThat(result.text()).contains("waits for volumes [3]");
      assertThat(high.server("releases").orThrow().out()).doesNotContain("current");

      high.importing(medium("disc-3", 3)).orThrow();
      high.serve();
      for (String name : List.of("large", "a", "b", "c")) {
        assertThat(high.download("/files/data/" + name, directory.resolve("served-" + name)))
            .hasSameBinaryContentAs(directory.resolve(name));
      }
    }
  }

  /**
   * VERIFY.txt to the letter: its indented lines are run as they stand, but that the officer's own
   * certificates are named where they are kept, and that its OpenSSL is the newer of two.
   */
  private Command.Result followByHand(Path medium) throws Exception {
    String commands =
        Files.readAllLines(medium.resolve("VERIFY.txt")).stream()
            .filter(line -> line.startsWith("     "))
            .map(line -> line.substring(5))
            .map(line ->
                line.replaceAll("(p384|mldsa87)-builder.pem", "\"\\$KEYS\"/builder-1.$1.cert.pem"))
            .collect(Collectors.joining("\n"));
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path openssl =
        Files.writeString(
            bin.resolve("openssl"),
            "#!/bin/sh\nexec " + Checkout.find().tools().resolve("openssl35") + " \"$@\"\n");
    Files.setPosixFilePermissions(openssl, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Command.of("bash", "-euo", "pipefail", "-c", commands)
        .in(medium)
        .env("KEYS", low.keys().toString())
        .env("PATH", bin + ":" + System.getenv("PATH"))
        .run();
  }

  @Test
  void isCheckedByHandAsItsOwnTextSays() throws Exception {
    Path medium = medium("by-hand", 1, 2, 3, 4, 5);
    Command.Result good = followByHand(medium);
    assertThat(good.exit()).as(good.text()).isZero();
    assertThat(good.text())
        .containsOnlyOnce("volume-005: OK")
        .doesNotContain("REFUSED")
        .containsPattern("(?s)CMS Verification successful.*CMS Verification successful");
    String release =
        Files.readAllLines(medium.resolve("BUNDLE")).stream()
            .filter(line -> line.startsWith("# release: sha256:"))
            .findFirst()
            .orElseThrow()
            .substring("# release: sha256:".length());
    assertThat(good.out()).contains(release);
  }

  @Test
  void isRefusedByHandWhenAFileIsChangedOrAdded() throws Exception {
    Path changed = medium("changed", 1, 2, 3, 4, 5);
    Path header = changed.resolve("BUNDLE");
    Files.writeString(header, Files.readString(header).replace("sequence: 1", "sequence: 2"));
    assertThat(followByHand(changed).exit()).isNotZero();

    Path added = medium("added", 1, 2, 3, 4, 5);
    Files.writeString(added.resolve("volume-002/extra"), "x");
    assertThat(followByHand(added).text()).contains("volume-002: REFUSED");
  }
}
