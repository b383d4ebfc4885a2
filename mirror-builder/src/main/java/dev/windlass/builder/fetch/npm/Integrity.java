package dev.windlass.builder.fetch.npm;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tarball's bytes must hash to, from a Subresource Integrity string and npm's older {@code
 * shasum}. Every algorithm given must agree; of several hashes of one algorithm, one must.
 *
 * @param hashes Java's algorithm name to lower-case hex
 */
record Integrity(Map<String, Set<String>> hashes) {
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

  static final Integrity NONE = new Integrity(Map.of());

  /** Reads both forms; unknown algorithms and malformed hashes are passed over. */
  static Integrity of(Optional<String> sri, Optional<String> shasum) {
    Map<String, Set<String>> hashes = new TreeMap<>();
    for (String hash : sri.orElse("").strip().split("\\s+", -1)) {
      int minus = hash.indexOf('-');
      String algorithm = minus < 0 ? null : ALGORITHMS.get(hash.substring(0, minus));
      if (algorithm != null) {
        String value = hash.substring(minus + 1).replaceFirst("\\?.*", "");
        decode(value).ifPresent(hex -> put(hashes, algorithm, hex));
      }
    }
    shasum.filter(hex -> hex.matches("[0-9a-f]{40}")).ifPresent(hex -> put(hashes, "SHA-1", hex));
    return new Integrity(hashes);
  }

  private static void put(Map<String, Set<String>> hashes, String algorithm, String hex) {
    hashes.computeIfAbsent(algorithm, key -> new TreeSet<>()).add(hex);
  }

  private static Optional<String> decode(String base64) {
    try {
      return Optional.of(HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** Demands both. */
  Integrity and(Integrity other) {
    Map<String, Set<String>> both = new TreeMap<>(hashes);
    other.hashes.forEach((algorithm, values) ->
        both.merge(
            algorithm,
            values,
            (left, right) -> {
              Set<String> common = new TreeSet<>(left);
              common.retainAll(right);
              return common;
            }));
    return new Integrity(both);
  }

  /** Whether some bytes could satisfy all that is demanded. */
  boolean satisfiable() {
    return hashes.values().stream().noneMatch(Set::isEmpty);
  }

  /** Whether both certainly speak of the same bytes. */
  boolean agrees(Integrity other) {
    return and(other).satisfiable() && hashes.keySet().stream().anyMatch(other.hashes::containsKey);
  }

  /** The algorithms with one hash, for checking while the bytes arrive. */
  Map<String, String> checksums() {
    Map<String, String> checksums = new TreeMap<>();
    hashes.forEach((algorithm, values) -> {
      if (values.size() == 1) {
        checksums.put(algorithm, values.iterator().next());
      }
    });
    return checksums;
  }

  /** Checks the algorithms with several hashes, which {@link #checksums} leaves out. */
  boolean matchesRest(InputStream content) throws IOException {
    Map<String, MessageDigest> digests = new TreeMap<>();
    for (var hash : hashes.entrySet()) {
      if (hash.getValue().size() > 1) {
        digests.put(hash.getKey(), algorithm(hash.getKey()));
      }
    }
    if (digests.isEmpty()) {
      return true;
    }
    byte[] buffer = new byte[1 << 16];
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      for (MessageDigest digest : digests.values()) {
        digest.update(buffer, 0, count);
      }
    }
    return digests.entrySet().stream()
        .allMatch(digest ->
            hashes
                .getOrDefault(digest.getKey(), Set.of())
                .contains(HexFormat.of().formatHex(digest.getValue().digest())));
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + name, e);
    }
  }
}
