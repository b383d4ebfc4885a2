package dev.windlass.server.serve.terraform;

import dev.windlass.server.http.Exchange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Addresses in requests, and links to files. */
final class Paths {
  private Paths() {}

  /** The first parts joined, in lower case: Terraform compares addresses without case. */
  static String address(List<String> path, int parts) {
    return path.stream()
        .limit(parts)
        .map(part -> part.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("/"));
  }

  /** A URL that works without the client's token, which Terraform does not send for files. */
  static String link(Exchange exchange, String... parts) {
    return exchange.downloadUrl(
        TerraformProtocol.PREFIX + Arrays.stream(parts).collect(Collectors.joining("/")));
  }
}
