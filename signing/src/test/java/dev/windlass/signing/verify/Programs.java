package dev.windlass.signing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs other programs. */
public final class Programs {
  private static final Path ROOT = Path.of(System.getProperty("windlass.root"));

  private Programs() {}

  /** What a program has said. */
  public record Result(int status, String output) {}

  /** The root of the source tree. */
  public static Path root() {
    return ROOT;
  }

  /** OpenSSL with ML-DSA, from the tools that {@code acceptance-tests/tools/install} provides. */
  public static String openssl35() throws IOException, InterruptedException {
    Result bin = run(ROOT.resolve("acceptance-tests/tools/install"), "--print-bin");
    return bin.output().strip() + "/openssl35";
  }

  public static Result run(Object... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    Stream.of(command).map(Object::toString).forEach(words::add);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Runs a program that has to end well. */
  public static String ok(Object... command) throws IOException, InterruptedException {
    Result result = run(command);
    assertThat(result.status()).as("%s: %s", List.of(command), result.output()).isZero();
    return result.output();
  }
}
