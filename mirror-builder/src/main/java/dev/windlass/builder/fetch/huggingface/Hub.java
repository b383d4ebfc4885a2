package dev.windlass.builder.fetch.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One repository of a hub, asked through the hub's API by plain HTTP. */
final class Hub {
  private static final int MAX_DOCUMENT = 64 << 20;
  private static final int MAX_PAGES = 10_000;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");
  private static final Pattern OID = Pattern.compile("[0-9a-f]{40}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Http http;
  private final String endpoint;
  private final String repo;
  private final Map<String, String> headers;

  /**
   * @param endpoint base URL without trailing slash
   */
  Hub(Http http, String endpoint, String repo, Optional<String> token) {
    this.http = http;
    this.endpoint = endpoint;
    this.repo = repo;
    this.headers =
        token.map(secret -> Map.of("Authorization", "Bearer " + secret)).orElse(Map.of());
  }

  /** The hub's description of the repository at a revision. */
  JsonNode info(String revision) throws IOException, InterruptedException {
    return parse(get(endpoint + "/api/models/" + repo + "/revision/" + encode(revision)));
  }

  /** All files at a commit. */
  List<HubFile> files(String commit) throws IOException, InterruptedException {
    List<HubFile> files = new ArrayList<>();
    String url =
        endpoint + "/api/models/" + repo + "/tree/" + commit + "?recursive=true&expand=false";
    for (int page = 0; page < MAX_PAGES; page++) {
      Http.Document document = get(url);
      for (JsonNode each : parse(document)) {
        if (each.path("type").asText().equals("file")) {
          files.add(file(each));
        }
      }
      Matcher next = NEXT.matcher(document.header("link").orElse(""));
      if (!next.find()) {
        return files;
      }
      url = next(document.url(), next.group(1));
    }
    throw new FetchException("the listing of " + repo + " does not end");
  }

  private String next(String from, String link) {
    String url = URI.create(from).resolve(link).toString();
    if (!url.startsWith(endpoint + "/")) {
      throw new FetchException("the listing of " + repo + " goes on at another host: " + url);
    }
    return url;
  }

  private HubFile file(JsonNode node) {
    String path = node.path("path").asText();
    String oid = node.path("oid").asText();
    JsonNode lfs = node.path("lfs");
    long size = lfs.path("size").asLong(node.path("size").asLong(-1));
    if (size < 0 || !OID.matcher(oid).matches()) {
      throw new FetchException("the hub lists " + path + " of " + repo + " without size or id");
    }
    return new HubFile(
        path,
        size,
        oid,
        lfs.isObject() ? Optional.of(sha256(path, lfs.path("oid").asText())) : Optional.empty());
  }

  private Digest sha256(String path, String hex) {
    try {
      return Digest.ofHex(hex);
    } catch (IllegalArgumentException e) {
      throw new FetchException("the hub lists " + path + " of " + repo + " without SHA-256", e);
    }
  }

  /** Where a file's content is. */
  Http.Request content(String commit, String path) {
    return new Http.Request(contentUrl(commit, path), headers);
  }

  String contentUrl(String commit, String path) {
    return endpoint + "/" + repo + "/resolve/" + commit + "/" + encodePath(path);
  }

  /** A sentence for a status that tells of a cause which the user can cure. */
  FetchException explain(HttpStatusException e) {
    String advice =
        switch (e.status()) {
          case 401, 403 ->
              headers.isEmpty()
                  ? "it is gated, private or misspelt; if it is gated, ask for access at "
                      + endpoint
                      + "/"
                      + repo
                      + " and set HF_TOKEN"
                      + (endpoint.equals(HubAccess.PUBLIC_HUB)
                          ? ""
                          : " together with HF_ENDPOINT=" + endpoint)
                  : "your token has no access to it: ask for it at " + endpoint + "/" + repo;
          case 404 -> "there is no such repository, revision or file: check the spelling";
          default -> "try again later";
        };
    return new FetchException(
        "tried to read " + repo + ", because " + e.getMessage() + ": " + advice, e);
  }

  private Http.Document get(String url) throws IOException, InterruptedException {
    try {
      return http.get(new Http.Request(url, headers), MAX_DOCUMENT);
    } catch (HttpStatusException e) {
      throw explain(e);
    }
  }

  static JsonNode parse(byte[] content, String what) {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new FetchException(what + " is no JSON", e);
    } catch (IOException e) {
      throw new FetchException(what + " could not be read", e);
    }
  }

  private static JsonNode parse(Http.Document document) {
    return parse(document.content(), document.url());
  }

  private static String encodePath(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      parts.add(encode(part));
    }
    return String.join("/", parts);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
