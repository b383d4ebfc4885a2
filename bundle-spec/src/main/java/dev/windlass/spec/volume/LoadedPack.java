package dev.windlass.spec.volume;

import java.io.IOException;

/** A pack in memory whose size and SHA-512 are as listed; not yet parsed. */
public final class LoadedPack {
  private final String place;
  private final byte[] bytes;
  private final int length;

  LoadedPack(String place, byte[] bytes, int length) {
    this.place = place;
    this.bytes = bytes;
    this.length = length;
  }

  /**
   * Hands on every member.
   *
   * @throws dev.windlass.spec.RefusedException with {@code PACK_MALFORMED} or {@code BLOB_DIGEST}
   */
  public void forEach(PackConsumer consumer) throws IOException {
    Packs.read(place, bytes, length, consumer);
  }
}
