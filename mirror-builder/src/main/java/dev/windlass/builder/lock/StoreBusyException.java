package dev.windlass.builder.lock;

/** Another process works with the content store. */
public final class StoreBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreBusyException(String message) {
    super(message);
  }
}
