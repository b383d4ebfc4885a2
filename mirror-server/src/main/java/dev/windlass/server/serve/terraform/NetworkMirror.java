package dev.windlass.server.serve.terraform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.serve.Content;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The provider network mirror protocol, {@code HOST/NS/TYPE/index.json} and {@code
 * HOST/NS/TYPE/VERSION.json}, and beside it the files of each package, {@code
 * HOST/NS/TYPE/VERSION/OS_ARCH/FILE}.
 */
final class NetworkMirror {
  static final String CHECKSUMS = "SHA256SUMS";
  static final String SIGNATURE = "SHA256SUMS.sig";

  private final TerraformIndex index;
  private final Content content;

  NetworkMirror(TerraformIndex index, Content content) {
    this.index = index;
    this.content = content;
  }

  /** Where a package's file is. */
  static String link(
      Exchange exchange,
      String host,
      String address,
      String version,
      ProviderPackage of,
      String file) {
    return Paths.link(exchange, "providers", host, address, version, of.platform(), file);
  }

  /**
   * @param path below the host
   */
  void handle(Exchange exchange, String host, List<String> path) throws IOException {
    String address = Paths.address(path, 2);
    if (path.size() == 5) {
      file(exchange, host, address, path);
    } else if (path.size() == 3 && path.get(2).equals("index.json")) {
      versions(exchange, host, address);
    } else if (path.size() == 3 && path.get(2).endsWith(".json")) {
      String name = path.get(2);
      packages(exchange, host, address, name.substring(0, name.length() - ".json".length()));
    } else {
      Answers.unknown(exchange);
    }
  }

  private void versions(Exchange exchange, String host, String address) throws IOException {
    var versions = index.provider(host, address);
    if (versions.isEmpty()) {
      Answers.missing(exchange, host, address);
      return;
    }
    ObjectNode answer = Answers.object();
    ObjectNode list = answer.putObject("versions");
    versions.keySet().forEach(list::putObject);
    Answers.json(exchange, answer);
  }

  private void packages(Exchange exchange, String host, String address, String version)
      throws IOException {
    var packages = index.provider(host, address).get(version);
    if (packages == null) {
      Answers.missing(exchange, host, address + "@" + version);
      return;
    }
    ObjectNode answer = Answers.object();
    ObjectNode archives = answer.putObject("archives");
    for (ProviderPackage each : packages.values()) {
      ObjectNode archive = archives.putObject(each.platform());
      archive.put("url", link(exchange, host, address, version, each, each.fileName()));
      ArrayNode hashes = archive.putArray("hashes");
      each.h1().ifPresent(hashes::add);
      hashes.add("zh:" + each.digest().hex());
    }
    Answers.json(exchange, answer);
  }

  private void file(Exchange exchange, String host, String address, List<String> path)
      throws IOException {
    String version = path.get(2);
    String platform = path.get(3);
    String name = path.get(4);
    Optional<ProviderPackage> found = index.provider(host, address, version, platform);
    if (found.isEmpty()) {
      Answers.missing(exchange, host, address + "@" + version + "/" + platform);
      return;
    }
    Optional<ProviderPackage.Evidence> evidence = found.get().evidence();
    if (name.equals(found.get().fileName())) {
      Answers.blob(exchange, content, found.get().digest(), "application/zip");
    } else if (name.equals(CHECKSUMS) && evidence.isPresent()) {
      Answers.blob(exchange, content, evidence.get().checksums(), "text/plain");
    } else if (name.equals(SIGNATURE) && evidence.isPresent()) {
      Answers.blob(exchange, content, evidence.get().signature(), "application/octet-stream");
    } else {
      Answers.unknown(exchange);
    }
  }
}
