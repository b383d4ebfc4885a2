package dev.windlass.server.serve.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.serve.Content;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** The answers below {@code /api/}. */
final class HubApi {
  private static final int MAX_DESCRIPTION = 16 << 20;
  private static final int MAX_FORM = 1 << 20;
  private static final int PAGE = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Content content;

  HubApi(Content content) {
    this.content = content;
  }

  /** Any reader may read all models, so there is one account. */
  void whoami(Exchange exchange) throws IOException {
    ObjectNode answer = object();
    answer.put("type", "user").put("id", "reader").put("name", "reader");
    answer.put("fullname", "Reader of this mirror").put("isPro", false);
    answer.putArray("orgs");
    ObjectNode token = answer.putObject("auth").put("type", "access_token");
    token.putObject("accessToken").put("displayName", "reader").put("role", "read");
    Answers.json(exchange, answer);
  }

  void search(Exchange exchange, Collection<ModelRepo> repos) throws IOException {
    String words = exchange.query("search").orElse("").toLowerCase(Locale.ROOT);
    String author = exchange.query("author").map(name -> name + "/").orElse("");
    int limit = number(exchange.query("limit"));
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    for (ModelRepo repo : repos) {
      if (answer.size() < limit
          && repo.name().toLowerCase(Locale.ROOT).contains(words)
          && repo.name().startsWith(author)) {
        Optional<ModelRepo.Revision> revision = repo.defaultRevision();
        if (revision.isPresent()) {
          answer.add(description(repo, revision.get()));
        }
      }
    }
    Answers.json(exchange, answer);
  }

  void info(Exchange exchange, ModelRepo repo, ModelRepo.Revision revision) throws IOException {
    ObjectNode answer = description(repo, revision);
    boolean sizes = exchange.query("blobs").filter(Boolean::parseBoolean).isPresent();
    ArrayNode siblings = answer.putArray("siblings");
    repo.files(revision.commit())
        .forEach((path, file) -> {
          ObjectNode sibling = siblings.addObject().put("rfilename", path);
          if (sizes) {
            sibling.put("size", file.size()).put("blobId", file.oid());
            if (file.lfs()) {
              sibling
                  .putObject("lfs")
                  .put("sha256", file.digest().hex())
                  .put("size", file.size())
                  .put("pointerSize", file.pointerSize());
            }
          }
        });
    Answers.json(exchange, answer);
  }

  private ObjectNode description(ModelRepo repo, ModelRepo.Revision revision) throws IOException {
    Optional<byte[]> stored = content.read(revision.description(), MAX_DESCRIPTION);
    ObjectNode answer = object();
    if (stored.isPresent() && JSON.readTree(stored.get()) instanceof ObjectNode described) {
      answer.setAll(described);
    }
    answer.put("id", repo.name()).put("modelId", repo.name()).put("sha", revision.commit());
    return answer.put("private", false).put("gated", false).put("disabled", false);
  }

  void refs(Exchange exchange, ModelRepo repo) throws IOException {
    ObjectNode answer = object();
    ArrayNode branches = answer.putArray("branches");
    repo.revisions()
        .forEach((name, revision) -> {
          if (!name.equals(revision.commit())) {
            branches
                .addObject()
                .put("name", name)
                .put("ref", "refs/heads/" + name)
                .put("targetCommit", revision.commit());
          }
        });
    answer.putArray("converts");
    answer.putArray("tags");
    answer.putArray("pullRequests");
    Answers.json(exchange, answer);
  }

  /**
   * A listing, a page at a time.
   *
   * @param directory what to list; empty: all
   */
  void tree(Exchange exchange, NavigableMap<String, ModelFile> files, String directory)
      throws IOException {
    TreeListing listing = new TreeListing(files);
    if (!directory.isEmpty() && !listing.hasDirectory(directory)) {
      Answers.noEntry(exchange);
      return;
    }
    boolean recursive = exchange.query("recursive").filter(HubApi::truth).isPresent();
    NavigableMap<String, ObjectNode> all = listing.below(directory, recursive);
    String cursor = exchange.query("cursor").orElse("");
    int limit = number(exchange.query("limit"));
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    String last = "";
    for (Map.Entry<String, ObjectNode> each : all.tailMap(cursor, cursor.isEmpty()).entrySet()) {
      if (page.size() == limit) {
        String next =
            "<%s%s?recursive=%s&limit=%s&cursor=%s>; rel=\"next\""
                .formatted(
                    exchange.origin(),
                    exchange.rawPath(),
                    recursive,
                    Integer.toString(limit),
                    URLEncoder.encode(last, StandardCharsets.UTF_8));
        Answers.json(exchange, page, Map.of("Link", next));
        return;
      }
      page.add(each.getValue());
      last = each.getKey();
    }
    Answers.json(exchange, page);
  }

  /** Describes the paths that the request's form or JSON names. */
  void paths(Exchange exchange, NavigableMap<String, ModelFile> files) throws IOException {
    TreeListing listing = new TreeListing(files);
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    String type = exchange.header("Content-Type").orElse("");
    String text = new String(exchange.content(MAX_FORM), StandardCharsets.UTF_8);
    for (String path : type.startsWith("application/json") ? jsonPaths(text) : formPaths(text)) {
      listing.describe(path, answer);
    }
    Answers.json(exchange, answer);
  }

  private static List<String> jsonPaths(String text) throws IOException {
    List<String> paths = new ArrayList<>();
    JsonNode named = JSON.readTree(text).path("paths");
    named.forEach(path -> paths.add(path.asText()));
    return paths;
  }

  private static List<String> formPaths(String text) {
    List<String> paths = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      if (pair.startsWith("paths=")) {
        paths.add(URLDecoder.decode(pair.substring("paths=".length()), StandardCharsets.UTF_8));
      }
    }
    return paths;
  }

  private static boolean truth(String text) {
    return text.equalsIgnoreCase("true") || text.equals("1");
  }

  private static int number(Optional<String> text) {
    return text.filter(digits -> digits.matches("[1-9]\\d{0,3}"))
        .map(Integer::parseInt)
        .map(wanted -> Math.min(wanted, PAGE))
        .orElse(PAGE);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
