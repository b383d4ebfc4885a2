package dev.windlass.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting: its key, default and meaning. The key is the flag, too: {@code --https}. */
public enum Setting {
  HTTPS("0.0.0.0:8443", "address and port for HTTPS, or off"),
  HTTP("off", "address and port for plain HTTP, or off"),
  NAMES("", "more DNS names and IP addresses for the server's own certificate, with commas"),
  TLS_CERTIFICATE("", "PEM file with the certificate chain; without it an own authority is made"),
  TLS_KEY("", "PEM file with the certificate's unencrypted PKCS#8 key"),
  ACCESS("open", "who may read: open, or token"),
  KEEP_RELEASES("3", "newest releases that gc keeps of each stream"),
  SCRUB_RATE("50000000", "bytes a second that the background check of the store reads; 0: none"),
  SCRUB_EVERY("24h", "time from one background check of the store to the next"),
  IMPORT_ALARM("72h", "time after which an incomplete bundle raises the alarm"),
  MAX_CONNECTIONS("10000", "most connections at a time"),
  HEADER_BYTES("16384", "most bytes of a request's line and headers"),
  IDLE_TIMEOUT("30s", "time after which a silent connection is closed"),
  HEADER_TIMEOUT("20s", "time for a TLS handshake and for a request's headers and content"),
  STOP_TIMEOUT("30s", "time that a shutdown waits for requests under way");

  private final String standard;
  private final String meaning;

  Setting(String standard, String meaning) {
    this.standard = standard;
    this.meaning = meaning;
  }

  /** As in the file and behind {@code --}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The environment variable. */
  public String variable() {
    return ENVIRONMENT + name();
  }

  /** What the environment variables begin with. */
  public static final String ENVIRONMENT = "MIRROR_SERVER_";

  /** Names the data directory: not a setting, since settings may lie there. */
  public static final String DATA_VARIABLE = "MIRROR_SERVER_DATA_DIR";

  /** The value if nothing else is said. */
  public String standard() {
    return standard;
  }

  public String meaning() {
    return meaning;
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }
}
