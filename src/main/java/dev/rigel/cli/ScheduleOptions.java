package dev.rigel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A schedule as the options of a command line describe it. */
record ScheduleOptions(
    @Nullable Double interval,
    @Nullable String anchorDate,
    @Nullable String cron,
    @Nullable String dayOr,
    @Nullable String rrule,
    @Nullable String timezone) {

  /**
   * The one schedule that is described.
   *
   * @throws Failure for none, for several, or for one that has no meaning
   */
  Schedule schedule() {
    var kinds =
        Stream.of(named("--interval", interval), named("--cron", cron), named("--rrule", rrule))
            .flatMap(Optional::stream)
            .toList();
    if (kinds.isEmpty()) {
      throw new Failure("No deployment schedule updates provided");
    }
    if (kinds.size() > 1) {
      throw incompatible("give only one of " + String.join(" and ", kinds));
    }
    if (anchorDate != null && interval == null) {
      throw incompatible("--anchor-date goes with --interval");
    }
    if (dayOr != null && cron == null) {
      throw incompatible("--day_or goes with --cron");
    }
    if (interval != null) {
      return new IntervalSchedule(seconds(interval), anchor(), timezone);
    }
    return cron == null
        ? recurrence(Objects.requireNonNull(rrule))
        : new CronSchedule(
            cron, timezone, dayOr == null || !dayOr.matches("(?i)false|0|no|off|f|n"));
  }

  private static Optional<String> named(String option, @Nullable Object value) {
    return value == null ? Optional.empty() : Optional.of(option);
  }

  private static Failure incompatible(String why) {
    return new Failure("Incompatible schedule parameters: " + why);
  }

  private static Duration seconds(double seconds) {
    if (!(seconds > 0) || seconds > Integer.MAX_VALUE) {
      throw new Failure("The interval must be more than zero seconds.");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private @Nullable OffsetDateTime anchor() {
    if (anchorDate == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(anchorDate);
    } catch (DateTimeParseException e) {
      return withoutOffset(anchorDate);
    }
  }

  private static OffsetDateTime withoutOffset(String anchorDate) {
    try {
      var text = anchorDate.matches("\\d{4}-\\d\\d-\\d\\d") ? anchorDate + "T00:00" : anchorDate;
      return LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new Failure("'%s' is no date such as 2026-01-31T09:00:00+00:00.".formatted(anchorDate));
    }
  }

  private RRuleSchedule recurrence(String rrule) {
    if (!rrule.strip().startsWith("{")) {
      return new RRuleSchedule(rrule, timezone);
    }
    try {
      var object = Json.mapper().readTree(rrule);
      var zone = timezone == null ? object.path("timezone").asText(null) : timezone;
      return new RRuleSchedule(object.path("rrule").asText(), zone);
    } catch (JsonProcessingException e) {
      throw new Failure("--rrule is no JSON: " + e.getOriginalMessage());
    }
  }
}
