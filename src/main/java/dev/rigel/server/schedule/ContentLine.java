package dev.rigel.server.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of an iCalendar object (RFC 5545, 3.1), without its parameters: a date says by its form
 * whether it has a time, and zones are not heeded.
 *
 * @param name in upper case
 */
record ContentLine(String name, String value) {

  /** The lines of a text; long ones continue after a line break and a space. */
  static List<ContentLine> parse(String text) {
    return Arrays.stream(text.replaceAll("\\r?\\n[ \\t]", "").split("\\r?\\n"))
        .filter(line -> !line.isBlank())
        .map(ContentLine::parseLine)
        .toList();
  }

  private static ContentLine parseLine(String line) {
    var colon = endOfName(line);
    var name = line.substring(0, colon).split(";", 2)[0];
    return new ContentLine(name.toUpperCase(Locale.ROOT), line.substring(colon + 1).strip());
  }

  /** The first colon outside of quotes. */
  private static int endOfName(String line) {
    var quoted = false;
    for (var i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (line.charAt(i) == ':' && !quoted) {
        return i;
      }
    }
    throw new IllegalArgumentException("expected NAME:VALUE, not '" + line + "'");
  }
}
