package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.keys.Passphrase;
import dev.windlass.signing.keys.SigningKeys;
import dev.windlass.signing.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description =
        "Makes keys and certificates for development: roots, builders and approvers, each for P-384"
            + " and ML-DSA-87.")
final class KeysCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;

  @CommandLine.Parameters(paramLabel = "DIR", description = "Where to write the files.")
  private Path directory;

  @CommandLine.Option(names = "--organisation", defaultValue = "Windlass development")
  private String organisation = "";

  @CommandLine.Option(names = "--builders", defaultValue = "1", description = "How many.")
  private int builders = 1;

  @CommandLine.Option(names = "--approvers", defaultValue = "1", description = "How many.")
  private int approvers = 1;

  @CommandLine.Option(
      names = "--days",
      defaultValue = "365",
      description = "How long the certificates are good.")
  private int days = 365;

  @CommandLine.Option(
      names = "--passphrase",
      paramLabel = "REFERENCE",
      description =
          "Encrypts the keys: file:PATH, env:NAME or stdin; without it they are in clear.")
  private Optional<String> passphrase = Optional.empty();

  @CommandLine.ArgGroup(exclusive = false, heading = "A trust policy that pins the builders:%n")
  private @Nullable PolicyOptions policy;

  /** What the policy beside the keys shall say; the receivers pin it. */
  static final class PolicyOptions {
    @CommandLine.Option(
        names = "--audience",
        required = true,
        description = "The enclave that shall trust the builders.")
    private String audience = "";

    @CommandLine.Option(names = "--stream", required = true, description = "Streams to accept.")
    private List<String> streams = List.of();

    @CommandLine.Option(names = "--marking", required = true, description = "Markings to allow.")
    private List<String> markings = List.of();

    TrustPolicy policy(DevelopmentHierarchy made) {
      return TrustPolicy.of(
          audience,
          Set.copyOf(streams),
          Set.copyOf(markings),
          certificates(made.builders()),
          certificates(made.approvers()));
    }

    private static List<X509Certificate> certificates(List<DevelopmentHierarchy.Member> members) {
      return members.stream().flatMap(member -> member.certificates().values().stream()).toList();
    }
  }

  @Override
  public Integer call() throws IOException {
    DevelopmentHierarchy made;
    try (Passphrase secret = KeyOptions.secret(passphrase, surroundings.environment())) {
      made =
          SigningKeys.createDevelopmentHierarchy(
              directory,
              new DevelopmentHierarchy.Plan(
                  organisation, builders, approvers, Duration.ofDays(days)),
              secret,
              Clock.systemUTC());
    }
    ObjectNode json = Surroundings.node().put("directory", made.directory().toString());
    ArrayNode keys = json.putArray("keys");
    List<String> text = new ArrayList<>();
    for (DevelopmentHierarchy.Member member : made.builders()) {
      member.keys().values().stream()
          .sorted()
          .forEach(file -> {
            keys.add(file.toString());
            text.add("key " + file);
          });
    }
    if (policy != null) {
      Path file = made.directory().resolve("trust-policy.json");
      Files.write(file, policy.policy(made).encode(), StandardOpenOption.CREATE_NEW);
      json.put("policy", file.toString());
      text.add("policy " + file + ", to be pinned by the officer and the high side");
    }
    text.add("Development keys in " + made.directory() + ": keep the real ones on a token.");
    surroundings.print(json, text);
    return 0;
  }
}
