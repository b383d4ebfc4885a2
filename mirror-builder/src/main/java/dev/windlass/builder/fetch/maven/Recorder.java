package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Fetches what a build asks for, from the first repository that has it, and remembers it. An
 * artifact is only accepted with the checksum that its repository publishes. Safe for many threads.
 */
final class Recorder {
  private static final int CHECKSUM_LIMIT = 4096;
  private static final int METADATA_LIMIT = 16 * 1024 * 1024;

  private final FetchContext context;
  private final List<Upstream> upstreams;
  private final Map<MavenCoordinates, RecordedFile> files = new ConcurrentSkipListMap<>();
  private final Map<String, Optional<byte[]>> metadata = new ConcurrentHashMap<>();

  Recorder(FetchContext context, List<Upstream> upstreams) {
    this.context = context;
    this.upstreams = List.copyOf(upstreams);
  }

  Collection<RecordedFile> files() {
    return files.values();
  }

  Optional<RecordedFile> recorded(MavenCoordinates coordinates) {
    return Optional.ofNullable(files.get(coordinates));
  }

  /** The artifact, or empty if no repository has it. */
  Optional<RecordedFile> artifact(MavenCoordinates coordinates)
      throws IOException, InterruptedException {
    RecordedFile known = files.get(coordinates);
    if (known == null) {
      known = previous(coordinates).orElse(null);
    }
    for (int i = 0; known == null && i < upstreams.size(); i++) {
      known = fetch(upstreams.get(i), coordinates).orElse(null);
    }
    if (known != null) {
      files.put(coordinates, known);
    }
    return Optional.ofNullable(known);
  }

  private Optional<RecordedFile> previous(MavenCoordinates coordinates) {
    if (coordinates.baseVersion().endsWith("SNAPSHOT")) {
      return Optional.empty();
    }
    Optional<CatalogueEntry> entry = context.previous().find(coordinates);
    return entry.map(RecordedFile::of).filter(file -> !file.sha1().isEmpty());
  }

  private Optional<RecordedFile> fetch(Upstream upstream, MavenCoordinates coordinates)
      throws IOException, InterruptedException {
    String path = coordinates.path();
    Optional<byte[]> published = document(upstream, path + ".sha1", CHECKSUM_LIMIT);
    if (published.isEmpty()) {
      return Optional.empty();
    }
    String sha1 = checksum(new String(published.get(), StandardCharsets.UTF_8));
    if (!sha1.matches("[0-9a-f]{40}")) {
      throw new IOException(upstream + " publishes no SHA-1 of " + path + " but: " + sha1);
    }
    try {
      Descriptor blob =
          context.http().download(upstream.request(path), Http.Expected.checksum("SHA-1", sha1));
      return Optional.of(
          new RecordedFile(
              coordinates, blob, sha1, Optional.of(Repositories.url(upstream.shownUrl(), path))));
    } catch (HttpStatusException e) {
      if (absent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The first word: some repositories write the file's name behind the checksum. */
  private static String checksum(String text) {
    return text.strip().split("\\s+", -1)[0].toLowerCase(Locale.ROOT);
  }

  /** A metadata document of the first repository that has it; asked for once. */
  Optional<byte[]> metadata(String path) throws IOException, InterruptedException {
    Optional<byte[]> known = metadata.get(path);
    if (known != null) {
      return known;
    }
    Optional<byte[]> found = Optional.empty();
    for (int i = 0; found.isEmpty() && i < upstreams.size(); i++) {
      found = document(upstreams.get(i), path, METADATA_LIMIT);
    }
    metadata.put(path, found);
    return found;
  }

  private Optional<byte[]> document(Upstream upstream, String path, int limit)
      throws IOException, InterruptedException {
    try {
      return Optional.of(context.http().get(upstream.request(path), limit).content());
    } catch (HttpStatusException e) {
      if (absent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Some repositories hide what they do not have behind 401 or 403. */
  private static boolean absent(HttpStatusException e) {
    return e.status() == 404 || e.status() == 410 || e.status() == 401 || e.status() == 403;
  }
}
