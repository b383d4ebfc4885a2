package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmConfigTest {
  private @TempDir Path directory;
  private Path project;
  private Path home;

  @BeforeEach
  void folders() throws IOException {
    project = Files.createDirectory(directory.resolve("project"));
    home = Files.createDirectory(directory.resolve("home"));
  }

  @Test
  void asksTheDefaultRegistryWhenNothingIsConfigured() throws IOException {
    assertThat(read(Map.of()).registry("express")).isEqualTo("https://registry.npmjs.org/");
  }

  @Test
  void takesEnvironmentOverProjectOverUserOverGlobal() throws IOException {
    Path global = Files.createDirectories(directory.resolve("prefix/etc")).resolve("npmrc");
    Map<String, String> prefix = Map.of("PREFIX", directory.resolve("prefix").toString());
    Files.writeString(global, "registry=https://global.example/\n");
    assertThat(read(prefix).registry("a")).isEqualTo("https://global.example/");
    Files.writeString(home.resolve(".npmrc"), "registry = \"https://user.example/npm\"\n");
    assertThat(read(prefix).registry("a")).isEqualTo("https://user.example/npm/");
    Files.writeString(project.resolve(".npmrc"), "; mine\nregistry=https://project.example\n");
    assertThat(read(prefix).registry("a")).isEqualTo("https://project.example/");
    Map<String, String> environment = new HashMap<>(prefix);
    environment.put("NPM_CONFIG_REGISTRY", "https://environment.example/");
    assertThat(read(environment).registry("a")).isEqualTo("https://environment.example/");
  }

  @Test
  void asksAScopesOwnRegistry() throws IOException {
    Files.writeString(home.resolve(".npmrc"), "@acme:registry=https://acme.example/\n");

    assertThat(read(Map.of()).registry("@acme/tool")).isEqualTo("https://acme.example/");
    assertThat(read(Map.of()).registry("@other/tool")).isEqualTo(NpmConfig.DEFAULT_REGISTRY);
  }

  @Test
  void sendsATokenOnlyBelowThePathThatItIsFor() throws IOException {
    Files.writeString(
        home.resolve(".npmrc"),
        "//acme.example:8443/npm/:_authToken=${TOKEN}\n//plain.example/:_auth=dTpw\n");
    NpmConfig config = read(Map.of("TOKEN", "secret"));

    assertThat(config.authorization(URI.create("https://acme.example:8443/npm/a/-/a-1.0.0.tgz")))
        .contains("Bearer secret");
    assertThat(config.authorization(URI.create("https://acme.example:8443/other"))).isEmpty();
    assertThat(config.authorization(URI.create("https://acme.example/npm/a"))).isEmpty();
    assertThat(config.authorization(URI.create("https://plain.example/a"))).contains("Basic dTpw");
  }

  @Test
  void leavesUnsetVariablesAsWritten() throws IOException {
    Files.writeString(
        home.resolve(".npmrc"), "registry=https://${HOST}/\n@a:registry=https://x.example/${P?}\n");

    assertThat(read(Map.of()).registry("a")).isEqualTo("https://${HOST}/");
    assertThat(read(Map.of()).registry("@a/a")).isEqualTo("https://x.example/");
  }

  private NpmConfig read(Map<String, String> environment) throws IOException {
    return NpmConfig.read(project, home, environment);
  }
}
