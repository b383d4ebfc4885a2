package dev.windlass.server.serve.huggingface;

import dev.windlass.spec.content.Digest;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One repository: its revisions, and the files of each commit by path. */
final class ModelRepo {
  /**
   * @param description JSON of the hub, without the list of files
   */
  record Revision(String commit, Digest description) {}

  private final String name;
  private final NavigableMap<String, Revision> revisions = new TreeMap<>();
  private final NavigableMap<String, NavigableMap<String, ModelFile>> files = new TreeMap<>();

  ModelRepo(String name) {
    this.name = name;
  }

  void add(String revision, Revision found) {
    revisions.putIfAbsent(revision, found);
  }

  void add(String commit, String path, ModelFile file) {
    files.computeIfAbsent(commit, _ -> new TreeMap<>()).putIfAbsent(path, file);
  }

  String name() {
    return name;
  }

  NavigableMap<String, Revision> revisions() {
    return revisions;
  }

  Optional<Revision> revision(String revision) {
    return Optional.ofNullable(revisions.get(revision));
  }

  /** What a request without a revision means: {@code main}, or else what there is. */
  Optional<Revision> defaultRevision() {
    return revision("main")
        .or(() -> Optional.ofNullable(revisions.lastEntry()).map(entry -> entry.getValue()));
  }

  NavigableMap<String, ModelFile> files(String commit) {
    return files.getOrDefault(commit, Collections.emptyNavigableMap());
  }
}
