package dev.windlass.server.intake;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.signing.trust.TrustPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/** A process that imports and dies at a step, as if the power had gone. */
final class DyingImport {
  private DyingImport() {}

  /**
   * @param arguments data directory, policy file, step or {@code none}, directories
   */
  public static void main(String[] arguments) throws Exception {
    String step = arguments[2];
    Intake intake =
        new Intake(
            DataDirectory.open(Path.of(arguments[0])),
            TrustPolicy.load(Path.of(arguments[1])),
            Clock.systemUTC(),
            new IntakeListener() {
              @Override
              public void reached(Step reached) {
                if (reached.name().equals(step)) {
                  Runtime.getRuntime().halt(99);
                }
              }
            });
    Outcome outcome = intake.run(Arrays.stream(arguments).skip(3).map(Path::of).toList());
    System.out.println(outcome);
  }
}
