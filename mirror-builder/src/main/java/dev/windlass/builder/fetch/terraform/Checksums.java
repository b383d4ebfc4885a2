package dev.windlass.builder.fetch.terraform;

import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release's {@code SHA256SUMS}: the SHA-256 of every package, by file name. */
record Checksums(Map<String, Digest> byName) {
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *]([^/\\\\]+)");

  Checksums {
    byName = Map.copyOf(byName);
  }

  /**
   * @throws IllegalArgumentException if a line is malformed or two lines speak of one name
   */
  static Checksums parse(byte[] content) {
    Map<String, Digest> byName = new HashMap<>();
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      if (line.isEmpty()) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not a line of sha256sum: " + line);
      }
      Digest digest = Digest.ofHex(matcher.group(1).toLowerCase(Locale.ROOT));
      Digest other = byName.putIfAbsent(matcher.group(2), digest);
      if (other != null && !other.equals(digest)) {
        throw new IllegalArgumentException("two checksums for " + matcher.group(2));
      }
    }
    return new Checksums(byName);
  }

  Optional<Digest> of(String fileName) {
    return Optional.ofNullable(byName.get(fileName));
  }
}
