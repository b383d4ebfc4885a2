package dev.windlass.spec.volume;

/** Why a bundle cannot be packed, and what to do about it. */
public final class PackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PackException(String message) {
    super(message);
  }

  PackException(String message, Throwable cause) {
    super(message, cause);
  }
}
