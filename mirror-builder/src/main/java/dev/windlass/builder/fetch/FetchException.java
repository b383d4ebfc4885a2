package dev.windlass.builder.fetch;

/**
 * An entry that could not be collected. The message reads "tried X, because Y: do Z"; the run goes
 * on with the other entries and reports all failures at its end.
 */
public class FetchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FetchException(String message) {
    super(message);
  }

  public FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
