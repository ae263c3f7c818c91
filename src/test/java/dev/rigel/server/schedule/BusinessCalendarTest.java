package dev.rigel.server.schedule;

import static dev.rigel.server.schedule.BusinessCalendar.Listed.CLOSED;
import static dev.rigel.server.schedule.BusinessCalendar.Listed.OPEN;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rigel.contract.schedule.CronSchedule;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessCalendarTest {
  private static final OffsetDateTime NEW_YEAR_2025 = OffsetDateTime.parse("2025-01-01T00:00Z");

  @Test
  void nothing_runs_on_a_closed_day() {
    var holiday = BusinessCalendar.ofDays(CLOSED, "UTC", List.of(LocalDate.of(2025, 1, 2)));

    assertThat(daily("UTC").on(holiday).from(NEW_YEAR_2025).limit(2))
        .containsExactly(at("2025-01-01T09:00Z"), at("2025-01-03T09:00Z"));
  }

  @Test
  void days_begin_and_end_in_the_zone_of_the_calendar() {
    var holiday = BusinessCalendar.ofDays(CLOSED, "Asia/Tokyo", List.of(LocalDate.of(2025, 1, 2)));

    assertThat(holiday.isOpen(at("2025-01-01T14:59:59Z"))).isTrue();
    assertThat(holiday.isOpen(at("2025-01-01T15:00Z"))).isFalse();
    assertThat(holiday.isOpen(at("2025-01-02T14:59:59.999Z"))).isFalse();
    assertThat(holiday.isOpen(at("2025-01-02T15:00Z"))).isTrue();
  }

  @Test
  void with_open_days_nothing_runs_on_others() {
    var days = List.of(LocalDate.of(2025, 3, 9), LocalDate.of(2025, 3, 10));
    var trading = BusinessCalendar.ofDays(OPEN, "America/New_York", days);

    assertThat(daily("America/New_York").on(trading).from(NEW_YEAR_2025))
        .containsExactly(at("2025-03-09T13:00Z"), at("2025-03-10T13:00Z"));
  }

  @Test
  void open_days_may_recur() {
    var mondays =
        BusinessCalendar.ofICalendar(
            OPEN,
            "UTC",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR");

    assertThat(daily("UTC").on(mondays).from(NEW_YEAR_2025).limit(2))
        .containsExactly(at("2025-01-06T09:00Z"), at("2025-01-13T09:00Z"));
  }

  @Test
  void two_calendars_both_have_to_be_open() {
    var first = BusinessCalendar.ofDays(CLOSED, null, List.of(LocalDate.of(2025, 1, 1)));
    var second = BusinessCalendar.ofDays(CLOSED, null, List.of(LocalDate.of(2025, 1, 2)));

    assertThat(daily("UTC").on(first).on(second).atOrAfter(NEW_YEAR_2025))
        .hasValue(at("2025-01-03T09:00Z"));
  }

  @Test
  void a_file_of_holidays_is_read_with_its_recurrences() {
    var holidays =
        calendar(
            "BEGIN:VEVENT",
            "UID:christmas",
            "DTSTART;VALUE=DATE:20101225",
            "DTEND;VALUE=DATE:20101227",
            "RRULE:FREQ=YEARLY",
            "SUMMARY:Christmas: two days,",
            "  and a long line",
            "BEGIN:VALARM",
            "DTSTART;VALUE=DATE:20250701",
            "END:VALARM",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:thanksgiving",
            "DTSTART;VALUE=DATE:20101125",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "EXDATE;VALUE=DATE:20241128",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:once",
            "DTSTART;TZID=\"US: Eastern\":20250620T220000",
            "DURATION:PT5H",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:cancelled",
            "STATUS:CANCELLED",
            "DTSTART;VALUE=DATE:20250623",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:summer",
            "DTSTART;VALUE=DATE:20250804",
            "DURATION:P1W",
            "END:VEVENT");

    assertThat(closedDays(holidays, "2024-11-01", "2025-12-31"))
        .containsExactly(
            "2024-12-25",
            "2024-12-26",
            "2025-06-20",
            "2025-06-21",
            "2025-08-04",
            "2025-08-05",
            "2025-08-06",
            "2025-08-07",
            "2025-08-08",
            "2025-08-09",
            "2025-08-10",
            "2025-11-27",
            "2025-12-25",
            "2025-12-26");
  }

  @Test
  void a_moved_occurrence_takes_the_place_of_the_one_it_replaces() {
    var holidays =
        calendar(
            "BEGIN:VEVENT",
            "UID:founding-day",
            "DTSTART;VALUE=DATE:20200601",
            "RRULE:FREQ=YEARLY",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:founding-day",
            "RECURRENCE-ID;VALUE=DATE:20250601",
            "DTSTART;VALUE=DATE:20250602",
            "END:VEVENT");

    assertThat(closedDays(holidays, "2024-01-01", "2026-12-31"))
        .containsExactly("2024-06-01", "2025-06-02", "2026-06-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "X:1",
        "BEGIN:VEVENT\nEND:VEVENT",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:00000101\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250101\nDURATION:P9999D\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250101\nDTEND:99991231\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR",
        "BEGIN:VCALENDAR\nEND:VEVENT",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250101\nDURATION:long\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250101\nRRULE:FREQ=X\nEND:VEVENT\nEND:VCALENDAR"
      })
  void what_is_no_calendar_is_refused(String text) {
    assertThatThrownBy(() -> BusinessCalendar.ofICalendar(CLOSED, "UTC", text))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageStartingWith("Invalid calendar: ");
  }

  @Test
  void enormous_calendars_are_read_within_a_moment_or_refused() {
    var day = "BEGIN:VEVENT\nUID:x\nDTSTART:20250101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n";
    var decade = "BEGIN:VEVENT\nDTSTART:%04d0101\nDURATION:P3600D\nEND:VEVENT\n";
    var centuries =
        IntStream.range(200, 240).mapToObj(n -> decade.formatted(n * 10)).collect(joining());

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertRefused("BEGIN:VCALENDAR\n" + "A".repeat(900_000), "expected NAME:VALUE");
          assertRefused("BEGIN:VCALENDAR\n" + "\"".repeat(900_000), "expected NAME:VALUE");
          assertRefused("A:1\n".repeat(250_001), "at most 1000000 characters");
          assertRefused(calendarText(centuries), "more than 100000 days");
          var crowded = BusinessCalendar.ofICalendar(CLOSED, null, calendarText(day.repeat(9_000)));
          assertThatThrownBy(() -> daily("UTC").on(crowded).from(NEW_YEAR_2025).limit(500).count())
              .hasMessageContaining("no date among the first");
        });
  }

  @Test
  void a_thousand_yearly_holidays_are_no_hindrance() {
    var thousand =
        IntStream.range(0, 1_000)
            .mapToObj(i -> LocalDate.of(2000, 1, 1).plusDays(i % 360).toString().replace("-", ""))
            .map("BEGIN:VEVENT\nDTSTART:%s\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"::formatted)
            .collect(joining());
    var closed = BusinessCalendar.ofICalendar(CLOSED, null, calendarText(thousand));
    var open = BusinessCalendar.ofICalendar(OPEN, null, calendarText(thousand));

    closed.checkCost(NEW_YEAR_2025.toLocalDate());

    // 2000 was a leap year: its 360 days reach Christmas Day, and the 29th of February is there too
    assertThat(daily("UTC").on(closed).from(NEW_YEAR_2025).limit(100))
        .hasSize(100)
        .startsWith(at("2025-12-26T09:00Z"))
        .element(6)
        .isEqualTo(at("2026-12-26T09:00Z"));
    assertThat(daily("UTC").on(open).from(at("2025-12-25T10:00Z")).limit(2))
        .containsExactly(at("2026-01-01T09:00Z"), at("2026-01-02T09:00Z"));
  }

  @Test
  void an_always_closed_calendar_is_given_up_on() {
    var closed =
        calendar("BEGIN:VEVENT", "DTSTART;VALUE=DATE:20000101", "RRULE:FREQ=DAILY", "END:VEVENT");

    assertThatThrownBy(() -> daily("UTC").on(closed).atOrAfter(NEW_YEAR_2025))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("no date among the first");
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> BusinessCalendar.ofICalendar(CLOSED, "UTC", text))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageStartingWith("Invalid calendar: " + reason)
        .message()
        .hasSizeLessThan(300);
  }

  private static BusinessCalendar calendar(String... lines) {
    return BusinessCalendar.ofICalendar(
        CLOSED, "UTC", calendarText(String.join("\r\n", lines) + "\r\n"));
  }

  private static String calendarText(String events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
  }

  private static Stream<String> closedDays(BusinessCalendar calendar, String from, String to) {
    return LocalDate.parse(from)
        .datesUntil(LocalDate.parse(to).plusDays(1))
        .filter(day -> !calendar.isOpen(day.atTime(12, 0).atOffset(ZoneOffset.UTC)))
        .map(LocalDate::toString);
  }

  private static Dates daily(String zone) {
    return Schedules.dates(new CronSchedule("0 9 * * *", zone, true));
  }

  private static OffsetDateTime at(String time) {
    return OffsetDateTime.parse(time);
  }
}
