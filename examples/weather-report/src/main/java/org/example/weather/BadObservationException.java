package org.example.weather;

/** A line that is no usable observation; the job skips it and reports the reason. */
public class BadObservationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int lineNumber;

  /** Says what is wrong with the line of this number (the header is line 1). */
  public BadObservationException(int lineNumber, String reason) {
    super(reason);
    this.lineNumber = lineNumber;
  }

  /** The number of the bad line in the input file. */
  public int lineNumber() {
    return lineNumber;
  }
}
