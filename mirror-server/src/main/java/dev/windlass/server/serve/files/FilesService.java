package dev.windlass.server.serve.files;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers {@code GET /files/<path>}. */
final class FilesService implements Service {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Map<String, Descriptor> files;
  private final Content content;

  FilesService(Map<String, Descriptor> files, Content content) {
    this.files = files;
    this.content = content;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      exchange.send(405, Map.of("Allow", "GET, HEAD"));
      return;
    }
    Descriptor file = files.get(exchange.path());
    if (file == null) {
      exchange.missing(Kind.FILE, exchange.path());
      exchange.send(404, TEXT, text("no such file\n"));
      return;
    }
    Optional<StoredBlob> blob = content.find(file.digest());
    if (blob.isEmpty()) {
      exchange.send(503, TEXT, text("the file is out of service\n"));
      return;
    }
    // A file is data to be saved, never a page of this server's own.
    exchange.send(
        blob.get(),
        file.mediaType(),
        Map.of("Content-Disposition", "attachment", "Content-Security-Policy", "sandbox"));
  }

  private static byte[] text(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
