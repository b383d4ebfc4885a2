package dev.windlass.builder.fetch.files;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.list.MirrorList.FileEntry;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.coordinates.FileCoordinates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One file. Its digest is pinned, so that a file once locked is never asked for again. A SHA-512 is
 * not the store's own name of a blob: the attribute {@code sha512} of the last lock leads to it.
 */
record FileTask(FileEntry file, Path directory) implements FetchTask {
  private static final String SHA512 = "sha512";

  @Override
  public String name() {
    return "file " + withoutQuery(file.url());
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    FileCoordinates coordinates = coordinates();
    Optional<CatalogueEntry> last = context.previous().find(coordinates).filter(this::pinned);
    Descriptor blob = last.isPresent() ? last.get().descriptor() : fetch(context);
    CatalogueEntry entry = CatalogueEntry.of(coordinates, blob);
    if (isHttp()) {
      entry = entry.withOrigin(withoutQuery(file.url()));
    }
    if (file.digest().startsWith(SHA512)) {
      entry = entry.withAttributes(Map.of(SHA512, hex()));
    }
    entries.add(entry);
  }

  private boolean pinned(CatalogueEntry entry) {
    return entry.digest().toString().equals(file.digest())
        || (file.digest().startsWith(SHA512) && entry.attribute(SHA512).equals(Optional.of(hex())));
  }

  private Descriptor fetch(FetchContext context) throws IOException, InterruptedException {
    if (!isHttp()) {
      return LocalFile.take(local(), file.digest(), context.store());
    }
    Http.Expected expected =
        file.digest().startsWith(Digest.PREFIX)
            ? Http.Expected.of(Digest.parse(file.digest()))
            : Http.Expected.checksum(Sha512.algorithm().getAlgorithm(), hex());
    return context.http().download(Http.Request.of(file.url()), expected);
  }

  private boolean isHttp() {
    return file.url().regionMatches(true, 0, "http", 0, 4);
  }

  private Path local() {
    URI uri = URI.create(file.url());
    return uri.isOpaque() ? directory.resolve(uri.getSchemeSpecificPart()) : Path.of(uri.getPath());
  }

  private String hex() {
    return file.digest().substring(file.digest().indexOf(':') + 1);
  }

  private FileCoordinates coordinates() {
    String path =
        file.as()
            .orElseGet(() -> {
              URI uri = URI.create(withoutQuery(file.url()));
              String whole = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
              return whole.substring(whole.lastIndexOf('/') + 1);
            });
    try {
      return FileCoordinates.parse(path);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          "tried to name "
              + name()
              + " by the end of its URL, but "
              + e.getMessage()
              + ": give it a path with 'as'",
          e);
    }
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
