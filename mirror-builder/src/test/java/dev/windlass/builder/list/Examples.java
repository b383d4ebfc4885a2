package dev.windlass.builder.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Lists that both the reader and the schema must take. */
final class Examples {
  static final String FULL =
      """
      stream: tools
      audience: enclave-a
      marking: UNCLASSIFIED
      images:
        - alpine:3.22
        - source: localhost:5000/app:1
          as: apps/app
          platforms: [linux/amd64, linux/arm/v7]
          referrers: false
          plainHttp: true
      terraform:
        providers:
          - hashicorp/time
          - source: coder/coder
            versions: "~> 2.19"
            all: true
            platforms: [linux_amd64, darwin_arm64]
            registry: http://localhost:8080/
            as: [registry.opentofu.org]
            keys: [keys/coder.asc]
        modules:
          - source: a/b/c
            versions: "~> 1.0"
      maven:
        repositories:
          - id: inner
            url: https://maven.example.org/repository
        artifacts:
          - g:a:1
          - coordinates: g:b:[1,2)
            transitive: false
            sources: true
        projects:
          - app/pom.xml
          - pom: web/pom.xml
            goals: [package]
            arguments: [-Pfast]
      npm:
        registry: https://npm.example.org/
        packages: [express@^5, "@types/node@^24"]
        lockfiles: [web/package-lock.json]
        platforms: [linux-x64-glibc, win32-x64]
      models:
        - owner/name
        - repo: name
          revision: v1
          include: ["*.json"]
          exclude: ["*.bin"]
          endpoint: https://hub.example.org
      files:
        - url: https://example.org/tool.tgz?v=1
          digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
          as: tools/tool.tgz
        - url: file:local/tool.zip
          digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
      """;

  private Examples() {}

  static String sample() {
    return resource("mirror.sample.yaml");
  }

  /** The sample as somebody would use it who wants everything that it shows. */
  static String sampleInUse() {
    String sample = sample();
    int lists = sample.indexOf("images:");
    return sample.substring(0, lists) + sample.substring(lists).replaceAll("(?m)^#  ", "  ");
  }

  static String schema() {
    return resource("mirror.schema.json");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(MirrorListReader.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
