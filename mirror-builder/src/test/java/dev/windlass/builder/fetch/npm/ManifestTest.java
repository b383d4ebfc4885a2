package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String DIST =
      "\"dist\": {\"tarball\": \"http://h/a.tgz\", \"shasum\": \"0\"}";

  @Test
  void travelsWithoutTheRegistrysInternals() throws IOException {
    Manifest manifest =
        parse(
            """
            {"version": "1.0.0", "name": "a", "_npmUser": {"name": "x"}, "_id": "a@1.0.0",
             "_hasShrinkwrap": false, "readme": "long", "weight": 1.5, %s}
            """
                .formatted(DIST));

    assertThat(new String(manifest.canonical(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"_hasShrinkwrap\":false,\"dist\":{\"shasum\":\"0\"},\"name\":\"a\","
                + "\"version\":\"1.0.0\",\"weight\":1.5}");
  }

  @Test
  void namesAllThatNpmInstallsWithIt() throws IOException {
    Manifest manifest =
        parse(
            """
            {"version": "1.0.0", "name": "a", %s,
             "dependencies": {"plain": "^1", "both": "^1", "bundled": "^1"},
             "optionalDependencies": {"both": "^2"},
             "peerDependencies": {"peer": ">=1", "maybe": "*"},
             "peerDependenciesMeta": {"maybe": {"optional": true}},
             "devDependencies": {"dev": "1"},
             "bundleDependencies": ["bundled"]}
            """
                .formatted(DIST));

    assertThat(manifest.dependencies())
        .containsExactlyInAnyOrder(
            new Manifest.Dependency("plain", "^1", false),
            new Manifest.Dependency("both", "^2", true),
            new Manifest.Dependency("peer", ">=1", false));
  }

  @Test
  void readsEveryFormOfALicence() throws IOException {
    assertThat(licence("\"license\": \"MIT\"")).isEqualTo("MIT");
    assertThat(licence("\"license\": {\"type\": \"ISC\", \"url\": \"u\"}")).isEqualTo("ISC");
    assertThat(licence("\"licenses\": [{\"type\": \"BSD\\n3\"}]")).isEqualTo("BSD 3");
    assertThat(licence("\"x\": 1")).isEqualTo("unknown");
  }

  @Test
  void isNotTakenForAnotherVersion() {
    assertThatThrownBy(() ->
            parse("{\"version\": \"1.0.0\", \"name\": \"a\", %s}".formatted(DIST))
                .require("b", "1.0.0"))
        .hasMessageContaining("says that it is a@1.0.0");
    for (String broken : List.of("[]", "{}", "{\"name\": \"a\"}", "{\"name\"")) {
      assertThatThrownBy(() -> parse(broken)).isInstanceOf(IOException.class);
    }
  }

  private static String licence(String member) throws IOException {
    return parse("{\"version\": \"1.0.0\", \"name\": \"a\", %s, %s}".formatted(DIST, member))
        .licence()
        .orElse("unknown");
  }

  private static Manifest parse(String json) throws IOException {
    return Manifest.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
