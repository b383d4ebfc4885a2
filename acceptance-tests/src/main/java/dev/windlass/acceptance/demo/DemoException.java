package dev.windlass.acceptance.demo;

/** A step of the demo did not end as it must. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
