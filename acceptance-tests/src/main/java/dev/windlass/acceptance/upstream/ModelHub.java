package dev.windlass.acceptance.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.acceptance.upstream.LoopbackServer.Call;
import dev.windlass.acceptance.upstream.LoopbackServer.NotFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Hugging Face hub: descriptions of repositories, listings in pages, files from the hub itself
 * or, where they are in LFS, from another path by redirect; repositories that want a token.
 */
public final class ModelHub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern API =
      Pattern.compile("/api/models/([^/]+/[^/]+)/(revision|tree|paths-info)/([^/]+)");
  private static final Pattern RESOLVE = Pattern.compile("/([^/]+/[^/]+)/resolve/([^/]+)/(.+)");
  private static final int PAGE = 3;

  private final LoopbackServer server = new LoopbackServer(this::handle);
  private final Map<String, Repo> repos = new ConcurrentHashMap<>();
  private final Map<String, Payload> lfs = new ConcurrentHashMap<>();

  /**
   * @param token empty: open to all
   */
  private record Repo(String name, String commit, SortedMap<String, File> files, String token) {}

  /**
   * @param oid Git object id of the file or of its LFS pointer
   * @param sha256 of the content
   */
  private record File(String path, Payload content, String oid, String sha256, boolean inLfs) {
    static File of(String path, Payload content) throws IOException {
      boolean inLfs = path.endsWith(".safetensors") || path.endsWith(".bin");
      String sha256 = content.sha256();
      Payload object =
          inLfs
              ? Payload.of(
                  ("version https://git-lfs.github.com/spec/v1\noid sha256:"
                          + sha256
                          + "\nsize "
                          + content.size()
                          + "\n")
                      .getBytes(StandardCharsets.US_ASCII))
              : content;
      byte[] prefix = ("blob " + object.size() + "\0").getBytes(StandardCharsets.US_ASCII);
      return new File(path, content, object.hash("SHA-1", prefix), sha256, inLfs);
    }

    void describe(ObjectNode node) throws IOException {
      node.put("type", "file").put("path", path).put("oid", oid).put("size", content.size());
      if (inLfs) {
        node.putObject("lfs")
            .put("oid", sha256)
            .put("size", content.size())
            .put("pointerSize", 120 + Long.toString(content.size()).length());
      }
    }
  }

  /** Base URL, to be given as {@code endpoint} in a mirror list, or as HF_ENDPOINT. */
  public String url() {
    return server.url();
  }

  /** What was asked since the last call. */
  public List<String> takeRequests() {
    return server.takeRequests();
  }

  /** Publishes a repository that all may read, and returns its commit. */
  public String publish(String repo, Map<String, Payload> files) throws IOException {
    return publish(repo, files, "");
  }

  /** Publishes a gated repository, and returns its commit. */
  public String publish(String repo, Map<String, Payload> files, String token) throws IOException {
    SortedMap<String, File> all = new TreeMap<>();
    StringBuilder ids = new StringBuilder(repo);
    for (var each : new TreeMap<>(files).entrySet()) {
      File file = File.of(each.getKey(), each.getValue());
      all.put(each.getKey(), file);
      ids.append('\n').append(file.path()).append(' ').append(file.oid());
      if (file.inLfs()) {
        lfs.put("/lfs/" + file.sha256(), file.content());
      }
    }
    String commit =
        Payload.of(ids.toString().getBytes(StandardCharsets.UTF_8)).hash("SHA-1", new byte[0]);
    repos.put(repo, new Repo(repo, commit, all, token));
    return commit;
  }

  /** Lets the content of a file in LFS be other than listed: an attacker, or rot, at work. */
  public void tamper(String repo, String path, byte[] content) {
    File file = found(found(repos, repo).files(), path);
    lfs.put("/lfs/" + file.sha256(), Payload.of(content));
  }

  private void handle(Call call) throws IOException {
    Matcher api = API.matcher(call.path());
    Matcher resolve = RESOLVE.matcher(call.path());
    if (call.path().startsWith("/lfs/")) {
      call.send(200, "application/octet-stream", found(lfs, call.path()));
    } else if (api.matches()) {
      api(call, api.group(1), api.group(2), api.group(3));
    } else if (resolve.matches()) {
      Optional<Repo> repo = open(call, resolve.group(1), resolve.group(2));
      if (repo.isPresent()) {
        file(call, repo.get(), resolve.group(3));
      }
    } else {
      throw new NotFound(call.path());
    }
  }

  private void api(Call call, String name, String what, String revision) throws IOException {
    Optional<Repo> repo = open(call, name, revision);
    if (repo.isEmpty()) {
      return;
    }
    switch (what) {
      case "revision" -> call.json(info(repo.get()).toString());
      case "tree" -> tree(call, repo.get());
      default -> {
        ArrayNode answer = JSON.createArrayNode();
        for (File file : repo.get().files().values()) {
          file.describe(answer.addObject());
        }
        call.json(answer.toString());
      }
    }
  }

  /** The repository at the revision; else the hub's refusal has been sent. */
  private Optional<Repo> open(Call call, String name, String revision) throws IOException {
    Repo repo = repos.get(name);
    if (repo == null) {
      refuse(call, 401, "RepoNotFound", "Repository not found");
      return Optional.empty();
    }
    if (!revision.equals("main") && !revision.equals(repo.commit())) {
      refuse(call, 404, "RevisionNotFound", "Invalid rev id: " + revision);
      return Optional.empty();
    }
    boolean describes = call.path().startsWith("/api/");
    String authorization = call.header("Authorization").orElse("");
    if (repo.token().isEmpty() || describes || authorization.equals("Bearer " + repo.token())) {
      return Optional.of(repo);
    }
    refuse(
        call,
        authorization.isEmpty() ? 401 : 403,
        "GatedRepo",
        "Access to model " + name + " is restricted");
    return Optional.empty();
  }

  private static void refuse(Call call, int status, String code, String message)
      throws IOException {
    call.with("X-Error-Code", code).with("X-Error-Message", message);
    call.send(status, "application/json", "{\"error\":\"" + message + "\"}");
  }

  private static ObjectNode info(Repo repo) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", repo.name()).put("modelId", repo.name()).put("sha", repo.commit());
    answer.put("private", false).put("downloads", System.nanoTime()).put("likes", 7);
    if (repo.token().isEmpty()) {
      answer.put("gated", false);
    } else {
      answer.put("gated", "manual");
    }
    answer.putArray("tags").add("safetensors").add("license:apache-2.0");
    answer.putObject("cardData").put("license", "apache-2.0");
    answer.put("pipeline_tag", "feature-extraction");
    ArrayNode siblings = answer.putArray("siblings");
    repo.files().keySet().forEach(path -> siblings.addObject().put("rfilename", path));
    return answer;
  }

  private void tree(Call call, Repo repo) throws IOException {
    Collection<File> rest = repo.files().tailMap(call.query("cursor").orElse("")).values();
    List<File> page = new ArrayList<>(rest).subList(0, Math.min(PAGE, rest.size()));
    if (page.size() < rest.size()) {
      String next = new ArrayList<>(rest).get(PAGE).path();
      call.with(
          "Link", "<" + url() + call.path() + "?recursive=true&cursor=" + next + ">; rel=\"next\"");
    }
    ArrayNode answer = JSON.createArrayNode();
    for (File file : page) {
      file.describe(answer.addObject());
    }
    call.json(answer.toString());
  }

  private static void file(Call call, Repo repo, String path) throws IOException {
    File file = repo.files().get(path);
    if (file == null) {
      refuse(call, 404, "EntryNotFound", "Entry not found");
      return;
    }
    call.with("X-Repo-Commit", repo.commit());
    if (file.inLfs()) {
      call.with("X-Linked-Etag", "\"" + file.sha256() + "\"")
          .with("X-Linked-Size", Long.toString(file.content().size()))
          .with("Location", "/lfs/" + file.sha256())
          .send(302);
    } else {
      call.with("ETag", "\"" + file.oid() + "\"").send(200, "text/plain", file.content());
    }
  }

  private static <T> T found(Map<String, T> map, String key) {
    return Optional.ofNullable(map.get(key)).orElseThrow(() -> new NotFound(key));
  }

  @Override
  public void close() {
    server.close();
  }
}
