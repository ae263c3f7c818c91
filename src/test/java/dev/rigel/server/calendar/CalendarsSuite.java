package dev.rigel.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarCreateBuilder;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarResponseBuilder;
import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponseBuilder;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door to business calendars promises, on either database. */
abstract class CalendarsSuite {
  private static final String WEEKENDS =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20220101\nRRULE:FREQ=WEEKLY;BYDAY=SA,SU\nEND:VEVENT\nEND:VCALENDAR";
  private static final LocalDate NOV_25 = LocalDate.of(2022, 11, 25);

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Calendars calendars;

  CalendarsSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    calendars = server.get(Calendars.class);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_calendar_is_kept_as_it_was_written_its_days_in_order() {
    var made =
        calendars.create(
            create(
                """
                {"name": "uk", "description": "banks", "timezone": "Europe/London", "listed": "open",
                 "days": ["2022-12-02", "2022-11-25", "2022-12-02"], "icalendar": "%s"}"""
                    .formatted(line(WEEKENDS))));

    assertThat(made.days()).containsExactly(NOV_25, LocalDate.of(2022, 12, 2));
    assertThat(made.listed()).isEqualTo(ListedDays.open);
    assertThat(made.icalendar()).isEqualTo(WEEKENDS);
    assertThat(made.created()).isEqualTo(server.clock().now());
    assertThat(calendars.read(made.id())).isEqualTo(made);
    assertThat(calendars.readByName("uk")).isEqualTo(made);
  }

  @Test
  void a_calendar_with_nothing_but_a_name_closes_no_day_of_utc() {
    var made = calendars.create(create("{\"name\": \"n\"}"));

    assertThat(made)
        .isEqualTo(
            CalendarResponseBuilder.builder()
                .id(made.id())
                .created(made.created())
                .updated(made.updated())
                .name("n")
                .description("")
                .timezone("UTC")
                .listed(ListedDays.closed)
                .days(List.of())
                .build());
    assertThat(calendars.days(made.id(), null, null)).hasSize(31).allMatch(CalendarDay::open);
  }

  @Test
  void a_name_is_given_once() {
    calendars.create(create("{\"name\": \"n\"}"));

    assertProblem(
        409,
        "A calendar with this name already exists.",
        () -> calendars.create(create("{\"name\": \"n\"}")));
  }

