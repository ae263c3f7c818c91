package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The days are bank holidays of England: https://www.gov.uk/bank-holidays, 2026. */
class CalendarCommandsTest extends CommandLineCase {
  private static final String ID = "05cbc239-7ab7-448d-8236-774c7d6b4b65";
  private static final String BY_ID = "/calendars/" + ID;
  private static final String SUMMARY =
      """
      {"id": "%s", "created": "2026-11-23T11:00:00+00:00", "updated": "2026-11-23T11:30:00+00:00",
       "name": "%s", "description": "", "timezone": "Europe/London", "listed": "%s"}""";

  private static String uk() {
    return SUMMARY.formatted(ID, "uk", "closed").replace("}", "")
        + ", \"days\": [\"2026-12-25\", \"2026-12-28\"], \"icalendar\": \"BEGIN:VCALENDAR\\nEND:VCALENDAR\"}";
  }

  private CalendarCommandsTest known() {
    api.on("GET /calendars/name/uk", 200, uk()).on("GET " + BY_ID, 200, uk());
    return this;
  }

  @Test
  void create_describes_the_calendar_and_what_to_do_with_it() throws IOException {
    api.on("POST /calendars/", 201, uk());
    var list = Files.writeString(home.resolve("days"), "# banks\n2026-12-28 # for the 26th\n\n");
    var events = Files.writeString(home.resolve("uk.ics"), "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");

    var result =
        rigel(
            "calendar",
            "create",
            "uk",
            "--day",
            "2026-12-25",
            "--days-file",
            list.toString(),
            "--icalendar",
            events.toString(),
            "--listed",
            "closed",
            "--timezone",
            "Europe/London",
            "--description",
            "banks");

    assertThat(result.out())
        .isEqualTo(
            """

            Created calendar with properties:
                name - 'uk'
                id - 05cbc239-7ab7-448d-8236-774c7d6b4b65
                timezone - Europe/London
                listed days - closed

            Let a deployment use the calendar:
                rigel deployment set-policy FLOW/NAME --calendar 'uk'

            Show its next days:
                rigel calendar days 'uk'

            """);
    assertThat(result.status()).isZero();
    assertThat(api.bodies("POST /calendars/").get(0))
        .hasToString(
            "{\"name\":\"uk\",\"description\":\"banks\",\"timezone\":\"Europe/London\",\"listed\":\"closed\","
                + "\"days\":[\"2026-12-25\",\"2026-12-28\"],\"icalendar\":\"BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n\"}");
  }

  @Test
  void create_of_a_name_that_is_taken_fails_with_one_line() {
    api.on("POST /calendars/", 409, "{\"detail\": \"taken\"}");

    assertThat(rigel("calendar", "create", "uk"))
        .isEqualTo(new Result(1, "Calendar with name: 'uk' already exists.\n", ""));
  }

  @Test
  void what_cannot_be_sent_asks_nobody() {
    assertThat(rigel("calendar", "create", "a/b").out())
        .contains("Name 'a/b' contains an invalid character")
        .hasLineCount(1);
    assertThat(rigel("calendar", "create", "uk", "--day", "25.12.2026"))
        .isEqualTo(new Result(1, "'25.12.2026' is no day such as 2026-12-25.\n", ""));
    assertThat(rigel("calendar", "create", "uk", "--icalendar", "nowhere.ics"))
        .isEqualTo(new Result(1, "Cannot read 'nowhere.ics': no such file.\n", ""));
    assertThat(rigel("calendar", "create", "uk", "--days-file", "nofile"))
        .isEqualTo(new Result(1, "Cannot read 'nofile': no such file.\n", ""));
    assertThat(rigel("calendar", "create", "uk", "--listed", "shut").err())
        .contains("'shut' is not one of 'closed', 'open'");
    assertThat(rigel("calendar", "create").status()).isEqualTo(2);
    assertThat(api.bodies("POST /calendars/")).isEmpty();
  }

