package dev.windlass.acceptance.demo;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** The main job on one machine, told step by step. */
public final class Demo {
  private static final int OK = 0;
  private static final int REFUSED = 3;
  private static final String POLICY = "keys/trust-policy.json";

  private final Checkout checkout = Checkout.find();
  private final Narrator narrator = new Narrator(System.out);
  private final Path directory;

  private Demo(Path directory) {
    this.directory = directory;
  }

  /**
   * @param arguments {@code --stay} leaves the server running until Ctrl-C
   */
  public static void main(String[] arguments) throws Exception {
    boolean stay = Arrays.asList(arguments).contains("--stay");
    Path directory = Files.createTempDirectory("windlass-demo-");
    try {
      new Demo(directory).tell(stay);
    } catch (DemoException e) {
      System.out.println("\nThe demo failed: " + e.getMessage());
      System.exit(1);
    } finally {
      delete(directory);
    }
  }

  private void tell(boolean stay) throws IOException, InterruptedException {
    narrator.say("Everything happens under " + directory + " and on 127.0.0.1.");
    try (Upstreams upstreams = Upstreams.start()) {
      lowSide(upstreams);
    }
    gap();
    highSide(stay);
    narrator.total();
    narrator.say("Next: README.md, then docs/guides; ./windlass demo --stay leaves the server up.");
  }

  private Command builder(String... arguments) {
    return checkout.mirrorBuilder(arguments).in(directory);
  }

  private void lowSide(Upstreams upstreams) throws IOException, InterruptedException {
    narrator.step("Low side: a mirror list asks for one thing of each kind.");
    narrator.say(Files.readString(upstreams.writeList(directory)));
    narrator.step("Keys: a development hierarchy, P-384 and ML-DSA-87.");
    narrator.run(
        OK,
        builder(
            "keys",
            "keys",
            "--audience",
            "enclave-a",
            "--stream",
            "demo",
            "--marking",
            "UNCLASSIFIED"));
    narrator.step("Lock: resolve and fetch everything, pin it by digest.");
    narrator.run(OK, builder("lock", "--store", "store"));
    narrator.step("Lock again: nothing is new, so nothing is fetched.");
    narrator.run(OK, builder("lock", "--store", "store"));
    narrator.step("Plan: what a bundle would carry.");
    narrator.run(OK, builder("plan", "--store", "store"));
    narrator.step("Pack the volumes, then sign BUNDLE with both algorithms.");
    narrator.run(OK, builder("pack", "--store", "store", "--out", "bundle"));
    narrator.run(
        OK,
        builder(
            "sign",
            "bundle",
            "--key",
            "keys/builder-1.p384.key.pem",
            "--key",
            "keys/builder-1.mldsa87.key.pem"));
    narrator.say(
        Files.readString(directory.resolve("bundle/BUNDLE"))
            .lines()
            .limit(18)
            .reduce("", (a, b) -> a + b + "\n"));
  }

  private void gap() throws IOException, InterruptedException {
    narrator.step("At the gap: the officer, who has pinned the policy, checks the bundle.");
    narrator.run(OK, officer("verify", "bundle", "--policy", POLICY));
    narrator.step("One byte is flipped: the bundle is refused, with file and code.");
    Path victim = largestBlob();
    flip(victim);
    narrator.run(REFUSED, officer("verify", "bundle", "--policy", POLICY));
    flip(victim);
    narrator.step("The byte is put back: the bundle is good again.");
    narrator.run(OK, officer("verify", "bundle", "--policy", POLICY));
  }

  private Command officer(String... arguments) {
    return checkout.bundleVerify(arguments).in(directory);
  }

  private void highSide(boolean stay) throws IOException, InterruptedException {
    narrator.step("High side: import, published at once or not at all.");
    narrator.run(OK, server("trust", "init", POLICY));
    narrator.run(OK, server("import", "bundle"));
    narrator.run(OK, server("releases"));
    narrator.step("Serve, and fetch with the real clients of this machine.");
    try (RunningServer server = RunningServer.start(checkout, directory)) {
      narrator.say("The server is at " + server.origin() + ", its authority in ca.pem.");
      new Clients(narrator, server, directory).fetchAll();
      if (stay) {
        narrator.total();
        narrator.say("It stays up: open " + server.origin() + "/ in a browser. Ctrl-C ends it.");
        server.await();
      }
    }
  }

  private Command server(String... arguments) {
    return checkout.mirrorServer(arguments).in(directory).env("MIRROR_SERVER_DATA_DIR", "data");
  }

  private Path largestBlob() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("bundle/volume-001"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("FILES"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  /** Turns the lowest bit of the middle byte. */
  private void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long middle = bytes.length() / 2;
      bytes.seek(middle);
      int value = bytes.read();
      bytes.seek(middle);
      bytes.write(value ^ 1);
    }
    narrator.say("flipped a bit of " + directory.relativize(file));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
