package dev.windlass.builder.fetch.huggingface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which hub to ask, and the user's token for it, looked up as {@code huggingface_hub} does. The
 * token goes to the hub that the environment names, or the public one; never to another that a
 * mirror list names.
 */
final class HubAccess {
  static final String PUBLIC_HUB = "https://huggingface.co";

  private final Map<String, String> environment;

  HubAccess(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The hub that the user's environment means, without trailing slash. */
  String endpoint() {
    return strip(setting("HF_ENDPOINT").orElse(PUBLIC_HUB));
  }

  /** The token for a hub, where there is one. */
  Optional<String> token(String endpoint) {
    if (!strip(endpoint).equals(endpoint())) {
      return Optional.empty();
    }
    return setting("HF_TOKEN")
        .or(() -> setting("HUGGING_FACE_HUB_TOKEN"))
        .or(() -> readToken(tokenFile()));
  }

  private Path tokenFile() {
    return setting("HF_TOKEN_PATH").map(Path::of).orElseGet(() -> home().resolve("token"));
  }

  private Path home() {
    String user = setting("HOME").orElseGet(() -> System.getProperty("user.home"));
    return setting("HF_HOME")
        .map(Path::of)
        .orElseGet(() ->
            setting("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(user, ".cache"))
                .resolve("huggingface"));
  }

  private static Optional<String> readToken(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> setting(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  static String strip(String endpoint) {
    return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
  }
}
