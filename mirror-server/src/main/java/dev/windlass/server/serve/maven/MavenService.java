package dev.windlass.server.serve.maven;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers GET and HEAD of files, their checksums and metadata documents. */
final class MavenService implements Service {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final FileTable files;
  private final MetadataDocuments metadata;
  private final Content content;

  MavenService(FileTable files, MetadataDocuments metadata, Content content) {
    this.files = files;
    this.metadata = metadata;
    this.content = content;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      text(exchange, 405, "this repository is read-only\n");
      return;
    }
    String path = exchange.path();
    if (!file(exchange, path) && !metadata(exchange, path) && !checksum(exchange, path)) {
      Wanted.of(path).ifPresent(wanted -> exchange.missing(Kind.MAVEN, wanted));
      text(exchange, 404, "no release holds this file\n");
    }
  }

  private boolean file(Exchange exchange, String path) throws IOException {
    Optional<StoredBlob> blob = blob(path);
    if (blob.isEmpty()) {
      return false;
    }
    exchange.send(blob.get(), mediaType(path), Map.of());
    return true;
  }

  private boolean metadata(Exchange exchange, String path) throws IOException {
    Optional<byte[]> document = metadata.find(path);
    if (document.isEmpty()) {
      return false;
    }
    exchange.send(200, "text/xml", document.get());
    return true;
  }

  private boolean checksum(Exchange exchange, String path) throws IOException {
    Optional<Checksum> checksum = Checksum.of(path);
    Optional<String> hex =
        checksum.isPresent() ? hex(checksum.get(), checksum.get().target(path)) : Optional.empty();
    if (hex.isEmpty()) {
      return false;
    }
    text(exchange, 200, hex.get());
    return true;
  }

  private Optional<String> hex(Checksum checksum, String target) throws IOException {
    Optional<RepositoryFile> file = files.find(target);
    if (file.isPresent() && checksum == Checksum.SHA256) {
      return Optional.of(file.get().digest().hex());
    }
    if (file.isPresent() && checksum == Checksum.SHA1 && file.get().sha1().isPresent()) {
      return file.get().sha1();
    }
    Optional<StoredBlob> blob = blob(target);
    if (blob.isPresent()) {
      try (var in = blob.get().open()) {
        return Optional.of(checksum.of(in));
      }
    }
    Optional<byte[]> document = metadata.find(target);
    return document.isPresent()
        ? Optional.of(checksum.of(new ByteArrayInputStream(document.get())))
        : Optional.empty();
  }

  private Optional<StoredBlob> blob(String path) throws IOException {
    Optional<RepositoryFile> file = files.find(path);
    return file.isEmpty() ? Optional.empty() : content.find(file.get().digest());
  }

  private static String mediaType(String path) {
    if (path.endsWith(".jar")) {
      return "application/java-archive";
    }
    return path.endsWith(".pom") || path.endsWith(".xml") ? "text/xml" : "application/octet-stream";
  }

  private static void text(Exchange exchange, int status, String text) throws IOException {
    exchange.send(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }
}
