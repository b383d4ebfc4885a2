package dev.windlass.server.serve.terraform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.serve.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The provider registry protocol: {@code NS/TYPE/versions} and {@code
 * NS/TYPE/VERSION/download/OS/ARCH}. Checksum list, signature and key are the publisher's own, so
 * that clients verify what they would verify at the source.
 */
final class ProviderRegistry {
  private static final int MAX_KEY = 1 << 20;

  private final TerraformIndex index;
  private final Content content;

  ProviderRegistry(TerraformIndex index, Content content) {
    this.index = index;
    this.content = content;
  }

  /**
   * @param path below the service's base
   */
  void handle(Exchange exchange, String host, List<String> path) throws IOException {
    String address = Paths.address(path, 2);
    if (path.size() == 3 && path.get(2).equals("versions")) {
      versions(exchange, host, address);
    } else if (path.size() == 6 && path.get(3).equals("download")) {
      download(exchange, host, address, path.get(2), path.get(4) + "_" + path.get(5));
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
    answer.put("id", address);
    ArrayNode list = answer.putArray("versions");
    versions.forEach((version, packages) -> {
      ObjectNode each = list.addObject().put("version", version);
      protocols(each, packages.firstEntry().getValue());
      ArrayNode platforms = each.putArray("platforms");
      for (ProviderPackage one : packages.values()) {
        platforms.addObject().put("os", one.os()).put("arch", one.arch());
      }
    });
    Answers.json(exchange, answer);
  }

  private static void protocols(ObjectNode answer, ProviderPackage found) {
    ArrayNode protocols = answer.putArray("protocols");
    found.protocols().forEach(protocols::add);
  }

  private void download(
      Exchange exchange, String host, String address, String version, String platform)
      throws IOException {
    Optional<ProviderPackage> found = index.provider(host, address, version, platform);
    if (found.isEmpty()) {
      Answers.missing(exchange, host, address + "@" + version + "/" + platform);
      return;
    }
    ProviderPackage one = found.get();
    ObjectNode answer = Answers.object();
    protocols(answer, one);
    answer.put("os", one.os()).put("arch", one.arch()).put("filename", one.fileName());
    answer.put("shasum", one.digest().hex());
    answer.put(
        "download_url", NetworkMirror.link(exchange, host, address, version, one, one.fileName()));
    if (one.evidence().isPresent()) {
      ProviderPackage.Evidence evidence = one.evidence().get();
      answer.put(
          "shasums_url",
          NetworkMirror.link(exchange, host, address, version, one, NetworkMirror.CHECKSUMS));
      answer.put(
          "shasums_signature_url",
          NetworkMirror.link(exchange, host, address, version, one, NetworkMirror.SIGNATURE));
      byte[] armor = content.read(evidence.key(), MAX_KEY).orElse(new byte[0]);
      answer
          .putObject("signing_keys")
          .putArray("gpg_public_keys")
          .addObject()
          .put("key_id", evidence.keyId())
          .put("ascii_armor", new String(armor, StandardCharsets.UTF_8));
    }
    Answers.json(exchange, answer);
  }
}
