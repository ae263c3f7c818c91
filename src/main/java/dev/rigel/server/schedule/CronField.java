package dev.rigel.server.schedule;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of fields of a cron expression: their bounds and the names they know. */
enum CronField {
  MINUTE(0, 59, Map.of()),
  HOUR(0, 23, Map.of()),
  DAY_OF_MONTH(1, 31, Map.of()),
  MONTH(1, 12, names(1, "jan feb mar apr may jun jul aug sep oct nov dec")),
  DAY_OF_WEEK(0, 7, names(0, "sun mon tue wed thu fri sat")),
  SECOND(0, 59, Map.of());

  final int least;
  final int most;
  private final Map<String, Integer> names;

  CronField(int least, int most, Map<String, Integer> names) {
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /**
   * A number or a name.
   *
   * @throws IllegalArgumentException when it is neither, or out of bounds
   */
  int value(String text) {
    var named = names.get(text);
    if (named != null) {
      return named;
    }
    var value = CronParser.number(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Map<String, Integer> names(int first, String names) {
    var list = List.of(names.split(" "));
    return list.stream()
        .collect(Collectors.toMap(name -> name, name -> list.indexOf(name) + first));
  }
}
