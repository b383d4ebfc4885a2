package dev.windlass.spec.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is too large for a golden vector. */
class ImageCheckTest {
  private static final String TYPE = "application/vnd.oci.image.index.v1+json";

  private static CatalogueEntry entry(long size) {
    Digest digest = Digest.of(new byte[] {1});
    return CatalogueEntry.of(
        new OciCoordinates.Manifest("quay.io/a", digest), new Descriptor(digest, size, TYPE));
  }

  @Test
  void refusesAManifestAboveItsBoundBeforeReadingIt() throws IOException {
    InputStream unread = new ByteArrayInputStream(new byte[1]);
    ImageCheck check = new ImageCheck(digest -> Optional.of(unread));
    assertThatThrownBy(() -> check.add(entry((4 << 20) + 1)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.LIMIT_EXCEEDED));
    assertThat(unread.available()).isOne();
  }

  @Test
  void takesAManifestAtItsBound() {
    String json = "{\"manifests\":[]}";
    byte[] bytes =
        (json + " ".repeat((4 << 20) - json.length())).getBytes(StandardCharsets.US_ASCII);
    ImageCheck check = new ImageCheck(digest -> Optional.of(new ByteArrayInputStream(bytes)));
    assertThatCode(() -> check.add(entry(bytes.length))).doesNotThrowAnyException();
  }

  @Test
  void takesWhatOnlyTheBaseHasUnread() {
    ImageCheck check = new ImageCheck(digest -> Optional.empty());
    assertThatCode(() -> check.add(entry(10))).doesNotThrowAnyException();
  }
}
