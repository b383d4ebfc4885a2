package dev.windlass.signing.verify;

import static dev.windlass.signing.verify.TestBundles.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.trust.ChainState;
import dev.windlass.spec.RefusalCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T11 on disk: links, pipes and sockets in the place of every file, and names that some people or
 * systems see as other names. A pipe would make a reader wait for ever, hence the limit.
 */
@Timeout(60)
class SpecialFilesIT {
  @TempDir static Path directory;
  private static TestBundles bundles;
  private static Path bundle;
  private static List<String> files;

  @BeforeAll
  static void makeBundle() throws Exception {
    bundles = new TestBundles(directory);
    bundle = bundles.withEverything();
    try (Stream<Path> walk = Files.walk(bundle)) {
      files =
          walk.filter(Files::isRegularFile)
              .map(file -> bundle.relativize(file).toString())
              .sorted()
              .toList();
    }
  }

  @AfterEach
  void isGoodAgain() throws IOException {
    assertThat(verify()).isInstanceOf(Verdict.Accepted.class);
  }

  private static Verdict verify() throws IOException {
    return TestBundles.verify(bundles.policy(), ChainState.EMPTY, bundle);
  }

  /** Puts something in the place of a file or directory. */
  @FunctionalInterface
  private interface Stand {
    void in(Path place, Path original) throws Exception;
  }

  private static void inThePlaceOf(String name, Stand stand) throws Exception {
    Path place = bundle.resolve(name);
    Path aside = directory.resolve("aside");
    Files.move(place, aside);
    try {
      stand.in(place, aside);
      assertThat(refused(verify(), RefusalCode.NAME_FORBIDDEN).place()).contains(name);
    } finally {
      Files.deleteIfExists(place);
      Files.move(aside, place);
    }
  }

  @Test
  void t11RefusesALinkToTheVeryFileInTheFilesPlace() throws Exception {
    for (String name : files) {
      inThePlaceOf(name, Files::createSymbolicLink);
    }
  }

  @Test
  void t11RefusesLinksToDevicesAndToNothing() throws Exception {
    for (String name : files) {
      for (String target : List.of("/dev/zero", "/dev/null", "/nowhere", "../../etc/passwd")) {
        inThePlaceOf(name, (place, original) -> Files.createSymbolicLink(place, Path.of(target)));
      }
    }
  }

  @Test
  void t11RefusesALinkedDirectory() throws Exception {
    for (String name :
        List.of("trust", "volume-001", "volume-001/blobs", "volume-001/blobs/sha256")) {
      inThePlaceOf(name, Files::createSymbolicLink);
    }
  }

  @Test
  void t11RefusesAPipeWithoutWaitingForIt() throws Exception {
    for (String name : files) {
      inThePlaceOf(name, (place, original) -> Programs.ok("mkfifo", place));
    }
  }

