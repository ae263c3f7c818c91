package dev.rigel.server.schedule;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recurrence rule, or lines of DTSTART, RRULE, RDATE, EXRULE and EXDATE, as the reference
 * does (dateutil 2.8.2): in any case, the lines apart by white space of any kind, every zone
 * dropped.
 */
final class RecurrenceParser {
  /** Some 1,000 single dates. */
  static final int MOST_CHARACTERS = 20_000;

  /**
   * Where rules without DTSTART start, on the wall clock of the schedule's zone. The reference took
   * the time of the parse, so the dates differed with each pass; its later versions take this day.
   */
  static final LocalDateTime DEFAULT_START = LocalDateTime.of(2020, 1, 1, 0, 0);

  private static final Pattern DATE_PARAMETER = Pattern.compile("TZID=.*|VALUE=DATE(-TIME)?");

  private final List<RuleParser.Rule> rules = new ArrayList<>();
  private final List<RuleParser.Rule> exclusions = new ArrayList<>();
  private final List<LocalDateTime> dates = new ArrayList<>();
  private final List<LocalDateTime> excludedDates = new ArrayList<>();
  private @Nullable WrittenDate start;

  private RecurrenceParser() {}

  /**
   * @throws InvalidScheduleException when it is no recurrence rule, or one that gives no date
   */
  static RecurrenceSet parse(String rrule) {
    if (rrule.length() > MOST_CHARACTERS) {
      throw invalid(rrule, "at most " + MOST_CHARACTERS + " characters");
    }
    try {
      var parsed = new RecurrenceParser().read(rrule);
      if (parsed.first(WallTimes.FIRST, WallTimes.LAST, new Effort()) == null) {
        throw new IllegalArgumentException("it gives no date");
      }
      return parsed;
    } catch (IllegalArgumentException e) {
      throw invalid(rrule, String.valueOf(e.getMessage()));
    }
  }

  private static InvalidScheduleException invalid(String rrule, String reason) {
    return new InvalidScheduleException(
        "Invalid RRule string "
            + InvalidScheduleException.quote(rrule)
            + ": "
            + InvalidScheduleException.shortened(reason));
  }

  private RecurrenceSet read(String rrule) {
    if (rrule.isBlank()) {
      throw new IllegalArgumentException("empty string");
    }
    for (var line : rrule.strip().toUpperCase(Locale.ROOT).split("\\s+")) {
      readLine(line);
    }
    if (rules.isEmpty() && dates.isEmpty()) {
      throw new IllegalArgumentException("neither RRULE nor RDATE");
    }
    var from = start == null ? DEFAULT_START : start.wall();
    var effort = new Effort();
    var included = compiled(rules, from, effort);
    // a rule that gives no date would be searched in vain at each call: it is refused here
    included.forEach(rule -> rule.first(from, WallTimes.LAST, effort));
    return new RecurrenceSet(included, compiled(exclusions, from, effort), dates, excludedDates);
  }

  private List<RecurrenceRule> compiled(
      List<RuleParser.Rule> written, LocalDateTime from, Effort effort) {
    written.forEach(this::checkZones);
    return written.stream().map(rule -> new RecurrenceRule(rule.parts(), from, effort)).toList();
  }

  private void checkZones(RuleParser.Rule rule) {
    if (start != null && rule.until() != null && start.zoned() != rule.until().zoned()) {
      throw new IllegalArgumentException(
          "UNTIL has to be written with a zone if DTSTART is, and without one if not");
    }
  }

  private void readLine(String line) {
    var colon = line.indexOf(':');
    var property = (colon < 0 ? "RRULE" : line.substring(0, colon)).split(";", -1);
    var value = line.substring(colon + 1);
    switch (property[0]) {
      case "RRULE" -> rules.add(RuleParser.parse(withoutParameters(property, value)));
      case "EXRULE" -> exclusions.add(RuleParser.parse(withoutParameters(property, value)));
      case "RDATE" -> readDates(property, value).forEach(date -> dates.add(date.wall()));
      case "EXDATE" -> readDates(property, value).forEach(date -> excludedDates.add(date.wall()));
      case "DTSTART" -> start = readStart(property, value);
      default -> throw new IllegalArgumentException("unsupported property: " + property[0]);
    }
  }

  private static String withoutParameters(String[] property, String value) {
    if (property.length > 1) {
      throw new IllegalArgumentException("unsupported parameter: " + property[1]);
    }
    return value;
  }

  private static WrittenDate readStart(String[] property, String value) {
    var starts = readDates(property, value);
    if (starts.size() != 1) {
      throw new IllegalArgumentException("more than one DTSTART: " + value);
    }
    return starts.get(0);
  }

  private static List<WrittenDate> readDates(String[] property, String value) {
    var parameters = Arrays.asList(property).subList(1, property.length);
    for (var parameter : parameters) {
      if (!DATE_PARAMETER.matcher(parameter).matches()) {
        throw new IllegalArgumentException("unsupported parameter: " + parameter);
      }
    }
    var zoned = parameters.stream().anyMatch(parameter -> parameter.startsWith("TZID="));
    return Arrays.stream(value.split(",", -1))
        .map(WrittenDate::parse)
        .map(date -> new WrittenDate(date.wall(), date.zoned() || zoned))
        .toList();
  }
}
