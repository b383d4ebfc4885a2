package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  private static final String HEX = "0".repeat(64);

  private static Manifest read(String document, String claimed) {
    String json = document.replace('\'', '"').replace("DIGEST", "sha256:" + HEX);
    return ManifestReader.read(json.getBytes(StandardCharsets.UTF_8), claimed);
  }

  @Test
  void takesTheTypeFromTheDocumentItsAnnouncementOrItsForm() {
    String docker = "application/vnd.docker.distribution.manifest.list.v2+json";
    assertThat(
            read("{'schemaVersion':2,'mediaType':'" + docker + "','manifests':[]}", "text/plain")
                .descriptor()
                .mediaType())
        .isEqualTo(docker);
    assertThat(read("{'schemaVersion':2,'manifests':[]}", docker).descriptor().mediaType())
        .isEqualTo(docker);
    assertThat(read("{'schemaVersion':2,'manifests':[]}", "").descriptor().mediaType())
        .isEqualTo(MediaTypes.OCI_INDEX);
    assertThat(read("{'schemaVersion':2,'layers':[]}", "").descriptor().mediaType())
        .isEqualTo(MediaTypes.OCI_MANIFEST);
  }

  @Test
  void givesAnImageManifestItsConfigurationsTypeUnlessItNamesOne() {
    String config = "'config':{'mediaType':'application/c','digest':'DIGEST','size':2}";
    assertThat(read("{'schemaVersion':2," + config + "}", "").artifactType())
        .isEqualTo("application/c");
    assertThat(
            read("{'schemaVersion':2,'artifactType':'application/a'," + config + "}", "")
                .artifactType())
        .isEqualTo("application/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          both forms at once (CVE-2021-41190) | {'schemaVersion':2,'manifests':[],'layers':[]} | its members are not those
          neither form                | {'schemaVersion':2}                                    | its members are not those
          a member twice              | {'schemaVersion':2,'layers':[],'layers':[]}            | no sound JSON
          something after it          | {'schemaVersion':2,'layers':[]} {}                     | no sound JSON
          no object                   | []                                                     | no JSON object
          no JSON                     | <html>                                                 | no sound JSON
          schema 1                    | {'schemaVersion':1,'layers':[]}                        | schema 1
          another type                | {'schemaVersion':2,'mediaType':'a/b','layers':[]}      | no manifest's
          no size                     | {'schemaVersion':2,'layers':[{'digest':'DIGEST'}]}     | no size
          negative size               | {'schemaVersion':2,'layers':[{'digest':'DIGEST','size':-1}]} | no size
          another digest algorithm    | {'schemaVersion':2,'layers':[{'digest':'sha512:00','size':1}]} | only sha256
          """)
  void refuses(String defect, String document, String reason) {
    assertThatThrownBy(() -> read(document, ""))
        .as(defect)
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesADocumentThatIsAnnouncedAsSomethingElse() {
    assertThatThrownBy(() ->
            read(
                "{'schemaVersion':2,'mediaType':'%s','layers':[]}"
                    .formatted(MediaTypes.OCI_MANIFEST),
                MediaTypes.OCI_INDEX))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("announced as");
  }
}
