package dev.rigel.server.schedule;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/**
 * A date as written in iCalendar text: {@code 20220313T090000}, with {@code Z} or an offset, or in
 * ISO 8601's extended form; without a time, midnight.
 *
 * @param wall what the text reads, whatever its zone
 * @param zoned whether it names a zone
 */
record WrittenDate(LocalDateTime wall, boolean zoned) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-?(\\d{2})-?(\\d{2})"
              + "(?:T(\\d{2}):?(\\d{2})(?::?(\\d{2})(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?)?");

  /**
   * @throws IllegalArgumentException when it is no date
   */
  static WrittenDate parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || text.startsWith("0000")) {
      throw new IllegalArgumentException("invalid date '" + text + "'");
    }
    try {
      var wall =
          LocalDateTime.of(
              Integer.parseInt(match.group(1)),
              Integer.parseInt(match.group(2)),
              Integer.parseInt(match.group(3)),
              number(match.group(4)),
              number(match.group(5)),
              number(match.group(6)));
      return new WrittenDate(wall, match.group(7) != null);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("invalid date '" + text + "'", e);
    }
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
