package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntegrityTest {
  @Test
  void readsEveryAlgorithmAndTheShasum() throws Exception {
    Integrity integrity =
        integrity(
            sri("sha384", "SHA-384", "a") + " " + sri("sha512", "SHA-512", "a"), hex("SHA-1", "a"));

    assertThat(integrity.checksums())
        .containsEntry("SHA-384", hex("SHA-384", "a"))
        .containsEntry("SHA-512", hex("SHA-512", "a"))
        .containsEntry("SHA-1", hex("SHA-1", "a"));
  }

  @Test
  void takesOneOfSeveralHashesOfOneAlgorithm() throws Exception {
    Integrity integrity =
        integrity(sri("sha512", "SHA-512", "a") + " " + sri("sha512", "SHA-512", "b"), "");

    assertThat(integrity.checksums()).isEmpty();
    assertThat(matches(integrity, "b")).isTrue();
    assertThat(matches(integrity, "c")).isFalse();
  }

  @Test
  void seesAContradiction() throws Exception {
    Integrity one = integrity(sri("sha512", "SHA-512", "a"), "");
    Integrity other = integrity(sri("sha512", "SHA-512", "b"), "");

    assertThat(one.and(other).satisfiable()).isFalse();
    assertThat(one.agrees(one)).isTrue();
    assertThat(one.agrees(integrity("", hex("SHA-1", "a")))).isFalse();
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(integrity("md5-abc= sha512-%%% nonsense", "ABC").isEmpty()).isTrue();
  }

  private static boolean matches(Integrity integrity, String content) throws IOException {
    return integrity.matchesRest(
        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static Integrity integrity(String sri, String shasum) {
    return Integrity.of(Optional.of(sri), Optional.of(shasum));
  }

  private static String sri(String name, String algorithm, String content) throws Exception {
    byte[] hash = HexFormat.of().parseHex(hex(algorithm, content));
    return name + "-" + Base64.getEncoder().encodeToString(hash);
  }

  private static String hex(String algorithm, String content) throws Exception {
    byte[] hash =
        MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }
}
