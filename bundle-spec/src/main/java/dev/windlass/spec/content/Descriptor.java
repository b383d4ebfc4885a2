package dev.windlass.spec.content;

/**
 * What is known of a blob before its bytes are read: identity, size in bytes and media type.
 *
 * @param mediaType RFC 6838 media type, {@code application/octet-stream} where nothing better is
 *     known
 */
public record Descriptor(Digest digest, long size, String mediaType) {
  public static final String OCTET_STREAM = "application/octet-stream";

  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("negative size of " + digest);
    }
  }

  public static Descriptor of(Digest digest, long size) {
    return new Descriptor(digest, size, OCTET_STREAM);
  }
}
