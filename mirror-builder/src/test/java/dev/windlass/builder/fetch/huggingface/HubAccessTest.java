package dev.windlass.builder.fetch.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubAccessTest {
  @Test
  void sendsTheTokenToTheHubThatTheEnvironmentMeans() {
    assertThat(new HubAccess(Map.of("HF_TOKEN", "t")).token("https://huggingface.co"))
        .contains("t");
    Map<String, String> own = Map.of("HF_TOKEN", "t", "HF_ENDPOINT", "https://hub.test/");
    assertThat(new HubAccess(own).token("https://hub.test")).contains("t");
    assertThat(new HubAccess(own).token("https://huggingface.co")).isEmpty();
  }

  @Test
  void readsTheTokenWhereTheClientKeepsIt(@TempDir Path home) throws IOException {
    Path cache = Files.createDirectories(home.resolve(".cache/huggingface"));
    Files.writeString(cache.resolve("token"), "from-cache\n");
    Path named = Files.writeString(home.resolve("named"), "from-file\n");
    String hub = HubAccess.PUBLIC_HUB;
    String user = home.toString();
    assertThat(new HubAccess(Map.of("HOME", user)).token(hub)).contains("from-cache");
    assertThat(new HubAccess(Map.of("HOME", user, "HF_TOKEN_PATH", named.toString())).token(hub))
        .contains("from-file");
    assertThat(new HubAccess(Map.of("HOME", user, "HF_HOME", user)).token(hub)).isEmpty();
  }
}
