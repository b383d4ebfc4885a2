package dev.windlass.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients miss on the far side comes back as a change of the mirror list, and then arrives.
 */
class RequestsIT {
  private static final String PACKAGE = "/npm/is-even";
  private static final String JAR =
      "/maven/commons-codec/commons-codec/1.17.1/commons-codec-1.17.1";

  private @TempDir Path directory;

  @Test
  void bringsWhatWasAskedForInVain() throws Exception {
    LowSide low = new LowSide(directory.resolve("low"));
    low.lock(
        """
        # What the enclave needs.
        npm:
          packages:
            - is-odd@^3   # keeps its comment
        """);
    try (HighSide high = new HighSide(directory.resolve("high"), low.policy())) {
      high.importing(low.bundle("first")).orThrow();
      high.serve();
      for (String missing : List.of(PACKAGE, PACKAGE, JAR + ".pom", JAR + ".jar")) {
        assertThat(high.get(missing).exit()).as(missing).isNotZero();
      }
      high.stop();
      Path demand =
          Files.writeString(directory.resolve("demand"), high.server("requests").orThrow().out());

      Command.Result proposal = low.builder("requests", demand.toString()).run().orThrow();
      assertThat(proposal.out()).contains("+    - \"is-even\"");
      Path diff = Files.writeString(directory.resolve("diff"), proposal.out());
      Command.of("patch", low.list().toString(), diff.toString()).run().orThrow();
      assertThat(low.list()).content().contains("# keeps its comment", "commons-codec");

      low.lock();
      high.importing(low.bundle("second", "--base", "previous")).orThrow();
      high.serve();
      for (String found : List.of(PACKAGE, JAR + ".pom", JAR + ".jar")) {
        assertThat(high.get(found).exit()).as(found).isZero();
      }
    }
  }
}
