package dev.rigel.server.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line of an iCalendar object (RFC 5545, 3.1).
 *
 * @param name in upper case
 * @param parameters as written, each {@code NAME=VALUE}
 */
record ContentLine(String name, List<String> parameters, String value) {
  /** Up to the colon, which may also stand inside quotes. */
  private static final Pattern FORM = Pattern.compile("((?:[^\":]|\"[^\"]*\")+):(.*)");

  /** The lines of a text; long ones continue after a line break and a space. */
  static List<ContentLine> parse(String text) {
    return Arrays.stream(text.replaceAll("\\r?\\n[ \\t]", "").split("\\r?\\n"))
        .filter(line -> !line.isBlank())
        .map(ContentLine::parseLine)
        .toList();
  }

  private static ContentLine parseLine(String line) {
    var match = FORM.matcher(line);
    if (!match.matches()) {
      throw new IllegalArgumentException("expected NAME:VALUE, not '" + line + "'");
    }
    var parts = List.of(match.group(1).split(";"));
    return new ContentLine(
        parts.get(0).toUpperCase(Locale.ROOT), parts.subList(1, parts.size()), match.group(2));
  }
}
