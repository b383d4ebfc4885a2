package dev.windlass.server.config;

/** A setting that cannot be used; the message says where it was made and what it may be. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
