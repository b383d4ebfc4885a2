package dev.windlass.server.serve.npm;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.npm.ManifestWriter.Form;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Answers npm's requests for packages; those below {@code -/} go to {@link RegistryApi}. */
final class NpmService implements Service {
  private static final String INSTALL_FORM = "application/vnd.npm.install-v1+json";
  private static final Map<String, String> IMMUTABLE =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  private static final long CACHE_BYTES = 32 << 20;

  private final SortedMap<String, PackageIndex> packages;
  private final Content content;
  private final RegistryApi api;
  private final PackumentCache packuments = new PackumentCache(CACHE_BYTES);

  NpmService(SortedMap<String, PackageIndex> packages, Content content) {
    this.packages = packages;
    this.content = content;
    this.api = new RegistryApi(packages);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String path = exchange.path();
    PackumentWriter writer = new PackumentWriter(content, exchange.origin() + NpmProtocol.PREFIX);
    if (path.isEmpty() || path.startsWith("-/")) {
      api.handle(exchange, writer);
    } else if (exchange.reads()) {
      read(exchange, writer, path);
    } else {
      Answers.readOnly(exchange);
    }
  }

  /** {@code name}, {@code name/version}, {@code name/tag} and {@code name/-/file.tgz}. */
  private void read(Exchange exchange, PackumentWriter writer, String path) throws IOException {
    int end = path.indexOf('/', path.startsWith("@") ? path.indexOf('/') + 1 : 0);
    String name = end < 0 ? path : path.substring(0, end);
    String rest = end < 0 ? "" : path.substring(end + 1);
    PackageIndex index = packages.get(name);
    if (index == null) {
      missing(exchange, name, wanted(name, rest));
    } else if (rest.isEmpty()) {
      packument(exchange, writer, index);
    } else if (rest.startsWith("-/")) {
      tarball(exchange, index, rest.substring(2));
    } else {
      manifest(exchange, writer, index, rest);
    }
  }

  private void packument(Exchange exchange, PackumentWriter writer, PackageIndex index)
      throws IOException {
    boolean abbreviated =
        exchange.headers("Accept").stream().anyMatch(type -> type.startsWith(INSTALL_FORM));
    Form form = abbreviated ? Form.ABBREVIATED : Form.FULL;
    var key = new PackumentCache.Key(index.name(), form, writer.registry());
    Optional<PackumentCache.Kept> known = packuments.find(key);
    String etag = known.isPresent() ? known.get().etag() : writer.etag(index, form);
    if (exchange.headers("If-None-Match").contains(etag)) {
      exchange.send(304, Map.of("ETag", etag, "Vary", "Accept", "Cache-Control", "no-cache"));
      return;
    }
    byte[] json;
    boolean complete = true;
    if (known.isPresent()) {
      json = known.get().json();
    } else {
      PackumentWriter.Made made = writer.packument(index, form);
      json = made.json();
      complete = made.complete();
      if (complete) {
        packuments.keep(key, new PackumentCache.Kept(etag, json));
      }
    }
    Map<String, String> headers =
        complete
            ? Map.of("ETag", etag, "Vary", "Accept", "Cache-Control", "no-cache")
            : Map.of("Vary", "Accept", "Cache-Control", "no-store");
    exchange.send(200, abbreviated ? INSTALL_FORM : Answers.JSON, json, headers);
  }

  private static void manifest(
      Exchange exchange, PackumentWriter writer, PackageIndex index, String wanted)
      throws IOException {
    OptionalInt row = index.find(index.tags().getOrDefault(wanted, wanted));
    if (row.isEmpty()) {
      missing(exchange, index.name(), Optional.of(wanted));
      return;
    }
    Optional<byte[]> manifest = writer.manifest(index, row.getAsInt());
    if (manifest.isEmpty()) {
      Answers.damaged(exchange);
    } else {
      exchange.send(200, Answers.JSON, manifest.get(), Map.of("Cache-Control", "no-cache"));
    }
  }

  private void tarball(Exchange exchange, PackageIndex index, String file) throws IOException {
    Optional<String> version = version(index.name(), file);
    OptionalInt row = version.map(index::find).orElse(OptionalInt.empty());
    if (row.isEmpty()) {
      missing(exchange, index.name(), version);
      return;
    }
    Optional<StoredBlob> blob = content.find(index.tarball(row.getAsInt()));
    if (blob.isEmpty()) {
      Answers.damaged(exchange);
    } else {
      exchange.send(blob.get(), "application/octet-stream", IMMUTABLE);
    }
  }

  private static Optional<String> wanted(String name, String rest) {
    if (rest.startsWith("-/")) {
      return version(name, rest.substring(2));
    }
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
  }

  /** The version in a tarball's file name, {@code <name without scope>-<version>.tgz}. */
  private static Optional<String> version(String name, String file) {
    String before = name.substring(name.indexOf('/') + 1) + "-";
    return file.startsWith(before) && file.endsWith(".tgz")
        ? Optional.of(file.substring(before.length(), file.length() - ".tgz".length()))
        : Optional.empty();
  }

  /** Answers 404 and takes note, if what was asked for could be a package at all. */
  private static void missing(Exchange exchange, String name, Optional<String> wanted)
      throws IOException {
    try {
      NpmCoordinates coordinates = NpmCoordinates.parse(name + "@" + wanted.orElse("latest"));
      exchange.missing(Kind.NPM, wanted.isPresent() ? coordinates.text() : name);
    } catch (IllegalArgumentException e) {
      Answers.error(exchange, 404, "no package has such a name");
      return;
    }
    String what = wanted.map(version -> name + "@" + version).orElse(name);
    Answers.error(exchange, 404, what + " is not in this mirror's release");
  }
}
