package dev.windlass.signing.keys;

/** A key, certificate or passphrase that cannot be had or used; the message says what to do. */
public final class KeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyException(String message) {
    super(message);
  }

  public KeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