  @Test
  void a_change_leaves_what_it_does_not_name() {
    var made =
        calendars.create(
            create(
                "{\"name\": \"n\", \"days\": [\"2022-11-25\"], \"timezone\": \"Asia/Tokyo\", \"description\": \"d\"}"));
    server.clock().advance(Duration.ofSeconds(1));

    calendars.update(made.id(), update("{\"icalendar\": \"%s\"}".formatted(line(WEEKENDS))));
    var changed = calendars.read(made.id());

    assertThat(changed.days()).isEqualTo(made.days());
    assertThat(changed.timezone()).isEqualTo("Asia/Tokyo");
    assertThat(changed.description()).isEqualTo("d");
    assertThat(changed.icalendar()).isEqualTo(WEEKENDS);
    assertThat(changed.updated()).isEqualTo(made.updated().plusSeconds(1));

    calendars.update(
        made.id(),
        update(
            "{\"icalendar\": null, \"timezone\": null, \"description\": null, \"days\": [], \"listed\": \"open\"}"));
    assertThat(calendars.read(made.id()))
        .isEqualTo(
            CalendarResponseBuilder.builder()
                .id(made.id())
                .created(made.created())
                .updated(changed.updated())
                .name("n")
                .description("")
                .timezone("UTC")
                .listed(ListedDays.open)
                .days(List.of())
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'timezone': 'Mars/Olympus'} | timezone | Invalid timezone: \"Mars/Olympus\"",
        "{'timezone': ''} | timezone | Invalid timezone: \"\"",
        "{'icalendar': 'hello'} | icalendar | Invalid calendar: ",
        "{'icalendar': ''} | icalendar | Invalid calendar: ",
      })
  void what_has_no_meaning_is_neither_made_nor_kept(String body, String field, String message) {
    var json = body.replace("'", "\"");
    var made = calendars.create(create("{\"name\": \"n\"}"));

    assertInvalid(
        field,
        message,
        () -> calendars.create(create(json.replaceFirst("\\{", "{\"name\": \"bad\", "))));
    assertInvalid(field, message, () -> calendars.update(made.id(), update(json)));

    assertThat(calendars.list(Page.FIRST)).hasSize(1);
    assertThat(calendars.read(made.id())).isEqualTo(made);
  }

  @Test
  void enormous_calendars_are_refused() {
    var days = NOV_25.datesUntil(NOV_25.plusDays(10_001)).toList();
    var daily = "BEGIN:VEVENT\nDTSTART:20000101\nRRULE:FREQ=DAILY\nEND:VEVENT\n".repeat(1_000);

    assertInvalid("days", "at most 10000 days", () -> calendars.create(of("n", days, null)));
    assertInvalid(
        "icalendar",
        "Invalid calendar: at most 1000000 characters",
        () -> calendars.create(of("n", List.of(), "A:1\n".repeat(250_001))));
    assertInvalid(
        "icalendar",
        "Invalid calendar: its events recur too often",
        () -> calendars.create(of("n", List.of(), "BEGIN:VCALENDAR\n" + daily + "END:VCALENDAR")));
    assertThat(calendars.list(Page.FIRST)).isEmpty();
  }

  @Test
  void calendars_are_listed_by_name_page_by_page() {
    for (var name : List.of("c", "a", "b")) {
      calendars.create(of(name, List.of(NOV_25), null));
    }

    assertThat(calendars.list(Page.FIRST))
        .extracting(CalendarSummaryResponse::name)
        .containsExactly("a", "b", "c");
    var second = calendars.list(new Page(1, 1)).get(0);
    var whole = calendars.readByName("b");
    assertThat(second)
        .isEqualTo(
            CalendarSummaryResponseBuilder.builder()
                .id(whole.id())
                .created(whole.created())
                .updated(whole.updated())
                .name("b")
                .description("")
                .timezone("UTC")
                .listed(ListedDays.closed)
                .build());
    assertProblem(422, "Invalid limit", () -> calendars.list(new Page(201, 0)));
  }

  @Test
  void days_are_shown_open_or_closed_from_today_in_the_zone_of_the_calendar() {
    var made = calendars.create(of("n", List.of(NOV_25), WEEKENDS));
    calendars.update(made.id(), update("{\"timezone\": \"Pacific/Kiritimati\"}"));

    var days = calendars.days(made.id(), null, LocalDate.of(2022, 11, 28));

    // 12:00 of the 23rd in UTC is 02:00 of the 24th there, 14 hours ahead
    assertThat(days)
        .containsExactly(
            new CalendarDay(LocalDate.of(2022, 11, 24), true),
            new CalendarDay(NOV_25, false),
            new CalendarDay(LocalDate.of(2022, 11, 26), false),
            new CalendarDay(LocalDate.of(2022, 11, 27), false),
            new CalendarDay(LocalDate.of(2022, 11, 28), true));
  }

  @Test
  void a_span_of_days_is_bounded() {
    var made = calendars.create(of("n", List.of(), null));
    var id = made.id();

    assertThat(calendars.days(id, NOV_25, NOV_25)).hasSize(1);
    assertThat(calendars.days(id, NOV_25, NOV_25.plusDays(365))).hasSize(366);
    assertProblem(422, "Invalid span", () -> calendars.days(id, NOV_25, NOV_25.plusDays(366)));
    assertProblem(422, "Invalid span", () -> calendars.days(id, NOV_25, NOV_25.minusDays(1)));
    assertThat(calendars.days(id, LocalDate.of(9999, 12, 30), null)).hasSize(2);
  }

  @Test
  void unknown_calendars_are_not_found() {
    var id = UUID.randomUUID();

    assertUnknown(() -> calendars.read(id));
    assertUnknown(() -> calendars.readByName("n"));
    assertUnknown(() -> calendars.update(id, update("{}")));
    assertUnknown(() -> calendars.delete(id));
    assertUnknown(() -> calendars.days(id, null, null));
  }

  @Test
  void a_deleted_calendar_is_gone_and_its_name_is_free() {
    var made = calendars.create(of("n", List.of(NOV_25), null));
    calendars.delete(made.id());

    assertUnknown(() -> calendars.read(made.id()));
    assertThat(calendars.create(of("n", List.of(), null)).id()).isNotEqualTo(made.id());
  }

  private static void assertUnknown(Runnable call) {
    assertProblem(404, "Calendar not found", call);
  }

  private static void assertInvalid(String field, String message, Runnable call) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(call::run)
        .withMessageStartingWith(message)
        .satisfies(
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.body()).asString().contains("loc=[body, " + field + "]");
            });
  }

  private static void assertProblem(int status, String message, Runnable call) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(call::run)
        .withMessageStartingWith(message)
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(status));
  }

  private static CalendarCreate of(String name, List<LocalDate> days, String icalendar) {
    return CalendarCreateBuilder.builder()
        .name(name)
        .description("")
        .listed(ListedDays.closed)
        .days(days)
        .icalendar(icalendar)
        .build();
  }

  private static CalendarCreate create(String json) {
    return read(json, CalendarCreate.class);
  }

  private static CalendarUpdate update(String json) {
    return read(json, CalendarUpdate.class);
  }

  private static String line(String text) {
    return text.replace("\n", "\\n");
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return BodyReader.read(Json.mapper().readTree(json), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
