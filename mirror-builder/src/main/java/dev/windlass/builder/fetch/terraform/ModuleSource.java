package dev.windlass.builder.fetch.terraform;

import dev.windlass.spec.content.Digest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a module's files are, read from go-getter's notation as far as it names an archive behind
 * http or https: {@code https://host/path.tar.gz//subdir?archive=…&checksum=sha256:…}.
 *
 * @param url what to download
 * @param archive {@code zip}, {@code tar.gz}, {@code tar.bz2} or {@code tar.xz}
 * @param subdirectory where in the archive the module lies, {@code *} allowed; empty: at its root
 * @param digest the archive's digest, where the registry gives it
 */
record ModuleSource(String url, String archive, String subdirectory, Optional<Digest> digest) {
  private static final Pattern FORCED = Pattern.compile("([a-z0-9]+)::(.*)");
  private static final Pattern PARTS =
      Pattern.compile("(https?://[^/?]+)(/[^?]*?)?(?://([^?]*))?(?:\\?(.*))?");
  private static final Pattern SUBDIRECTORY = Pattern.compile("[A-Za-z0-9._*/+-]*");
  private static final Map<String, String> ARCHIVES =
      Map.of(
          "zip", "zip",
          "tar.gz", "tar.gz",
          "tgz", "tar.gz",
          "tar.bz2", "tar.bz2",
          "tbz2", "tar.bz2",
          "tar.xz", "tar.xz",
          "txz", "tar.xz");

  /**
   * @throws IllegalArgumentException if the place is no archive behind http or https
   */
  static ModuleSource parse(Registry.Location location) {
    String text = location.value().strip();
    Matcher forced = FORCED.matcher(text);
    if (forced.matches()) {
      if (!forced.group(1).matches("https?")) {
        throw unsupported(text);
      }
      text = forced.group(2);
    }
    boolean relative = text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
    Matcher parts = PARTS.matcher(relative ? absolute(location.documentUrl(), text) : text);
    if (!parts.matches()) {
      throw unsupported(text);
    }
    String path = Optional.ofNullable(parts.group(2)).orElse("");
    List<String> query = new ArrayList<>();
    Optional<String> archive = Optional.empty();
    Optional<Digest> digest = Optional.empty();
    for (String parameter : Optional.ofNullable(parts.group(4)).orElse("").split("&", -1)) {
      if (parameter.startsWith("archive=")) {
        archive = Optional.of(parameter.substring("archive=".length()));
      } else if (parameter.startsWith("checksum=")) {
        digest = Optional.of(digest(parameter.substring("checksum=".length())));
      } else if (!parameter.isEmpty()) {
        query.add(parameter);
      }
    }
    return new ModuleSource(
        parts.group(1) + path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
        archive(archive.orElseGet(() -> extension(path)), text),
        subdirectory(Optional.ofNullable(parts.group(3)).orElse("")),
        digest);
  }

  private static String subdirectory(String path) {
    if (!SUBDIRECTORY.matcher(path).matches() || List.of(path.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException("the registry names a strange subdirectory: " + path);
    }
    return path;
  }

  /** Resolves all but the part after {@code //}, which a URI would fold. */
  private static String absolute(String documentUrl, String text) {
    int cut = text.indexOf("//");
    String head = cut < 0 ? text : text.substring(0, cut);
    return URI.create(documentUrl).resolve(head) + (cut < 0 ? "" : text.substring(cut));
  }

  private static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return ARCHIVES.keySet().stream()
        .filter(extension -> name.endsWith("." + extension))
        .findFirst()
        .orElse("");
  }

  private static String archive(String name, String text) {
    return Optional.ofNullable(ARCHIVES.get(name)).orElseThrow(() -> unsupported(text));
  }

  private static Digest digest(String checksum) {
    if (!checksum.startsWith(Digest.PREFIX)) {
      throw new IllegalArgumentException("its checksum is no sha256: " + checksum);
    }
    return Digest.parse(checksum.toLowerCase(Locale.ROOT));
  }

  private static IllegalArgumentException unsupported(String text) {
    return new IllegalArgumentException(
        "the registry keeps it at "
            + text
            + ", which is no archive behind http or https; a repository cannot be carried: take the"
            + " module from a registry that publishes archives, or publish it in your own");
  }
}
