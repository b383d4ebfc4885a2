package dev.windlass.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ChainStateTest {
  @TempDir Path directory;

  private static StreamState state(long sequence) {
    return new StreamState(
        sequence,
        Sha512.of(new byte[] {(byte) sequence}),
        new ReleaseId(Digest.of(new byte[] {(byte) sequence})),
        Instant.parse("2026-11-24T07:00:00Z"));
  }

  @Test
  void keepsStreamsApartAndInAFile() throws Exception {
    ChainStateFile file = new ChainStateFile(directory.resolve("below/state.json"));
    assertThat(file.load()).isEqualTo(ChainState.EMPTY);
    ChainState state = ChainState.EMPTY.with("a", state(1)).with("b", state(5));
    file.save(state);
    file.save(state.with("a", state(2)));
    assertThat(file.load().of("a")).contains(state(2));
    assertThat(file.load().of("b")).contains(state(5));
    assertThat(file.load().of("c")).isEmpty();
    try (var files = Files.list(directory.resolve("below"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void refusesADamagedFileRatherThanForgetting() throws Exception {
    ChainStateFile file = new ChainStateFile(directory.resolve("state.json"));
    file.save(ChainState.EMPTY.with("a", state(1)));
    String text = Files.readString(file.file());
    for (String bad :
        new String[] {
          "", text.substring(0, text.length() / 2), text.replace("sequence", "number"), text + "x"
        }) {
      Files.writeString(file.file(), bad);
      assertThatThrownBy(file::load)
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.code()).isEqualTo(RefusalCode.STATE_MALFORMED));
    }
  }
}
