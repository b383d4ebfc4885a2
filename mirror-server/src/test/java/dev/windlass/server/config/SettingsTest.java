package dev.windlass.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path directory;

  private Settings read(String file, Map<String, String> environment, Map<Setting, String> flags)
      throws IOException {
    Path path = Files.writeString(directory.resolve("server.conf"), file);
    return Settings.read(Optional.of(path), environment, flags);
  }

  @Test
  void prefersFlagsOverTheEnvironmentOverTheFileOverDefaults() throws IOException {
    String file = "# all three\nhttp = 127.0.0.1:1\nkeep-releases = 4\naccess = token\n";
    Settings settings =
        read(
            file,
            Map.of("MIRROR_SERVER_HTTP", "127.0.0.1:2", "MIRROR_SERVER_KEEP_RELEASES", "5"),
            Map.of(Setting.HTTP, "127.0.0.1:3"));
    assertThat(settings.value(Setting.HTTP).text()).isEqualTo("127.0.0.1:3");
    assertThat(settings.value(Setting.KEEP_RELEASES).source())
        .isEqualTo("MIRROR_SERVER_KEEP_RELEASES");
    assertThat(settings.value(Setting.ACCESS).source()).endsWith("server.conf:4");
    assertThat(settings.value(Setting.HTTPS).source()).isEqualTo("default");
    ServerConfig config = ServerConfig.of(settings);
    assertThat(config.restricted()).isTrue();
    assertThat(config.keepReleases()).isEqualTo(5);
  }

  @Test
  void refusesUnknownAndRepeatedKeysWithTheirPlace() {
    assertThatThrownBy(() -> read("htp = off\n", Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.conf:1: unknown setting 'htp'");
    assertThatThrownBy(() -> read("http = off\n\nhttp = off\n", Map.of(), Map.of()))
        .hasMessageContaining("server.conf:3: http is set twice");
    assertThatThrownBy(() -> read("", Map.of("MIRROR_SERVER_HTP", "x"), Map.of()))
        .hasMessageContaining("MIRROR_SERVER_HTP");
    assertThatThrownBy(() -> read("http off\n", Map.of(), Map.of()))
        .hasMessageContaining("expected key = value");
  }

  @Test
  void refusesValuesOutsideTheirForm() throws IOException {
    for (String line :
        new String[] {
          "https = 8443", "access = none", "keep-releases = 0", "idle-timeout = 30", "tls-key = a"
        }) {
      Settings settings = read(line + "\n", Map.of(), Map.of());
      assertThatThrownBy(() -> ServerConfig.of(settings)).isInstanceOf(ConfigException.class);
    }
    Settings silent = read("https = off\n", Map.of(), Map.of());
    assertThatThrownBy(() -> ServerConfig.of(silent)).hasMessageContaining("both off");
  }
}
