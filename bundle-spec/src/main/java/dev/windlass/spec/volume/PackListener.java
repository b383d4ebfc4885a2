package dev.windlass.spec.volume;

/** Hears how packing goes on; called on the packing thread. */
public interface PackListener {
  /** Nobody listens. */
  PackListener NONE = new PackListener() {};

  /** All is known now: what will be written. */
  default void planned(long blobs, long bytes) {}

  /** So many more bytes of blobs are in their volume. */
  default void packed(long bytes) {}

  /** Every byte is forced to the medium; the rename that makes the bundle visible comes next. */
  default void synced() {}
}
