package dev.windlass.signing.verify;

/** Hears how far the reading of the volumes has come. Called from the verifying thread. */
public interface VerifyListener {
  /** Hears nothing. */
  VerifyListener NONE = new VerifyListener() {};

  /**
   * The volumes that are there are about to be read.
   *
   * @param bytes in all of their files
   */
  default void started(int volumes, long bytes) {}

  /** So many more bytes have been read. */
  default void read(long bytes) {}

  /** All files of a volume are good. */
  default void volumeGood(int volume) {}
}
