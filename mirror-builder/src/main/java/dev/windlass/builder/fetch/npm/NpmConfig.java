package dev.windlass.builder.fetch.npm;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's npm configuration as far as it tells which registry to ask and with which credentials:
 * environment over project file over user's file over global file, as npm reads them.
 */
final class NpmConfig {
  static final String DEFAULT_REGISTRY = "https://registry.npmjs.org/";

  private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$\\{([^${}?]+)(\\?)?}");
  private static final String PREFIX = "npm_config_";

  private final Map<String, String> values;

  private NpmConfig(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * @param project directory of the project's {@code .npmrc}
   * @param home the user's home directory
   */
  static NpmConfig read(Path project, Path home, Map<String, String> environment)
      throws IOException {
    Map<String, String> fromEnvironment = new HashMap<>();
    environment.forEach((name, value) -> {
      if (name.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
        fromEnvironment.put(key(name.substring(PREFIX.length())), value);
      }
    });
    List<Path> files = new ArrayList<>();
    globalFile(fromEnvironment, environment).ifPresent(files::add);
    files.add(
        Optional.ofNullable(fromEnvironment.get("userconfig"))
            .map(Path::of)
            .orElse(home.resolve(".npmrc")));
    files.add(project.resolve(".npmrc"));
    Map<String, String> values = new HashMap<>();
    for (Path file : files) {
      if (Files.isReadable(file)) {
        readFile(file, environment, values);
      }
    }
    values.putAll(fromEnvironment);
    return new NpmConfig(values);
  }

  /** Names of settings are written with minuses; those of scopes and hosts stay as they are. */
  private static String key(String name) {
    return name.startsWith("//") || name.startsWith("@")
        ? name
        : name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code <prefix>/etc/npmrc}, where the prefix is the folder above that of {@code node}. */
  private static Optional<Path> globalFile(
      Map<String, String> settings, Map<String, String> environment) {
    String configured = settings.get("globalconfig");
    if (configured != null) {
      return Optional.of(Path.of(configured));
    }
    String prefix = settings.getOrDefault("prefix", environment.get("PREFIX"));
    if (prefix != null) {
      return Optional.of(Path.of(prefix, "etc", "npmrc"));
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      Path node = Path.of(folder, "node");
      if (node.isAbsolute() && Files.isExecutable(node)) {
        return Optional.of(node.resolve("../../etc/npmrc").normalize());
      }
    }
    return Optional.empty();
  }

  private static void readFile(
      Path file, Map<String, String> environment, Map<String, String> values) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
        String name = expand(text.substring(0, equals).strip(), environment);
        String value = unquote(text.substring(equals + 1).strip());
        values.put(name, expand(value, environment));
      }
    }
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Unset variables stay as written, or become empty if written <code>${NAME?}</code>. */
  private static String expand(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(variable -> {
          String unset = variable.group(2) == null ? variable.group() : "";
          return Matcher.quoteReplacement(environment.getOrDefault(variable.group(1), unset));
        });
  }

  /** Base URL, with its last slash, of the registry that the package comes from. */
  String registry(String packageName) {
    int slash = packageName.indexOf('/');
    Optional<String> scoped =
        packageName.startsWith("@") && slash > 0
            ? Optional.ofNullable(values.get(packageName.substring(0, slash) + ":registry"))
            : Optional.empty();
    String url = scoped.orElse(values.getOrDefault("registry", DEFAULT_REGISTRY));
    return url.endsWith("/") ? url : url + "/";
  }

  /**
   * The {@code Authorization} header for a URL: the credentials configured for its host and the
   * longest part of its path.
   */
  Optional<String> authorization(URI url) {
    String location = "//" + url.getRawAuthority() + url.getRawPath();
    while (location.length() > 2) {
      Optional<String> found = credentials(location);
      if (found.isPresent()) {
        return found;
      }
      String withoutSlash = location.replaceFirst("/$", "");
      location =
          location.endsWith("/")
              ? withoutSlash.substring(0, withoutSlash.lastIndexOf('/') + 1)
              : location.substring(0, location.lastIndexOf('/') + 1);
    }
    return Optional.empty();
  }

  private Optional<String> credentials(String location) {
    String token = values.get(location + ":_authToken");
    if (token != null) {
      return Optional.of("Bearer " + token);
    }
    String basic = values.get(location + ":_auth");
    if (basic != null) {
      return Optional.of("Basic " + basic);
    }
    String user = values.get(location + ":username");
    String password = values.get(location + ":_password");
    if (user == null || password == null) {
      return Optional.empty();
    }
    String plain = new String(Base64.getDecoder().decode(password), StandardCharsets.UTF_8);
    byte[] pair = (user + ":" + plain).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