  @Test
  void t11RefusesASocket() throws Exception {
    Path socket = directory.resolve("s");
    for (String name : files) {
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        inThePlaceOf(name, (place, original) -> Files.move(socket, place));
      }
    }
  }

  @Test
  void t11RefusesLinksPipesAndSocketsBesideTheFiles() throws Exception {
    for (String place : List.of("trust", "approvals", "volume-001", "volume-001/blobs/sha256")) {
      Path folder = Files.createDirectories(bundle.resolve(place));
      Path added = folder.resolve("added");
      Files.createSymbolicLink(added, bundle.resolve("BUNDLE"));
      refused(verify(), RefusalCode.NAME_FORBIDDEN);
      Files.delete(added);
      Programs.ok("mkfifo", added);
      refused(verify(), RefusalCode.NAME_FORBIDDEN);
      Files.delete(added);
    }
    Files.delete(bundle.resolve("approvals"));
  }

  /** Names as {@code printf %b} writes them, so that they may be no text in any encoding. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        // Windows: devices, what it strips, streams, separators, short names
        "CON",
        "con.txt",
        "nul",
        "NUL.tar.gz",
        "Aux.d",
        "PRN",
        "com1",
        "LPT9.json",
        "added.",
        "added...",
        "added ",
        " added",
        "added:stream",
        "FILES::$DATA",
        "FILES:$I30:$INDEX_ALLOCATION",
        "a\\\\b",
        "PROGRA~1",
        "a*",
        "a?",
        "a<b",
        "a|b",
        // shells and terminals
        "-rf",
        ".hidden",
        "...",
        "a\\tb",
        "a\\nb",
        "\\0033[2J",
        "\\0177",
        "$(reboot)",
        "a;b",
        "a'b",
        // UTF-8: look-alikes, combining, joining, other directions, overlong, no UTF-8 at all
        "\\0320\\0222UNDLE",
        "FILE\\0320\\0205",
        "FILES\\0314\\0201",
        "FILES\\0302\\0240",
        "FILES\\0342\\0200\\0213",
        "FILES\\0342\\0200\\0256txt",
        "\\0357\\0274\\0246ILES",
        "\\0304\\0260ndex.json",
        "\\0300\\0256\\0300\\0256",
        "\\0377\\0376",
      })
  void t11RefusesNamesThatAreHardToSee(String name) throws Exception {
    for (String place :
        List.of("", "trust", "approvals", "volume-001", "volume-001/blobs", packs())) {
      Path folder = Files.createDirectories(bundle.resolve(place));
      named(": >", name, folder);
      refused(
          verify(), place.isEmpty() ? RefusalCode.ROOT_UNKNOWN_NAME : RefusalCode.NAME_FORBIDDEN);
      named("rm -f --", name, folder);
      named("mkdir --", name, folder);
      refused(
          verify(), place.isEmpty() ? RefusalCode.ROOT_UNKNOWN_NAME : RefusalCode.NAME_FORBIDDEN);
      named("rmdir --", name, folder);
    }
    Files.delete(bundle.resolve("approvals"));
  }

  /** The directory of the packs. */
  private static String packs() {
    String pack = files.stream().filter(name -> name.endsWith(".tar")).findFirst().orElseThrow();
    return pack.substring(0, pack.lastIndexOf('/'));
  }

  private static void named(String command, String name, Path folder) throws Exception {
    Programs.ok(
        "sh",
        "-c",
        "name=$(printf '%bx' \"$1\"); " + command + " \"$2/${name%x}\"",
        "sh",
        name,
        folder);
  }

  @Test
  void t02RefusesNamesThatDifferInCaseOnly() throws Exception {
    for (String name :
        List.of("bundle", "Bundle.P384.p7s", "changes.txt", "Trust", "Volume-001", "VOLUME-002")) {
      Path added = Files.createDirectory(bundle.resolve(name));
      refused(verify(), RefusalCode.ROOT_UNKNOWN_NAME);
      Files.delete(added);
    }
    for (String name : files) {
      Path file = bundle.resolve(name);
      String own = file.getFileName().toString();
      String folded = own.equals(upper(own)) ? own.toLowerCase(Locale.ROOT) : upper(own);
      if (name.startsWith("volume-")) {
        Path twin = Files.copy(file, file.resolveSibling(folded));
        refused(verify(), RefusalCode.FILE_UNLISTED);
        Files.delete(twin);
      }
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  @Test
  void t11RefusesNamesAndPathsThatAreTooLong() throws Exception {
    for (String place : List.of("trust", "volume-001", packs())) {
      Path longest = Files.createFile(bundle.resolve(place).resolve("x".repeat(255)));
      refused(verify(), RefusalCode.NAME_FORBIDDEN);
      Files.delete(longest);
    }
    Path deep = bundle.resolve("volume-001/" + "d/".repeat(200));
    Files.createDirectories(deep);
    Files.createFile(deep.resolve("file"));
    refused(verify(), RefusalCode.FILE_UNLISTED);
    Files.delete(deep.resolve("file"));
    for (Path place = deep; !place.endsWith("volume-001"); place = place.getParent()) {
      Files.delete(place);
    }
  }
}
