package dev.windlass.builder.fetch.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.junit.jupiter.api.Test;

class ReleaseSignatureTest {
  private static final byte[] CONTENT = "checksums\n".getBytes(StandardCharsets.UTF_8);
  private static final Instant BORN = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant SIGNED = Instant.parse("2024-06-01T00:00:00Z");

  private final ReleaseSignature signatures =
      new ReleaseSignature(Clock.fixed(NOW, ZoneOffset.UTC));

  private void assertRefused(byte[] signature, SigningKey key, String reason) {
    assertThatThrownBy(() -> signatures.verify(CONTENT, signature, List.of(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void acceptsAnyOfTheKeys() throws Exception {
    PublisherKey one = PublisherKey.create(BORN).certified(Duration.ZERO);
    PublisherKey two = PublisherKey.create(BORN).certified(Duration.ZERO);
    SigningKey used =
        signatures.verify(
            CONTENT, two.sign(CONTENT, SIGNED), List.of(one.publicKey(), two.publicKey()));
    assertThat(used.id()).isEqualTo(two.publicKey().id());
  }

  @Test
  void refusesOtherKeyOtherContentAndNoKey() throws Exception {
    PublisherKey one = PublisherKey.create(BORN).certified(Duration.ZERO);
    PublisherKey two = PublisherKey.create(BORN).certified(Duration.ZERO);
    assertRefused(two.sign(CONTENT, SIGNED), one.publicKey(), "not made by any of the keys");
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    assertRefused(one.sign(other, SIGNED), one.publicKey(), "does not match");
    assertRefused(new byte[] {1, 2, 3}, one.publicKey(), "");
    assertRefused(new byte[0], one.publicKey(), "");
    assertThatThrownBy(() -> signatures.verify(CONTENT, one.sign(CONTENT, SIGNED), List.of()))
        .hasMessageContaining("none of the keys");
  }

  @Test
  void acceptsOldSignatureOfKeyThatHasExpiredSince() throws Exception {
    PublisherKey key = PublisherKey.create(BORN).certified(Duration.ofDays(365));
    signatures.verify(CONTENT, key.sign(CONTENT, SIGNED), List.of(key.publicKey()));
  }

  @Test
  void refusesSignatureMadeAfterTheKeyHadExpired() throws Exception {
    PublisherKey key = PublisherKey.create(BORN).certified(Duration.ofDays(30));
    assertRefused(key.sign(CONTENT, SIGNED), key.publicKey(), "by key");
  }

  @Test
  void refusesKeyThatWasRevokedAsCompromisedWhenever() throws Exception {
    PublisherKey key =
        PublisherKey.create(BORN)
            .certified(Duration.ZERO)
            .revoked(RevocationReasonTags.KEY_COMPROMISED, NOW);
    assertRefused(key.sign(CONTENT, SIGNED), key.publicKey(), "by key");
  }

  @Test
  void acceptsWhatRetiredKeySignedBeforeAndRefusesWhatItSignsAfter() throws Exception {
    PublisherKey key =
        PublisherKey.create(BORN)
            .certified(Duration.ZERO)
            .revoked(RevocationReasonTags.KEY_RETIRED, SIGNED.plus(Duration.ofDays(1)));
    signatures.verify(CONTENT, key.sign(CONTENT, SIGNED), List.of(key.publicKey()));
    assertRefused(key.sign(CONTENT, SIGNED.plus(Duration.ofDays(2))), key.publicKey(), "by key");
  }

  @Test
  void refusesWeakHashes() throws Exception {
    PublisherKey key = PublisherKey.create(BORN).certified(Duration.ZERO);
    for (int hash : List.of(HashAlgorithmTags.SHA1, HashAlgorithmTags.MD5)) {
      assertRefused(key.sign(CONTENT, hash, SIGNED), key.publicKey(), "ash algorithm");
    }
  }

  @Test
  void refusesSignatureFromTheFuture() throws Exception {
    PublisherKey key = PublisherKey.create(BORN).certified(Duration.ZERO);
    assertRefused(
        key.sign(CONTENT, NOW.plus(Duration.ofDays(3))), key.publicKey(), "in the future");
  }

  @Test
  void refusesSubkeyThatThePinnedKeyNeverBound() throws Exception {
    PublisherKey publisher = PublisherKey.create(BORN).certified(Duration.ZERO);
    PublisherKey attacker = PublisherKey.create(BORN);
    assertRefused(attacker.sign(CONTENT, SIGNED), publisher.withStolen(attacker), "");
  }

  @Test
  void refusesTextThatIsNoKey() {
    assertThatThrownBy(() -> SigningKey.parse("junk")).isInstanceOf(IllegalArgumentException.class);
  }
}
