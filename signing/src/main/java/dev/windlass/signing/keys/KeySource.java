package dev.windlass.signing.keys;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a signing key is. {@link #parse} reads the form that command lines use. */
public sealed interface KeySource {
  /**
   * PKCS#8 in PEM, encrypted or not. The certificates stand in the same file, or beside {@code
   * NAME.key.pem} in {@code NAME.cert.pem}.
   */
  record Pem(Path file) implements KeySource {}

  /** The one private key of a PKCS#12 file. */
  record Pkcs12(Path file) implements KeySource {}

  /**
   * A key on a token, with its certificate beside it there.
   *
   * @param library the vendor's PKCS#11 library
   * @param slot the slot's id
   * @param label the label of key and certificate
   */
  record Pkcs11(Path library, long slot, String label) implements KeySource {}

  /**
   * Reads {@code FILE.p12}, {@code FILE.pfx}, any other file as PEM, or an RFC 7512 URI such as
   * {@code pkcs11:slot-id=1;object=builder-1?module-path=/usr/lib/softhsm/libsofthsm2.so}.
   *
   * @throws KeyException if a URI lacks one of its three parts or has others
   */
  static KeySource parse(String text) {
    if (text.startsWith("pkcs11:")) {
      return parseUri(text);
    }
    Path file = Path.of(text);
    return text.endsWith(".p12") || text.endsWith(".pfx") ? new Pkcs12(file) : new Pem(file);
  }

  private static Pkcs11 parseUri(String uri) {
    Map<String, String> parts = new HashMap<>();
    for (String part : uri.substring("pkcs11:".length()).split("[;?&]", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new KeyException("not an attribute of a PKCS#11 URI: " + part);
      }
      String value = part.substring(equals + 1).replace("+", "%2B");
      parts.put(part.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    String slot = parts.remove("slot-id");
    String label = parts.remove("object");
    String library = parts.remove("module-path");
    if (slot == null || label == null || library == null || !parts.isEmpty()) {
      throw new KeyException(
          "a PKCS#11 URI here has exactly slot-id, object and module-path, as in"
              + " pkcs11:slot-id=1;object=builder-1?module-path=/usr/lib/softhsm/libsofthsm2.so");
    }
    try {
      return new Pkcs11(Path.of(library), Long.parseLong(slot), label);
    } catch (NumberFormatException e) {
      throw new KeyException("slot-id is a number, not " + slot, e);
    }
  }
}
