package dev.windlass.server.cli;

import dev.windlass.signing.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The pinned trust policy: whose bundles are accepted. */
@Command(
    name = "trust",
    description = "Pins and shows the trust policy: whose bundles, for whom, of which streams.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TrustCommand {
  @Command(
      name = "init",
      description = "Pins the policy. Do it once, with a file that came on a trusted way.")
  int init(@Mixin CommonOptions common, @Parameters(paramLabel = "POLICY") Path policy)
      throws IOException {
    TrustPolicy parsed = TrustPolicy.load(policy);
    TrustFile.of(common.data()).init(parsed);
    common.print(
        CommonOptions.mapper().readTree(parsed.encode()),
        "pinned version %d for %s, streams %s"
            .formatted(parsed.version(), parsed.audience(), parsed.streams()));
    return 0;
  }

  @Command(name = "show", description = "Prints the pinned policy.")
  int show(@Mixin CommonOptions common) throws IOException {
    var policy = CommonOptions.mapper().readTree(TrustFile.of(common.data()).load().encode());
    common.print(policy, policy.toPrettyString());
    return 0;
  }
}