  @Test
  void ls_lists_by_name() {
    var xetra = SUMMARY.formatted("1752156f-fadb-4f24-b5f1-5b9c72c0223f", "xetra", "open");
    api.on(
        "POST /calendars/filter",
        200,
        "[" + SUMMARY.formatted(ID, "uk", "closed") + "," + xetra + "]");

    assertThat(rigel("calendars", "ls").out())
        .isEqualTo(
            """
                                              Calendars                                  \s
            ┏━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Name  ┃                                   ID ┃ Listed days ┃ Timezone      ┃
            ┡━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ uk    │ 05cbc239-7ab7-448d-8236-774c7d6b4b65 │ closed      │ Europe/London │
            │ xetra │ 1752156f-fadb-4f24-b5f1-5b9c72c0223f │ open        │ Europe/London │
            └───────┴──────────────────────────────────────┴─────────────┴───────────────┘
            """);
  }

  @Test
  void inspect_shows_the_days_and_the_size_of_the_text() {
    known();

    assertThat(rigel("calendar", "inspect", "uk").out())
        .isEqualTo(
            """
            Calendar(
                id='05cbc239-7ab7-448d-8236-774c7d6b4b65',
                created=DateTime(2026, 11, 23, 11, 0, 0, tzinfo=Timezone('+00:00')),
                updated=DateTime(2026, 11, 23, 11, 30, 0, tzinfo=Timezone('+00:00')),
                name='uk',
                timezone='Europe/London',
                listed='closed',
                days=['2026-12-25', '2026-12-28'],
                icalendar=29 characters
            )
            """);
  }

  @Test
  void days_are_shown_with_their_weekday() {
    known()
        .api
        .on(
            "GET " + BY_ID + "/days",
            200,
            "[{\"day\": \"2026-12-24\", \"open\": true}, {\"day\": \"2026-12-25\", \"open\": false}]");

    assertThat(rigel("calendar", "days", "uk", "--start", "2026-12-24").out())
        .isEqualTo(
            """
                          uk              \s
            ┏━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━┓
            ┃ Day        ┃ Weekday ┃ Open ┃
            ┡━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━┩
            │ 2026-12-24 │ Thu     │ yes  │
            │ 2026-12-25 │ Fri     │ no   │
            └────────────┴─────────┴──────┘
            """);
    assertThat(rigel("calendar", "days", "uk", "--end", "soon").out())
        .isEqualTo("'soon' is no day such as 2026-12-25.\n");
  }

  @Test
  void update_sends_only_what_is_given() {
    known().api.on("PATCH " + BY_ID, 204, "");

    assertThat(rigel("calendar", "update", "uk", "--day", "2026-12-24"))
        .isEqualTo(new Result(0, "Updated calendar 'uk'\n", ""));
    rigel("calendar", "update", ID, "--icalendar", "none", "--day", "none");
    rigel("calendar", "update", ID, "--listed", "open", "--timezone", "UTC", "--description", "d");

    assertThat(api.bodies("PATCH " + BY_ID))
        .extracting(Object::toString)
        .containsExactly(
            "{\"days\":[\"2026-12-24\"]}",
            "{\"days\":[],\"icalendar\":null}",
            "{\"description\":\"d\",\"timezone\":\"UTC\",\"listed\":\"open\"}");
    assertThat(rigel("calendar", "update", "uk"))
        .isEqualTo(new Result(1, "No calendar updates provided\n", ""));
  }

  @Test
  void a_calendar_in_use_is_refused_with_the_servers_words() {
    known()
        .api
        .on("DELETE " + BY_ID, 409, "{\"detail\": \"Calendar 'uk' is in use by etl/nightly\"}");

    assertThat(rigel("calendar", "delete", "uk"))
        .isEqualTo(new Result(1, "Calendar 'uk' is in use by etl/nightly.\n", ""));

    api.on("DELETE " + BY_ID, 204, "");
    assertThat(rigel("calendar", "delete", "uk"))
        .isEqualTo(new Result(0, "Deleted calendar 'uk'\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "days", "delete"})
  void an_unknown_calendar_is_named_the_way_it_was_asked_for(String command) {
    assertThat(rigel("calendar", command, "mars"))
        .isEqualTo(new Result(1, "No calendar named 'mars' found.\n", ""));
    assertThat(rigel("calendar", command, ID))
        .isEqualTo(new Result(1, "No calendar found: '" + ID + "'\n", ""));
  }
}
