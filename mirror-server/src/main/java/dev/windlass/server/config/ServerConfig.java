package dev.windlass.server.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings, understood.
 *
 * @param scrubRate bytes a second; 0 turns the background check off
 * @param restricted reading needs a token
 */
public record ServerConfig(
    Optional<InetSocketAddress> https,
    Optional<InetSocketAddress> http,
    List<String> names,
    Optional<Path> tlsCertificate,
    Optional<Path> tlsKey,
    boolean restricted,
    int keepReleases,
    long scrubRate,
    Duration scrubEvery,
    Duration importAlarm,
    int maxConnections,
    int headerBytes,
    Duration idleTimeout,
    Duration headerTimeout,
    Duration stopTimeout) {
  private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]]+?)]?:([0-9]{1,5})");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");

  public ServerConfig {
    names = List.copyOf(names);
  }

  /**
   * @throws ConfigException if a value is outside its form, or two contradict each other
   */
  public static ServerConfig of(Settings settings) {
    ServerConfig config =
        new ServerConfig(
            parse(settings, Setting.HTTPS, ServerConfig::address),
            parse(settings, Setting.HTTP, ServerConfig::address),
            parse(settings, Setting.NAMES, ServerConfig::list),
            parse(settings, Setting.TLS_CERTIFICATE, ServerConfig::path),
            parse(settings, Setting.TLS_KEY, ServerConfig::path),
            parse(settings, Setting.ACCESS, ServerConfig::restricted),
            parse(settings, Setting.KEEP_RELEASES, text -> (int) number(text, 1, 100_000)),
            parse(settings, Setting.SCRUB_RATE, text -> number(text, 0, Long.MAX_VALUE)),
            parse(settings, Setting.SCRUB_EVERY, ServerConfig::duration),
            parse(settings, Setting.IMPORT_ALARM, ServerConfig::duration),
            parse(settings, Setting.MAX_CONNECTIONS, text -> (int) number(text, 1, 1_000_000)),
            parse(settings, Setting.HEADER_BYTES, text -> (int) number(text, 1024, 1 << 20)),
            parse(settings, Setting.IDLE_TIMEOUT, ServerConfig::duration),
            parse(settings, Setting.HEADER_TIMEOUT, ServerConfig::duration),
            parse(settings, Setting.STOP_TIMEOUT, ServerConfig::duration));
    if (config.tlsCertificate().isPresent() != config.tlsKey().isPresent()) {
      throw new ConfigException("tls-certificate and tls-key are set together or not at all");
    }
    if (config.https().isEmpty() && config.http().isEmpty()) {
      throw new ConfigException("https and http are both off");
    }
    return config;
  }

  private static <T> T parse(Settings settings, Setting setting, Function<String, T> parser) {
    Settings.Value value = settings.value(setting);
    try {
      return parser.apply(value.text());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          value.source()
              + ": "
              + setting.key()
              + " is '"
              + value.text()
              + "', expected "
              + e.getMessage());
    }
  }

  private static Optional<InetSocketAddress> address(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
      throw new IllegalArgumentException("host:port or off, for instance 0.0.0.0:8443");
    }
    return Optional.of(
        InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2))));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static boolean restricted(String text) {
    return switch (text) {
      case "open" -> false;
      case "token" -> true;
      default -> throw new IllegalArgumentException("open or token");
    };
  }

  private static long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, the same for both
    }
    throw new IllegalArgumentException("a number from " + least + " to " + most);
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a time such as 30s, 15m, 24h or 7d");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
