package dev.windlass.acceptance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import org.junit.jupiter.api.Test;

/** The demo, as a new user runs it: the packaged programs, from mirror list to real clients. */
final class DemoIT {
  @Test
  void carriesOneThingOfEachKindAndRefusesAFlippedByte() throws Exception {
    String demo = Checkout.find().root().resolve("acceptance-tests/demo").toString();
    Command.Result result =
        Command.of(demo).env("JAVA_HOME", System.getProperty("java.home")).run();
    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.out())
        .contains(
            "0 added, 0 changed, 0 removed",
            "REFUSED R707 at step 7",
            "published demo/1",
            "added 2 packages",
            "The whole way took");
  }
}
