package dev.rigel.server.calendar;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarResponseBuilder;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.json.FieldError;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.BusinessCalendar.Listed;
import dev.rigel.server.schedule.InvalidScheduleException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A named set of days, as it was written; what is stored always has a meaning. */
@Entity
@Table(name = "calendar")
class Calendar extends Stored {
  private static final TypeReference<List<LocalDate>> DAYS = new TypeReference<>() {};

  /** Nearly forty years of trading days. */
  private static final int MOST_DAYS = 10_000;

  private String name;
  private String description;
  private String timezone;

  @Enumerated(EnumType.STRING)
  private ListedDays listed;

  private String days;
  private @Nullable String icalendar;
  private UUID revision;

  /** For JPA. */
  protected Calendar() {}

  /** 422 for one without a meaning. */
  Calendar(CalendarCreate create, OffsetDateTime now) {
    super(now);
    name = create.name();
    description = create.description();
    timezone = orUtc(create.timezone());
    listed = create.listed();
    days = json(create.days());
    icalendar = create.icalendar();
    settle(now);
  }

  /** Given fields only; 422 where it would have no meaning any more. */
  void change(CalendarUpdate update, OffsetDateTime now) {
    update.description().ifPresent(text -> description = text == null ? "" : text);
    update.timezone().ifPresent(zone -> timezone = orUtc(zone));
    listed = update.listed() == null ? listed : update.listed();
    days = update.days() == null ? days : json(update.days());
    update.icalendar().ifPresent(text -> icalendar = text);
    settle(now);
    touch(now);
  }

  private void settle(OffsetDateTime now) {
    check("timezone", () -> BusinessCalendar.ofDays(Listed.CLOSED, timezone, List.of()));
    check("icalendar", () -> compiled().checkCost(now.toLocalDate()));
    revision = UUID.randomUUID();
  }

  private static void check(String field, Runnable reading) {
    try {
      reading.run();
    } catch (InvalidScheduleException e) {
      throw invalid(field, String.valueOf(e.getMessage()));
    }
  }

  private static String json(List<LocalDate> days) {
    if (days.size() > MOST_DAYS) {
      throw invalid("days", "at most " + MOST_DAYS + " days");
    }
    return Columns.json(days.stream().sorted().distinct().toList());
  }

  private static Problem invalid(String field, String message) {
    return Problem.invalid(
        List.of(FieldError.of(List.of("body", field), message, "value_error")), null);
  }

  private static String orUtc(@Nullable String zone) {
    return zone == null ? "UTC" : zone;
  }

  /** Its name, which never changes. */
  String name() {
    return name;
  }

  /** Another one after each change; no two changes ever have the same. */
  UUID revision() {
    return revision;
  }

  /** Ready to be asked. */
  BusinessCalendar compiled() {
    var meaning = listed == ListedDays.open ? Listed.OPEN : Listed.CLOSED;
    return icalendar == null
        ? BusinessCalendar.ofDays(meaning, timezone, days())
        : BusinessCalendar.of(meaning, timezone, days(), icalendar);
  }

  private List<LocalDate> days() {
    return Columns.parse(days, DAYS);
  }

  CalendarResponse response() {
    return CalendarResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .description(description)
        .timezone(timezone)
        .listed(listed)
        .days(days())
        .icalendar(icalendar)
        .build();
  }
}
