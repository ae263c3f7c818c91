package dev.rigel.server.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads cron expressions as the reference does (croniter 1.3.5): five fields, or six with the
 * seconds last; names in any case; {@code L} the last day of the month, {@code L5} its last Friday,
 * {@code MON#2} its second Monday; a step beyond the range leaves its first value. {@code ?},
 * {@code W}, {@code H} and {@code R} are refused.
 */
final class CronParser {
  /** A list of all seconds, minutes and hours has about 400 characters. */
  static final int MOST_CHARACTERS = 2_000;

  private static final Map<String, String> ALIASES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private CronParser() {}

  /**
   * @throws InvalidScheduleException when it is no cron expression, or one that no date can meet
   */
  static CronWallTimes parse(String cron, boolean dayOr) {
    if (cron.length() > MOST_CHARACTERS) {
      throw invalid(cron, ": at most " + MOST_CHARACTERS + " characters");
    }
    try {
      var parsed = parseFields(cron, dayOr);
      if (parsed.first(WallTimes.FIRST, WallTimes.LAST, new Effort()) == null) {
        throw invalid(cron, ": it never comes");
      }
      return parsed;
    } catch (InvalidScheduleException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw invalid(cron, "");
    }
  }

  private static InvalidScheduleException invalid(String cron, String reason) {
    return new InvalidScheduleException(
        "Invalid cron string: " + InvalidScheduleException.quote(cron) + reason);
  }

  private static CronWallTimes parseFields(String cron, boolean dayOr) {
    var text = cron.strip().toLowerCase(Locale.ROOT);
    var fields = List.of(ALIASES.getOrDefault(text, text).split("\\s+"));
    if (fields.size() != 5 && fields.size() != 6) {
      throw new IllegalArgumentException();
    }
    var minutes = CronSet.parse(CronField.MINUTE, fields.get(0));
    var hours = CronSet.parse(CronField.HOUR, fields.get(1));
    var seconds = fields.size() == 6 ? CronSet.parse(CronField.SECOND, fields.get(5)).bits() : 1;
    var monthDays = CronSet.parse(CronField.DAY_OF_MONTH, fields.get(2));
    var weekdays = CronSet.parse(CronField.DAY_OF_WEEK, fields.get(4));
    var days =
        new CronDays(
            (int) CronSet.parse(CronField.MONTH, fields.get(3)).bits(),
            (int) monthDays.bits(),
            monthDays.last(),
            (int) weekdays.bits(),
            weekdays.nth(),
            monthDays.unrestricted(),
            weekdays.unrestricted(),
            dayOr);
    return new CronWallTimes(
        days, new TimesOfDay(values(hours.bits()), values(minutes.bits()), values(seconds)));
  }

  /**
   * Digits only, no sign, below ten thousand million.
   *
   * @throws IllegalArgumentException otherwise
   */
  static int number(String text) {
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(text);
    }
    return Integer.parseInt(text);
  }

  private static int[] values(long bits) {
    return IntStream.range(0, Long.SIZE).filter(i -> (bits >> i & 1) != 0).toArray();
  }
}
