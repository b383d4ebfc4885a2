package dev.windlass.acceptance.demo;

import dev.windlass.acceptance.process.Command;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Fetches one thing of each kind: with the real client where the machine has it, else over plain
 * HTTPS.
 */
final class Clients {
  private static final int OK = 0;
  private static final String IMAGE = "registry.example.com/demo/hello";

  private final Narrator narrator;
  private final RunningServer server;
  private final Path directory;

  Clients(Narrator narrator, RunningServer server, Path directory) {
    this.narrator = narrator;
    this.server = server;
    this.directory = directory;
  }

  void fetchAll() throws IOException, InterruptedException {
    try (HttpClient https = server.client()) {
      image(https);
      get(https, "/maven/org/apache/commons/commons-lang3/3.17.0/commons-lang3-3.17.0.jar");
      npm(https);
      get(https, "/terraform/providers/registry.example.com/" + Upstreams.PROVIDER + "/index.json");
      get(https, "/huggingface/api/models/" + Upstreams.MODEL + "/revision/main");
      get(https, "/huggingface/" + Upstreams.MODEL + "/resolve/main/config.json");
      get(https, "/files/notes/note.txt");
    }
  }

  private void image(HttpClient https) throws IOException, InterruptedException {
    if (has("skopeo")) {
      Path certificates = Files.createDirectories(directory.resolve("certs"));
      Files.copy(server.authority(), certificates.resolve("ca.crt"));
      narrator.run(
          OK,
          Command.of(
              "skopeo",
              "copy",
              "--all",
              "--src-cert-dir",
              certificates.toString(),
              "docker://" + server.host() + "/" + IMAGE + ":1",
              "oci:" + directory.resolve("pulled") + ":1"));
    } else {
      get(https, "/v2/" + IMAGE + "/manifests/1");
    }
  }

  private void npm(HttpClient https) throws IOException, InterruptedException {
    if (!has("npm")) {
      get(https, "/npm/is-odd");
      return;
    }
    Path project = Files.createDirectories(directory.resolve("app"));
    Files.writeString(project.resolve("package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\"}");
    narrator.run(
        OK,
        Command.of("npm", "install", "is-odd@^3", "--no-audit", "--no-fund")
            .in(project)
            .env("npm_config_registry", server.origin() + "/npm/")
            .env("npm_config_cafile", server.authority().toString())
            .env("npm_config_cache", directory.resolve("npm-cache").toString()));
  }

  private void get(HttpClient https, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.origin() + path)).build();
    HttpResponse<byte[]> answer = https.send(request, HttpResponse.BodyHandlers.ofByteArray());
    narrator.say(
        "GET " + path + "  →  " + answer.statusCode() + ", " + answer.body().length + " bytes");
    if (answer.statusCode() != 200) {
      throw new DemoException(path + " answered " + answer.statusCode());
    }
  }

  private static boolean has(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
