package dev.windlass.spec.volume;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.RootedPath;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file of a volume is, told by its path alone. */
public sealed interface FileRole {
  /** The path in the volume. */
  RootedPath path();

  /** {@code catalogue.jsonl.zst}: the release catalogue as one zstd frame. */
  record Catalogue() implements FileRole {
    @Override
    public RootedPath path() {
      return RootedPath.parse("catalogue.jsonl.zst");
    }
  }

  /** {@code oci-layout}: makes the volume an OCI image layout. */
  record OciLayout() implements FileRole {
    @Override
    public RootedPath path() {
      return RootedPath.parse("oci-layout");
    }
  }

  /** {@code index.json}: the layout's list of images. */
  record OciIndex() implements FileRole {
    @Override
    public RootedPath path() {
      return RootedPath.parse("index.json");
    }
  }

  /** {@code blobs/sha256/<hex>}: one blob. */
  record Blob(Digest digest) implements FileRole {
    @Override
    public RootedPath path() {
      return RootedPath.parse(BLOBS + digest.hex());
    }
  }

  /**
   * {@code blobs/sha256/<hex>.part-0001}: a piece of one blob.
   *
   * @param number from 1
   */
  record Part(Digest digest, int number) implements FileRole {
    @Override
    public RootedPath path() {
      return RootedPath.parse(
          BLOBS + digest.hex() + String.format(Locale.ROOT, ".part-%04d", number));
    }
  }

  /**
   * {@code packs/000001.tar}: many small blobs.
   *
   * @param number from 1, in the whole bundle
   */
  record Pack(int number) implements FileRole {
    @Override
    public RootedPath path() {
      return RootedPath.parse(String.format(Locale.ROOT, "packs/%06d.tar", number));
    }
  }

  /** {@code deltas/…}: a place that is reserved. */
  record Delta(RootedPath path) implements FileRole {}

  /** Where blobs lie, in volumes and in packs. */
  String BLOBS = "blobs/sha256/";

  /** Most parts of a blob. */
  int MAX_PARTS = 9999;

  /**
   * @throws IllegalArgumentException if the path is no file of a volume
   */
  static FileRole of(RootedPath path) {
    Matcher blob = Patterns.BLOB.matcher(path.text());
    if (blob.matches()) {
      Digest digest = Digest.ofHex(blob.group(1));
      return blob.group(2) == null
          ? new Blob(digest)
          : new Part(digest, positive(path, blob.group(2)));
    }
    Matcher pack = Patterns.PACK.matcher(path.text());
    if (pack.matches()) {
      return new Pack(positive(path, pack.group(1)));
    }
    return switch (path.text()) {
      case "catalogue.jsonl.zst" -> new Catalogue();
      case "oci-layout" -> new OciLayout();
      case "index.json" -> new OciIndex();
      default -> {
        if (path.text().startsWith("deltas/")) {
          yield new Delta(path);
        }
        throw new IllegalArgumentException("no file of a volume: " + path);
      }
    };
  }

  private static int positive(RootedPath path, String digits) {
    int number = Integer.parseInt(digits);
    if (number == 0) {
      throw new IllegalArgumentException("numbers begin at 1: " + path);
    }
    return number;
  }

  /** The grammar. */
  final class Patterns {
    private static final Pattern BLOB =
        Pattern.compile("blobs/sha256/([0-9a-f]{64})(?:\\.part-([0-9]{4}))?");
    private static final Pattern PACK = Pattern.compile("packs/([0-9]{6})\\.tar");

    private Patterns() {}
  }
}
