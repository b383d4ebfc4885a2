package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * BUNDLE as text: keys in one fixed order, then {@code sha512sum} lines sorted by path. Reading is
 * parse, encode, compare.
 */
final class HeaderCodec {
  private static final String NONE = "none";
  private static final String MAGIC = "# windlass-bundle: ";
  private static final Pattern TRUST = Pattern.compile("trust/[A-Za-z0-9_+][A-Za-z0-9._+-]{0,99}");

  private HeaderCodec() {}

  static byte[] encode(BundleHeader header) {
    StringBuilder out = new StringBuilder(4096);
    out.append(MAGIC).append(header.formatVersion()).append('\n');
    line(out, "stream", header.stream());
    line(out, "sequence", header.sequence());
    line(out, "previous", header.previous().map(Sha512::hex).orElse(NONE));
    line(out, "base", header.base().map(ReleaseId::toString).orElse(NONE));
    line(out, "release", header.release());
    line(out, "catalogue-bytes", header.catalogueBytes());
    line(out, "audience", header.audience());
    line(out, "marking", header.marking());
    line(out, "created", header.created());
    line(out, "fresh-until", header.freshUntil().map(Instant::toString).orElse(NONE));
    line(out, "builder", header.builder());
    line(out, "volumes", header.volumes());
    line(out, "files", header.files());
    line(out, "bytes", header.bytes());
    header.extensions().forEach((key, value) -> line(out, key, value));
    header.rootFiles().forEach((path, hash) -> out.append(new HashLine(hash, path).text()));
    for (int volume = 1; volume <= header.volumes(); volume++) {
      out.append(new HashLine(header.volumeLists().get(volume - 1), listPath(volume)).text());
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void line(StringBuilder out, String key, Object value) {
    out.append("# ").append(key).append(": ").append(value).append('\n');
  }

  /** Where BUNDLE says that a volume's FILES list lies. */
  static RootedPath listPath(int volume) {
    return RootedPath.parse(VolumeNames.directory(volume) + "/" + FilesList.NAME);
  }

  static BundleHeader parse(byte[] bytes) {
    if (bytes.length > BundleHeader.MAX_BYTES) {
      throw new RefusedException(
          RefusalCode.BUNDLE_OVERSIZE,
          BundleHeader.NAME,
          "larger than " + BundleHeader.MAX_BYTES + " bytes");
    }
    AsciiLines lines = new AsciiLines(RefusalCode.HEADER_MALFORMED, BundleHeader.NAME, bytes);
    BundleHeader header;
    try {
      header = parse(lines);
    } catch (IllegalArgumentException e) {
      throw lines.refused(e);
    }
    if (!Arrays.equals(header.encode(), bytes)) {
      throw lines.refused("BUNDLE is not in canonical form");
    }
    return header;
  }

  private static BundleHeader parse(AsciiLines lines) {
    int version = version(lines);
    String stream = lines.value("stream");
    long sequence = AsciiLines.number(lines.value("sequence"));
    Optional<Sha512> previous = optional(lines.value("previous"), Sha512::new);
    Optional<ReleaseId> base = optional(lines.value("base"), ReleaseId::parse);
    ReleaseId release = ReleaseId.parse(lines.value("release"));
    long catalogueBytes = AsciiLines.number(lines.value("catalogue-bytes"));
    String audience = lines.value("audience");
    String marking = lines.value("marking");
    Instant created = instant(lines.value("created"));
    Optional<Instant> freshUntil = optional(lines.value("fresh-until"), HeaderCodec::instant);
    String builder = lines.value("builder");
    long volumes = AsciiLines.number(lines.value("volumes"));
    long files = AsciiLines.number(lines.value("files"));
    long bytes = AsciiLines.number(lines.value("bytes"));
    HeaderFacts facts =
        new HeaderFacts(
            stream,
            sequence,
            previous,
            audience,
            marking,
            created,
            freshUntil,
            builder,
            extensions(lines));
    SortedMap<RootedPath, Sha512> rootFiles = new TreeMap<>();
    List<Sha512> volumeLists = new ArrayList<>();
    while (lines.hasNext()) {
      HashLine line = HashLine.parse(lines.next());
      if (line.path().equals(listPath(volumeLists.size() + 1))) {
        volumeLists.add(line.sha512());
      } else if (rootFile(line.path()) && volumeLists.isEmpty()) {
        rootFiles.put(line.path(), line.sha512());
      } else {
        throw lines.refused("a path that does not belong here");
      }
    }
    if (volumeLists.size() != volumes) {
      throw lines.refused(volumes + " volumes declared, " + volumeLists.size() + " listed");
    }
    if (!rootFiles.containsKey(RootNames.CHANGES) || !rootFiles.containsKey(RootNames.VERIFY)) {
      throw lines.refused(RootNames.CHANGES + " or " + RootNames.VERIFY + " is not listed");
    }
    return new BundleHeader(
        version, facts, base, release, catalogueBytes, files, bytes, rootFiles, volumeLists);
  }

  private static int version(AsciiLines lines) {
    String line = lines.next();
    if (!line.startsWith(MAGIC)) {
      throw lines.refused("no BUNDLE: the first line is not \"" + MAGIC + "<version>\"");
    }
    long version = AsciiLines.number(line.substring(MAGIC.length()));
    if (version != BundleHeader.FORMAT_VERSION) {
      throw new RefusedException(
          RefusalCode.HEADER_VERSION,
          BundleHeader.NAME,
          "format version " + version + "; this program reads " + BundleHeader.FORMAT_VERSION);
    }
    return (int) version;
  }

  private static SortedMap<String, String> extensions(AsciiLines lines) {
    SortedMap<String, String> extensions = new TreeMap<>();
    while (lines.nextStarts('#')) {
      String line = lines.next();
      int colon = line.indexOf(": ");
      if (colon < 0 || !line.startsWith("# x-")) {
        throw lines.refused("an unknown key, or one out of order");
      }
      if (extensions.put(line.substring(2, colon), line.substring(colon + 2)) != null) {
        throw lines.refused("a key comes twice");
      }
    }
    return extensions;
  }

  private static boolean rootFile(RootedPath path) {
    return path.equals(RootNames.CHANGES)
        || path.equals(RootNames.VERIFY)
        || TRUST.matcher(path.text()).matches();
  }

  private static <T> Optional<T> optional(String text, Function<String, T> parser) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(parser.apply(text));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time like 2026-01-31T08:00:00Z: " + text, e);
    }
  }
}
