package dev.windlass.signing.officer.cli;

/** The form of a command's result. */
enum Output {
  /** For people. */
  TEXT,
  /** One JSON document. */
  JSON
}
