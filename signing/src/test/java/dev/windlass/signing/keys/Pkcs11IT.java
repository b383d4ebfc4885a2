package dev.windlass.signing.keys;

import static dev.windlass.signing.verify.Programs.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.signing.cms.DetachedSignatures;
import dev.windlass.signing.cms.SignatureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key on a token, here SoftHSM's. */
class Pkcs11IT {
  private static final String PIN = "4711";

  @TempDir Path directory;

  @Test
  void signsWithAKeyThatStaysOnItsToken() throws Exception {
    Path library = library();
    long slot = makeToken();
    SigningKeys.createDevelopmentHierarchy(
        directory, DevelopmentHierarchy.Plan.small(), Passphrase.of(""), Clock.systemUTC());
    SigningKey file =
        SigningKeys.load(
            new KeySource.Pem(directory.resolve("builder-1.p384.key.pem")), Passphrase.of(""));
    put(library, slot, file);

    String uri = "pkcs11:slot-id=" + slot + ";object=builder?module-path=" + library;
    SigningKey key = SigningKeys.load(KeySource.parse(uri), Passphrase.of(PIN));
    assertThat(key.provider()).isPresent();
    assertThat(key.privateKey().getEncoded()).isNull();
    assertThat(key.certificate()).isEqualTo(file.certificate());
    byte[] content = {1, 2, 3};
    byte[] cms =
        DetachedSignatures.sign(SignatureAlgorithm.P384, content, List.of(key), Instant.now());
    assertThat(SignatureReader.read(SignatureAlgorithm.P384, cms, content)).hasSize(1);

    assertThatThrownBy(() ->
            SigningKeys.load(
                KeySource.parse(uri.replace("=builder", "=nobody")), Passphrase.of(PIN)))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("nobody");
  }

  private static Path library() {
    return Stream.of("/usr/lib/softhsm", "/usr/lib64/softhsm", "/usr/lib/x86_64-linux-gnu/softhsm")
        .map(folder -> Path.of(folder, "libsofthsm2.so"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private long makeToken() throws Exception {
    Path tokens = Files.createDirectories(directory.resolve("tokens"));
    Files.writeString(
        Path.of(System.getenv("SOFTHSM2_CONF")),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    String said =
        ok(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "t",
            "--so-pin",
            PIN,
            "--pin",
            PIN);
    Matcher slot = Pattern.compile("slot (\\d+)").matcher(said);
    assertThat(slot.find()).as(said).isTrue();
    return Long.parseLong(slot.group(1));
  }

  private static void put(Path library, long slot, SigningKey key) throws Exception {
    Provider provider = StoredKeys.provider(library, slot);
    KeyStore token = KeyStore.getInstance("PKCS11", provider);
    token.load(null, PIN.toCharArray());
    token.setKeyEntry(
        "builder", key.privateKey(), null, key.certificates().toArray(Certificate[]::new));
  }
}
