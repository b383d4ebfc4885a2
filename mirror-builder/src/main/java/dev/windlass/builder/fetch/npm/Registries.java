package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registry protocol's reading side, for one run: each packument is asked for once. */
final class Registries {
  private static final long MAX_PACKUMENT = 1L << 30;
  private static final long MAX_MANIFEST = 16 << 20;

  /** What registries answer that know packuments but no single versions. */
  private static final Set<Integer> NO_SUCH_PATH = Set.of(400, 404, 405, 501);

  private final NpmConfig config;
  private final Optional<String> registry;
  private final Once<String, Packument> packuments = new Once<>();

  /**
   * @param registry base URL that the mirror list names instead of the configured ones
   */
  Registries(NpmConfig config, Optional<String> registry) {
    this.config = config;
    this.registry = registry.map(url -> url.endsWith("/") ? url : url + "/");
  }

  /**
   * The packument, revalidated with the registry once a run.
   *
   * @throws HttpStatusException with 404 if there is no such package
   */
  Packument packument(FetchContext context, String name) throws IOException, InterruptedException {
    return packuments.get(name, () -> fetchPackument(context, name));
  }

  private Packument fetchPackument(FetchContext context, String name)
      throws IOException, InterruptedException {
    String url = base(name) + name.replace("/", "%2f");
    Optional<Validated> known = Validated.read(context, url);
    Map<String, String> headers = new HashMap<>(authorized(url));
    headers.put("Accept", "application/json");
    known.ifPresent(validated -> headers.putAll(validated.conditions()));
    Digest digest =
        context
            .http()
            .read(
                new Http.Request(url, headers),
                MAX_PACKUMENT,
                (head, body) -> {
                  if (head.status() == 304 && known.isPresent()) {
                    return known.get().document();
                  }
                  try (BlobSink sink = context.store().begin()) {
                    body.transferTo(sink);
                    return Validated.remember(context, url, sink.commit().digest(), head);
                  }
                });
    if (known.isPresent() && !known.get().document().equals(digest)) {
      context.store().delete(known.get().document());
    }
    return index(context, name, url, digest);
  }

  private static Packument index(FetchContext context, String name, String url, Digest digest)
      throws IOException {
    StoredBlob document =
        context
            .store()
            .find(digest)
            .orElseThrow(() -> new IOException(digest + " vanished from the content store"));
    try {
      return Packument.index(name, document);
    } catch (IOException e) {
      throw new FetchException("tried to read the packument " + url + ", but " + firstLine(e), e);
    }
  }

  /** One version's manifest, without the packument where the registry can answer so. */
  Manifest manifest(FetchContext context, String name, String version)
      throws IOException, InterruptedException {
    String url = base(name) + name.replace("/", "%2f") + "/" + version.replace("+", "%2b");
    try {
      byte[] content =
          context.http().get(new Http.Request(url, authorized(url)), MAX_MANIFEST).content();
      return Manifest.parse(content).require(name, version);
    } catch (HttpStatusException e) {
      if (!NO_SUCH_PATH.contains(e.status())) {
        throw e;
      }
    }
    Packument packument = packument(context, name);
    Packument.Listed listed =
        packument
            .find(version)
            .orElseThrow(
                () -> new FetchException("the registry has no version " + version + " of " + name));
    return packument.manifest(listed);
  }

  /**
   * The request for a tarball. As npm does, a URL of npm's default registry is sent to the registry
   * that is configured in its place.
   */
  Http.Request tarball(Manifest manifest) {
    String url = manifest.tarball();
    if (url.matches("https?://registry\\.npmjs\\.org/.*")) {
      url = base(manifest.name()) + url.replaceFirst("https?://registry\\.npmjs\\.org/", "");
    }
    return new Http.Request(url, authorized(url));
  }

  private String base(String name) {
    return registry.orElseGet(() -> config.registry(name));
  }

  private Map<String, String> authorized(String url) {
    return config
        .authorization(URI.create(url))
        .map(value -> Map.of("Authorization", value))
        .orElse(Map.of());
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * A packument of an earlier run, with the validators that its registry gave.
   *
   * @param etag empty if there is none, as is {@code modified}
   */
  private record Validated(Digest document, String etag, String modified) {
    private static String key(String url) {
      return "npm/packument/" + url;
    }

    static Optional<Validated> read(FetchContext context, String url) throws IOException {
      Optional<String> memo = context.memo().get(key(url));
      if (memo.isEmpty()) {
        return Optional.empty();
      }
      String[] lines = memo.get().split("\n", -1);
      Validated validated = new Validated(Digest.parse(lines[0]), lines[1], lines[2]);
      return context.store().has(validated.document()) ? Optional.of(validated) : Optional.empty();
    }

    static Digest remember(FetchContext context, String url, Digest document, Http.Document head) {
      String etag = head.header("etag").orElse("");
      String modified = head.header("last-modified").orElse("");
      context.memo().put(key(url), document + "\n" + etag + "\n" + modified);
      return document;
    }

    Map<String, String> conditions() {
      if (!etag.isEmpty()) {
        return Map.of("If-None-Match", etag);
      }
      return modified.isEmpty() ? Map.of() : Map.of("If-Modified-Since", modified);
    }
  }
}
