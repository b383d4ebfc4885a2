package dev.windlass.spec.content;

import java.io.IOException;

/** A stream that did not carry what its descriptor promised: other bytes, fewer or more. */
public final class ContentMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What differed. */
  public enum Defect {
    /** The stream ended before the promised size. */
    SHORT,
    /** The stream went on past the promised size. */
    LONG,
    /** Right size, wrong digest. */
    DIGEST
  }

  private final Defect defect;

  ContentMismatchException(Defect defect, String message) {
    super(message);
    this.defect = defect;
  }

  public Defect defect() {
    return defect;
  }
}
