package dev.windlass.signing.cms;

import static dev.windlass.signing.verify.Programs.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.keys.KeySource;
import dev.windlass.signing.keys.Passphrase;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.keys.SigningKey;
import dev.windlass.signing.keys.SigningKeys;
import dev.windlass.signing.verify.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our signatures in OpenSSL, OpenSSL's here; P-384 with the system's, ML-DSA with version 3.5. */
class OpenSslIT {
  private static final String SECRET = "correct horse";

  @TempDir static Path directory;
  @TempDir Path work;

  @BeforeAll
  static void makeKeys() throws Exception {
    SigningKeys.createDevelopmentHierarchy(
        directory,
        new DevelopmentHierarchy.Plan("Test", 2, 0, Duration.ofDays(2)),
        Passphrase.of(SECRET),
        Clock.systemUTC());
  }

  private static String openssl(SignatureAlgorithm algorithm) throws Exception {
    return algorithm == SignatureAlgorithm.P384 ? "openssl" : Programs.openssl35();
  }

  private static Path file(String name, SignatureAlgorithm algorithm, String kind) {
    return directory.resolve(name + "." + algorithm + "." + kind + ".pem");
  }

  private static SigningKey key(int builder, SignatureAlgorithm algorithm) throws Exception {
    return SigningKeys.load(
        new KeySource.Pem(file("builder-" + builder, algorithm, "key")), Passphrase.of(SECRET));
  }

  private Programs.Result verify(SignatureAlgorithm algorithm, Path cms, Path content)
      throws Exception {
    return Programs.run(
        openssl(algorithm),
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        cms,
        "-content",
        content,
        "-CAfile",
        file("root", algorithm, "cert"),
        "-no-CApath",
        "-no-CAstore",
        "-purpose",
        "any",
        "-out",
        work.resolve("out"));
  }

  @ParameterizedTest
  @EnumSource
  void opensslVerifiesOurSignatures(SignatureAlgorithm algorithm) throws Exception {
    Path content = Files.writeString(work.resolve("BUNDLE"), "# windlass-bundle: 1\n\r\n");
    byte[] bytes = Files.readAllBytes(content);
    byte[] one =
        DetachedSignatures.sign(algorithm, bytes, List.of(key(1, algorithm)), Instant.now());
    byte[] two = DetachedSignatures.add(one, bytes, key(2, algorithm), Instant.now());
    for (byte[] cms : List.of(one, two)) {
      Path file = Files.write(work.resolve("cms"), cms);
      Programs.Result good = verify(algorithm, file, content);
      assertThat(good.status()).as(good.output()).isZero();
      assertThat(work.resolve("out")).hasSameBinaryContentAs(content);
      Path other = Files.writeString(work.resolve("other"), "# windlass-bundle: 2\n\r\n");
      assertThat(verify(algorithm, file, other).status()).isNotZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void weVerifySignaturesOfOpenssl(SignatureAlgorithm algorithm) throws Exception {
    Path content = Files.writeString(work.resolve("BUNDLE"), "# windlass-bundle: 1\n\r\n");
    Path cms = work.resolve("cms");
    Path secret = Files.writeString(work.resolve("secret"), SECRET);
    ok(
        openssl(algorithm),
        "cms",
        "-sign",
        "-cades",
        "-nosmimecap",
        "-binary",
        "-md",
        algorithm == SignatureAlgorithm.P384 ? "sha384" : "sha512",
        "-outform",
        "DER",
        "-in",
        content,
        "-signer",
        file("builder-1", algorithm, "cert"),
        "-inkey",
        file("builder-1", algorithm, "key"),
        "-passin",
        "file:" + secret,
        "-out",
        cms);
    List<Signer> signers =
        SignatureReader.read(algorithm, Files.readAllBytes(cms), Files.readAllBytes(content));
    assertThat(signers).hasSize(1);
    assertThat(signers.getFirst().certificate()).isEqualTo(key(1, algorithm).certificate());
  }

  @Test
  void loadsKeysThatOpensslMadeInEveryFormOfMlDsa() throws Exception {
    String openssl = Programs.openssl35();
    for (String form : List.of("seed-only", "priv-only", "seed-priv")) {
      Path key = work.resolve(form + ".key.pem");
      ok(
          openssl,
          "genpkey",
          "-algorithm",
          "ML-DSA-87",
          "-provparam",
          "ml-dsa.output_formats=" + form,
          "-out",
          key);
      assertSigns(openssl, key, SignatureAlgorithm.ML_DSA_87, "");
    }
  }

  @Test
  void loadsEncryptedKeysThatOpensslMade() throws Exception {
    Path secret = Files.writeString(work.resolve("secret"), SECRET);
    Path key = work.resolve("p384.key.pem");
    ok(
        "openssl",
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-384",
        "-aes256",
        "-pass",
        "file:" + secret,
        "-out",
        key);
    assertSigns("openssl", key, SignatureAlgorithm.P384, SECRET);
  }

  private void assertSigns(String openssl, Path key, SignatureAlgorithm algorithm, String secret)
      throws Exception {
    Path pass = Files.writeString(work.resolve("pass"), secret + "\n");
    Path certificate = key.resolveSibling(key.getFileName().toString().replace(".key.", ".cert."));
    ok(
        openssl,
        "req",
        "-x509",
        "-new",
        "-key",
        key,
        "-passin",
        "file:" + pass,
        "-subj",
        "/CN=made by openssl",
        "-out",
        certificate);
    SigningKey loaded = SigningKeys.load(new KeySource.Pem(key), Passphrase.of(secret));
    byte[] content = {1, 2, 3};
    byte[] cms = DetachedSignatures.sign(algorithm, content, List.of(loaded), Instant.now());
    assertThat(SignatureReader.read(algorithm, cms, content)).hasSize(1);
  }
}
