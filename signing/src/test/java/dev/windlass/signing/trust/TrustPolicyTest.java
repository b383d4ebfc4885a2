package dev.windlass.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.verify.TestBundles;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class TrustPolicyTest {
  @TempDir static Path directory;
  private static TestBundles bundles;

  @BeforeAll
  static void makeKeys() throws Exception {
    bundles = new TestBundles(directory);
  }

  private static TrustPolicy full() {
    TrustPolicy policy = bundles.policy();
    var root = bundles.hierarchy().roots().get(SignatureAlgorithm.P384);
    RoleTrust builders =
        new RoleTrust(
            2,
            policy.role(Role.BUILDER).orElseThrow().certificates(),
            List.of(new Authority(root, Set.of(new X500Principal("CN=x, O=y")))));
    return new TrustPolicy(
        7,
        policy.audience(),
        policy.streams(),
        policy.markings(),
        5,
        true,
        policy.algorithms(),
        Map.of(Role.BUILDER, builders),
        List.of(
            new Revocation(Revocation.Kind.KEY, Digest.of(new byte[0]), "lost"),
            new Revocation(Revocation.Kind.CERTIFICATE, Digest.of(new byte[1]), "stolen")));
  }

  @Test
  void readsWhatItWrote() throws Exception {
    TrustPolicy policy = full();
    assertThat(TrustPolicy.parse(policy.encode())).isEqualTo(policy);
    Path file = Files.write(directory.resolve("policy.json"), policy.encode());
    assertThat(TrustPolicy.load(file)).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 7          | \"version\": 0",
        "\"version\": 7          | \"version\": 7.5",
        "\"version\": 7          | \"version\": 7, \"version\": 7",
        "\"version\": 7          | \"version\": 7, \"other\": 7",
        "\"version\": 7          | \"version\": 7, \"approvals\": {}",
        "\"version\": 7          | \"version\": null",
        "\"version\": 7,         | ''",
        "\"threshold\": 2        | \"threshold\": 4",
        "\"threshold\": 2        | \"threshold\": 0",
        "\"builder\"             | \"approver\"",
        "\"p384\"                | \"p256\"",
        "\"deltas\": true        | \"deltas\": \"true\"",
        "trust-policy-1          | trust-policy-2",
        "MII                     | AAA",
        "sha256:                 | sha512:",
      })
  void refusesWhatIsNotAPolicy(String from, String to) {
    String json = new String(full().encode(), StandardCharsets.UTF_8);
    assertThat(json).contains(from);
    refused(json.replace(from, to));
  }

  @Test
  void refusesWhatFollowsTheDocumentAndWhatIsDeep() {
    String json = new String(full().encode(), StandardCharsets.UTF_8);
    refused(json + "{}");
    refused("");
    refused("[".repeat(100_000));
  }

  private static void refused(String json) {
    assertThatThrownBy(() -> TrustPolicy.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(RefusalCode.POLICY_MALFORMED));
  }
}
