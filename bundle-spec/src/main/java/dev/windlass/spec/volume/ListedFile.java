package dev.windlass.spec.volume;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.util.regex.Pattern;

/**
 * A file of a volume, as its FILES list names it.
 *
 * @param path path in the volume
 * @param mediaType what the file holds, by {@link #safeMediaType}
 */
public record ListedFile(RootedPath path, long size, String mediaType, Sha512 sha512) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*";
  private static final Pattern MEDIA_TYPE = Pattern.compile(NAME + "/" + NAME);
  private static final int MAX_MEDIA_TYPE = 127;

  public ListedFile {
    if (size < 0) {
      throw new IllegalArgumentException("negative size: " + path);
    }
    if (!safeMediaType(mediaType).equals(mediaType)) {
      throw new IllegalArgumentException("media type outside its grammar: " + mediaType);
    }
  }

  /** The type if it is a plain {@code type/subtype}, else {@code application/octet-stream}. */
  public static String safeMediaType(String mediaType) {
    return mediaType.length() <= MAX_MEDIA_TYPE && MEDIA_TYPE.matcher(mediaType).matches()
        ? mediaType
        : Descriptor.OCTET_STREAM;
  }

  /** What the file is. */
  public FileRole role() {
    return FileRole.of(path);
  }
}
