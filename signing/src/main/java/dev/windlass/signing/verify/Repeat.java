package dev.windlass.signing.verify;

/** What to do with the very bundle that was accepted last. */
public enum Repeat {
  /** It is a replay. */
  REFUSED,
  /** It is checked again, and the state stays where it is. */
  ALLOWED
}
