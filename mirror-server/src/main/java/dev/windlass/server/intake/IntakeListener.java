package dev.windlass.server.intake;

/** Hears how an import gets on. Called from its thread. */
public interface IntakeListener {
  /** Hears nothing. */
  IntakeListener NONE = new IntakeListener() {};

  default void reached(Step step) {}

  /** A volume is about to be read. */
  default void volume(int number, int of, long bytes) {}

  /** So many more bytes of it have been read. */
  default void read(long bytes) {}
}
