package dev.windlass.spec;

/**
 * Input that the format or the policy refuses. Carries the stable code, the place (a file name, a
 * line, a coordinate) and the reason, so that a report can name all three.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RefusalCode code;
  private final String place;

  /**
   * @param place file name or other locator inside the input, as the input wrote it; printed
   *     escaped
   * @param reason what was expected and what was found, one sentence
   */
  public RefusedException(RefusalCode code, String place, String reason) {
    super(reason);
    this.code = code;
    this.place = place;
  }

  public RefusedException(RefusalCode code, String place, String reason, Throwable cause) {
    super(reason, cause);
    this.code = code;
    this.place = place;
  }

  public RefusalCode code() {
    return code;
  }

  public String place() {
    return place;
  }

  public String reason() {
    return String.valueOf(super.getMessage());
  }

  /** {@code CODE place: reason}. */
  @Override
  public String getMessage() {
    return code.code() + " " + Printable.escape(place) + ": " + super.getMessage();
  }
}
