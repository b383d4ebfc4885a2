package dev.windlass.server.serve.terraform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.serve.Content;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The module registry protocol: {@code NS/NAME/SYSTEM/versions} and {@code
 * NS/NAME/SYSTEM/VERSION/download}, and the archives, {@code NS/NAME/SYSTEM/VERSION/FILE}, whose
 * extension tells clients how to unpack them.
 */
final class ModuleRegistry {
  private final TerraformIndex index;
  private final Content content;

  ModuleRegistry(TerraformIndex index, Content content) {
    this.index = index;
    this.content = content;
  }

  /**
   * @param path below the service's base
   */
  void handle(Exchange exchange, String host, List<String> path) throws IOException {
    String address = Paths.address(path, 3);
    if (path.size() == 4 && path.get(3).equals("versions")) {
      versions(exchange, host, address);
    } else if (path.size() == 5 && path.get(4).equals("download")) {
      download(exchange, host, address, path.get(3));
    } else {
      Answers.unknown(exchange);
    }
  }

  private void versions(Exchange exchange, String host, String address) throws IOException {
    var versions = index.module(host, address);
    if (versions.isEmpty()) {
      Answers.missing(exchange, host, address);
      return;
    }
    ObjectNode answer = Answers.object();
    ObjectNode module = answer.putArray("modules").addObject().put("source", address);
    ArrayNode list = module.putArray("versions");
    versions.keySet().forEach(version -> list.addObject().put("version", version));
    Answers.json(exchange, answer);
  }

  private void download(Exchange exchange, String host, String address, String version)
      throws IOException {
    Optional<ModuleArchive> found = index.module(host, address, version);
    if (found.isEmpty()) {
      Answers.missing(exchange, host, address + "@" + version);
      return;
    }
    String file = "module." + found.get().archive();
    String url = Paths.link(exchange, "modules", host, address, version, file);
    exchange.send(
        204, Map.of("X-Terraform-Get", withSubdirectory(url, found.get().subdirectory())));
  }

  /** go-getter wants the subdirectory before the query. */
  private static String withSubdirectory(String url, String subdirectory) {
    if (subdirectory.isEmpty()) {
      return url;
    }
    int query = url.indexOf('?');
    int end = query < 0 ? url.length() : query;
    return url.substring(0, end) + "//" + subdirectory + url.substring(end);
  }

  /**
   * @param path below the host
   */
  void file(Exchange exchange, String host, List<String> path) throws IOException {
    if (path.size() != 5) {
      Answers.unknown(exchange);
      return;
    }
    String address = Paths.address(path, 3);
    Optional<ModuleArchive> found = index.module(host, address, path.get(3));
    if (found.isEmpty()) {
      Answers.missing(exchange, host, address + "@" + path.get(3));
    } else {
      Answers.blob(
          exchange,
          content,
          found.get().descriptor().digest(),
          found.get().descriptor().mediaType());
    }
  }
}
