package dev.windlass.server.serve.huggingface;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Routes what comes below {@code /huggingface/}: the API, and the files themselves at {@code
 * REPO/resolve/REVISION/PATH}. A repository's name has one part or two.
 */
final class HuggingFaceService implements Service {
  private final NavigableMap<String, ModelRepo> repos;
  private final Content content;
  private final HubApi api;

  HuggingFaceService(NavigableMap<String, ModelRepo> repos, Content content) {
    this.repos = repos;
    this.content = content;
    this.api = new HubApi(content);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    List<String> path = Arrays.asList(exchange.path().split("/", -1));
    if (path.equals(List.of("api", "whoami-v2"))) {
      api.whoami(exchange);
    } else if (path.equals(List.of("api", "models"))) {
      api.search(exchange, repos.values());
    } else if (path.size() > 2 && path.get(0).equals("api") && path.get(1).equals("models")) {
      model(exchange, path.subList(2, path.size()));
    } else if (path.get(0).equals("api")) {
      Answers.unknown(exchange);
    } else {
      files(exchange, path);
    }
  }

  /**
   * @param path repository and what of it is asked
   */
  private void model(Exchange exchange, List<String> path) throws IOException {
    Named named = named(path);
    if (named.repo().isEmpty()) {
      Answers.noRepo(exchange, named.name());
      return;
    }
    ModelRepo repo = named.repo().get();
    List<String> rest = named.rest();
    if (rest.equals(List.of("refs"))) {
      api.refs(exchange, repo);
      return;
    }
    boolean whole = rest.isEmpty();
    if (!whole
        && (rest.size() < 2 || !List.of("revision", "tree", "paths-info").contains(rest.get(0)))) {
      Answers.unknown(exchange);
      return;
    }
    Optional<ModelRepo.Revision> revision =
        whole ? repo.defaultRevision() : repo.revision(rest.get(1));
    if (revision.isEmpty()) {
      Answers.noRevision(exchange, repo.name(), whole ? "main" : rest.get(1));
      return;
    }
    String below = String.join("/", rest.subList(Math.min(2, rest.size()), rest.size()));
    switch (whole ? "revision" : rest.get(0)) {
      case "tree" -> api.tree(exchange, repo.files(revision.get().commit()), below);
      case "paths-info" -> api.paths(exchange, repo.files(revision.get().commit()));
      default -> api.info(exchange, repo, revision.get());
    }
  }

  private void files(Exchange exchange, List<String> path) throws IOException {
    int verb = path.indexOf("resolve");
    if (verb < 1 || verb > 2 || path.size() < verb + 3) {
      Answers.unknown(exchange);
      return;
    }
    String name = String.join("/", path.subList(0, verb));
    ModelRepo repo = repos.get(name);
    if (repo == null) {
      Answers.noRepo(exchange, name);
      return;
    }
    Optional<ModelRepo.Revision> revision = repo.revision(path.get(verb + 1));
    if (revision.isEmpty()) {
      Answers.noRevision(exchange, name, path.get(verb + 1));
      return;
    }
    String commit = revision.get().commit();
    ModelFile file = repo.files(commit).get(String.join("/", path.subList(verb + 2, path.size())));
    Optional<StoredBlob> blob = file == null ? Optional.empty() : content.find(file.digest());
    if (file == null || blob.isEmpty()) {
      Answers.noEntry(exchange);
      return;
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("ETag", '"' + file.etag() + '"');
    headers.put("X-Repo-Commit", commit);
    headers.put("Content-Disposition", "attachment");
    if (file.lfs()) {
      headers.put("X-Linked-Etag", '"' + file.etag() + '"');
      headers.put("X-Linked-Size", Long.toString(file.size()));
    }
    exchange.send(blob.get(), "application/octet-stream", headers);
  }

  /** A path split into a repository and the rest; without repository, what it was taken for. */
  private record Named(String name, Optional<ModelRepo> repo, List<String> rest) {}

  private Named named(List<String> path) {
    for (int parts = Math.min(2, path.size()); parts > 0; parts--) {
      ModelRepo repo = repos.get(String.join("/", path.subList(0, parts)));
      if (repo != null) {
        return new Named(repo.name(), Optional.of(repo), path.subList(parts, path.size()));
      }
    }
    boolean onePart =
        path.size() == 1 || List.of("revision", "tree", "paths-info", "refs").contains(path.get(1));
    String name = String.join("/", path.subList(0, onePart ? 1 : 2));
    return new Named(name, Optional.empty(), List.of());
  }
}
