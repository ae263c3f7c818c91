package dev.rigel.server.schedule;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Time zones by their IANA names, case-sensitive; offsets such as {@code +05:00} are no names. */
final class Zones {
  static final String UTC = "UTC";

  /** Three IANA names that Java does not count among its own. */
  private static final Map<String, String> MISSING =
      Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

  private static final Set<String> NAMES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(name -> !name.startsWith("SystemV/"))
          .collect(Collectors.toUnmodifiableSet());

  private Zones() {}

  /**
   * @param name null: UTC
   * @throws InvalidScheduleException when there is no such zone
   */
  static ZoneId parse(@Nullable String name) {
    var zone = orUtc(name);
    if (!NAMES.contains(zone) && !MISSING.containsKey(zone)) {
      throw new InvalidScheduleException(
          "Invalid timezone: " + InvalidScheduleException.quote(zone));
    }
    return ZoneId.of(zone, MISSING);
  }

  static String orUtc(@Nullable String name) {
    return name == null ? UTC : name;
  }
}
