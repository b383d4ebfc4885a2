package dev.windlass.builder.fetch.terraform;

import dev.windlass.builder.fetch.FetchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The keys that a list entry accepts.
 *
 * @param fingerprints of primary keys, lower-case hex
 * @param keys read from files
 */
record PinnedKeys(List<String> fingerprints, List<SigningKey> keys) {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern KEY_ID = Pattern.compile("(?:0x)?(?:[0-9a-f]{8}|[0-9a-f]{16})");

  PinnedKeys {
    fingerprints = List.copyOf(fingerprints);
    keys = List.copyOf(keys);
  }

  /**
   * @param pins files or fingerprints; blanks in a fingerprint are ignored
   */
  static PinnedKeys read(List<String> pins, Path directory) {
    List<String> fingerprints = new ArrayList<>();
    List<SigningKey> keys = new ArrayList<>();
    for (String pin : pins) {
      String bare = pin.replace(" ", "").toLowerCase(Locale.ROOT);
      if (FINGERPRINT.matcher(bare).matches()) {
        fingerprints.add(bare);
      } else if (KEY_ID.matcher(bare).matches()) {
        throw new FetchException(
            "the key id '" + pin + "' can be forged: give the whole fingerprint, or a key file");
      } else {
        keys.add(readFile(pin, directory.resolve(pin)));
      }
    }
    return new PinnedKeys(fingerprints, keys);
  }

  private static SigningKey readFile(String pin, Path file) {
    try {
      return SigningKey.parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new FetchException(
          "tried to read the key '" + pin + "', because: " + e.getMessage(), e);
    }
  }

  /** The accepted ones of the keys that a registry names, and those of the files. */
  List<SigningKey> among(List<SigningKey> named) {
    if (fingerprints.isEmpty() && keys.isEmpty()) {
      return named;
    }
    List<SigningKey> accepted = new ArrayList<>(keys);
    named.stream()
        .filter(key -> fingerprints.stream().anyMatch(key::hasFingerprint))
        .forEach(accepted::add);
    return accepted;
  }
}
