package dev.rigel.server.schedule;

/** A schedule that has no meaning; the message is fit for the one who wrote it (422). */
public class InvalidScheduleException extends IllegalArgumentException {
  private static final int QUOTED = 200;

  public InvalidScheduleException(String message) {
    super(message);
  }

  /** At most 200 characters of what was written, so that no answer or log repeats a huge text. */
  static String quote(String text) {
    return '"' + shortened(text) + '"';
  }

  static String shortened(String text) {
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
  }
}
