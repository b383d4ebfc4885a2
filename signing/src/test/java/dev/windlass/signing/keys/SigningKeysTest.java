package dev.windlass.signing.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeysTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T07:00:00Z"), ZoneOffset.UTC);
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  private static final Passphrase NONE = Passphrase.of("");
  private static final Passphrase SECRET = Passphrase.of("correct horse");

  @TempDir static Path encrypted;
  @TempDir Path directory;

  @BeforeAll
  static void makeEncryptedKeys() throws Exception {
    SigningKeys.createDevelopmentHierarchy(
        encrypted, DevelopmentHierarchy.Plan.small(), SECRET, CLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void loadsWhatTheHierarchyWrote(SignatureAlgorithm algorithm) throws Exception {
    SigningKey key = SigningKeys.load(source("builder-1", algorithm), SECRET);
    assertThat(key.algorithm()).isEqualTo(algorithm);
    assertThat(key.sign(CONTENT)).isNotEmpty();
    var root = SigningKeys.loadCertificates(encrypted.resolve("root." + algorithm + ".cert.pem"));
    key.certificate().verify(root.getFirst().getPublicKey());
  }

  @Test
  void writesPrivateKeysForTheOwnerOnlyAndEncrypted() throws Exception {
    try (var files = Files.newDirectoryStream(encrypted, "*.key.pem")) {
      assertThat(files).hasSize(6);
    }
    try (var files = Files.newDirectoryStream(encrypted, "*.key.pem")) {
      for (Path file : files) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
      }
    }
  }

  @Test
  void neverReplacesAKey() throws Exception {
    String before = Files.readString(encrypted.resolve("root.p384.key.pem"));
    assertThatThrownBy(() ->
            SigningKeys.createDevelopmentHierarchy(
                encrypted, DevelopmentHierarchy.Plan.small(), NONE, CLOCK))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("never replaced");
    assertThat(encrypted.resolve("root.p384.key.pem")).hasContent(before);
  }

  @Test
  void refusesAWrongPassphrase() {
    KeySource source = source("builder-1", SignatureAlgorithm.P384);
    assertThatThrownBy(() -> SigningKeys.load(source, Passphrase.of("wrong")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("does not open");
    assertThatThrownBy(() -> SigningKeys.load(source, NONE))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("is encrypted");
  }

  @ParameterizedTest
  @EnumSource
  void loadsPkcs12(SignatureAlgorithm algorithm) throws Exception {
    SigningKey key = SigningKeys.load(source("builder-1", algorithm), SECRET);
    Path file = directory.resolve("builder.p12");
    char[] secret = "correct horse".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("b", key.privateKey(), secret, new Certificate[] {key.certificate()});
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, secret);
    }
    SigningKey loaded = SigningKeys.load(KeySource.parse(file.toString()), SECRET);
    assertThat(loaded.sign(CONTENT)).isNotEmpty();
    assertThat(loaded.certificate()).isEqualTo(key.certificate());
  }

  @Test
  void refusesAKeyWithAnothersCertificate() throws Exception {
    Files.copy(encrypted.resolve("approver-1.p384.cert.pem"), directory.resolve("mixed.cert.pem"));
    Files.copy(encrypted.resolve("builder-1.p384.key.pem"), directory.resolve("mixed.key.pem"));
    SigningKey mixed =
        SigningKeys.load(new KeySource.Pem(directory.resolve("mixed.key.pem")), SECRET);
    assertThatThrownBy(() -> mixed.sign(CONTENT))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("do not belong together");
  }

  @Test
  void takesPassphrasesByReferenceOnly() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "from file\n");
    var in = new ByteArrayInputStream("from stdin\r\nmore".getBytes(StandardCharsets.UTF_8));
    Map<String, String> environment = Map.of("NAME", "from environment");
    assertThat(Passphrase.resolve("file:" + file, environment, in).characters())
        .containsExactly("from file".toCharArray());
    assertThat(Passphrase.resolve("env:NAME", environment, in).characters())
        .containsExactly("from environment".toCharArray());
    assertThat(Passphrase.resolve("stdin", environment, in).characters())
        .containsExactly("from stdin".toCharArray());
    assertThatThrownBy(() -> Passphrase.resolve("hunter2", environment, in))
        .isInstanceOf(KeyException.class)
        .hasMessageNotContaining("hunter2");
    assertThat(Passphrase.of("marked")).asString().doesNotContain("marked");
  }

  @Test
  void readsPkcs11Uris() {
    assertThat(KeySource.parse("pkcs11:slot-id=7;object=builder%201?module-path=/usr/lib/p11.so"))
        .isEqualTo(new KeySource.Pkcs11(Path.of("/usr/lib/p11.so"), 7, "builder 1"));
    assertThatThrownBy(() -> KeySource.parse("pkcs11:slot-id=7;object=a;pin-value=1234"))
        .isInstanceOf(KeyException.class);
  }

  private static KeySource source(String name, SignatureAlgorithm algorithm) {
    return KeySource.parse(encrypted.resolve(name + "." + algorithm + ".key.pem").toString());
  }
}
