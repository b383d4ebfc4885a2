package dev.windlass.builder.list;

import dev.windlass.spec.coordinates.FileCoordinates;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of single values. What has another form is reported and passed on as it is. */
final class Forms {
  static final Pattern IMAGE_PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?");
  static final Pattern TERRAFORM_PLATFORM = Pattern.compile("[a-z0-9]+_[a-z0-9]+");
  static final Pattern NPM_PLATFORM = Pattern.compile("[a-z0-9]+-[a-z0-9]+(-[a-z]+)?");

  private static final Pattern STREAM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  private static final Pattern LINE = Pattern.compile("[!-~](?:[ -~]{0,198}[!-~])?");

  private Forms() {}

  static String stream(Section list) {
    String stream = list.text("stream");
    if (!stream.isEmpty() && !STREAM.matcher(stream).matches()) {
      list.reject(
          "stream",
          "'stream' must be lower-case letters, digits, dots, underscores and minus, begun by a letter or digit");
    }
    return stream;
  }

  /** One line of printable ASCII, as it stands in a bundle's header. */
  static String line(Section list, String key) {
    String text = list.text(key);
    if (!text.isEmpty() && !LINE.matcher(text).matches()) {
      list.reject(key, "'" + key + "' must be one line of printable ASCII, at most 200 characters");
    }
    return text;
  }

  static List<String> all(Section section, String key, Pattern form, String example) {
    List<String> items = section.texts(key);
    for (String item : items) {
      if (!form.matcher(item).matches()) {
        section.reject(key, "'" + item + "' in '" + key + "' is no " + example);
      }
    }
    return items;
  }

  static Optional<String> url(Section section, String key) {
    return section.optionalText(key).map(url -> checked(section, key, url));
  }

  static String requiredUrl(Section section, String key) {
    return checked(section, key, section.text(key));
  }

  private static String checked(Section section, String key, String url) {
    if (!url.isEmpty() && !url(url, Set.of("http", "https"))) {
      section.reject(
          key, "'" + key + "' must be an http or https URL without user, query or fragment");
    }
    return url;
  }

  static String fileUrl(Section file) {
    String url = file.text("url");
    if (!url.isEmpty() && !url(url, Set.of("http", "https", "file"))) {
      file.reject("url", "'url' must be an http, https or file URL without user or fragment");
    }
    return url;
  }

  private static boolean url(String text, Set<String> schemes) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean addressed =
          scheme.equals("file") ? uri.getSchemeSpecificPart() != null : uri.getHost() != null;
      boolean query = uri.getRawQuery() != null && !schemes.contains("file");
      return schemes.contains(scheme)
          && addressed
          && !query
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static String digest(Section file) {
    String digest = file.text("digest");
    if (!digest.isEmpty() && !DIGEST.matcher(digest).matches()) {
      file.reject(
          "digest", "'digest' must be sha256: and 64, or sha512: and 128 lower-case hex digits");
    }
    return digest;
  }

  static Optional<String> path(Section file, String key) {
    Optional<String> path = file.optionalText(key);
    if (path.isPresent()) {
      try {
        FileCoordinates.parse(path.get());
      } catch (IllegalArgumentException e) {
        file.reject(key, "'" + key + "': " + e.getMessage());
      }
    }
    return path;
  }
}
