package dev.windlass.server.serve.npm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windlass.server.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/** The requests below {@code -/} that are about no single package's content. */
final class RegistryApi {
  private static final String DIST_TAGS = "/dist-tags";
  private static final String PACKAGE = "-/package/";
  private static final int MAX_AUDIT = 16 << 20;

  /** An audit in the form before npm 7, which yarn and pnpm still ask for. */
  private static final String EMPTY_AUDIT =
      """
      {"actions":[],"advisories":{},"muted":[],"metadata":{"vulnerabilities":{"info":0,"low":0,\
      "moderate":0,"high":0,"critical":0},"dependencies":0,"devDependencies":0,\
      "optionalDependencies":0,"totalDependencies":0}}\
      """;

  /** npm shows this header to its user. */
  private static final Map<String, String> NO_ADVISORIES =
      Map.of("npm-notice", "this mirror carries no advisories: npm audit finds nothing here");

  private final SortedMap<String, PackageIndex> packages;
  private final Search search;

  RegistryApi(SortedMap<String, PackageIndex> packages) {
    this.packages = packages;
    this.search = new Search(packages.values());
  }

  void handle(Exchange exchange, PackumentWriter writer) throws IOException {
    String path = exchange.path();
    switch (path) {
      case "-/npm/v1/security/advisories/bulk" -> audit(exchange, "{}");
      case "-/npm/v1/security/audits", "-/npm/v1/security/audits/quick" ->
          audit(exchange, EMPTY_AUDIT);
      default -> {
        if (exchange.reads()) {
          read(exchange, writer, path);
        } else {
          Answers.readOnly(exchange);
        }
      }
    }
  }

  private void read(Exchange exchange, PackumentWriter writer, String path) throws IOException {
    switch (path) {
      case "", "-/ping" -> json(exchange, Answers.MAPPER.createObjectNode());
      case "-/v1/search" -> json(exchange, search.answer(exchange, writer));
      case "-/npm/v1/keys" -> {
        var keys = Answers.MAPPER.createObjectNode();
        keys.putArray("keys");
        json(exchange, keys);
      }
      case "-/whoami" -> Answers.error(exchange, 404, "this mirror has no user accounts for npm");
      default -> {
        if (path.startsWith(PACKAGE) && path.endsWith(DIST_TAGS)) {
          distTags(exchange, path);
        } else {
          Answers.error(exchange, 404, "this mirror does not answer " + path);
        }
      }
    }
  }

  private void distTags(Exchange exchange, String path) throws IOException {
    int end = path.length() - DIST_TAGS.length();
    PackageIndex index =
        packages.get(end < PACKAGE.length() ? "" : path.substring(PACKAGE.length(), end));
    if (index == null) {
      Answers.error(exchange, 404, "no such package in this mirror's release");
    } else {
      json(exchange, Answers.MAPPER.valueToTree(index.tags()));
    }
  }

  private static void audit(Exchange exchange, String answer) throws IOException {
    if (!exchange.method().equals("POST")) {
      Answers.readOnly(exchange);
      return;
    }
    exchange.content(MAX_AUDIT);
    exchange.send(200, Answers.JSON, answer.getBytes(StandardCharsets.UTF_8), NO_ADVISORIES);
  }

  private static void json(Exchange exchange, JsonNode body) throws IOException {
    exchange.send(200, Answers.JSON, Answers.MAPPER.writeValueAsBytes(body));
  }
}
