package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.fixture.Reply;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A year of business days: seen, gone through by keys, changed and saved. */
@InBrowser
class CalendarsPageTest {
  private static final LocalDate CHRISTMAS = LocalDate.of(2037, 12, 25);
  private static final LocalDate MAY_DAY = LocalDate.of(2037, 5, 4);

  private final Visitor visitor;
  private final FakeServer server;
  private final CalendarResponse calendar = OtherThings.calendar("bank-holidays", CHRISTMAS);

  CalendarsPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    OtherThings.has(server, calendar, MAY_DAY);
  }

  @Test
  void a_year_tells_which_days_are_closed_and_by_what() {
    var page = open();

    assertThat(page.getByRole(AriaRole.GRID)).hasCount(12);
    assertThat(day(page, "2037-12-25")).hasAttribute("aria-pressed", "true");
    assertThat(day(page, "2037-12-25")).hasAccessibleName(ending("closed"));
    assertThat(day(page, "2037-05-04")).hasAccessibleName(ending("closed, by the iCalendar text"));
    assertThat(day(page, "2037-12-24")).hasAccessibleName(ending("open"));
    assertThat(page.getByText("2 listed days")).isVisible();
  }

  @Test
  void what_is_clicked_is_saved_only_when_one_says_so() {
    var page = open();

    day(page, "2037-12-24").click();
    day(page, "2037-12-25").click();

    assertThat(page.getByText("2 days not saved")).isVisible();
    assertThat(server.calls("PATCH /calendars/" + calendar.id())).isZero();

    page.getByRole(AriaRole.BUTTON, named("Save 2 days")).click();

    assertThat(page.locator("#says")).containsText("Calendar bank-holidays is saved.");
    assertThat(saved()).containsExactly("2037-12-24");
  }

  @Test
  void a_day_of_the_text_is_not_taken_away_by_a_click() {
    var page = open();

    day(page, "2037-05-04").click();

    assertThat(page.locator("#says")).containsText("comes from the iCalendar text");
    assertThat(page.getByText("1 day not saved")).hasCount(0);
  }

  @Test
  void keys_go_from_day_to_day_month_to_month_and_into_the_next_year() {
    var page = open();
    day(page, "2037-12-25").focus();

    page.keyboard().press("ArrowLeft");
    assertThat(day(page, "2037-12-24")).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(day(page, "2037-12-31")).isFocused();
    page.keyboard().press("PageUp");
    assertThat(day(page, "2037-11-30")).isFocused();
    page.keyboard().press("Enter");
    assertThat(day(page, "2037-11-30")).hasAccessibleName(ending("closed, not saved"));
    page.keyboard().press("PageDown");
    page.keyboard().press("PageDown");

    assertThat(day(page, "2038-01-30")).isFocused();
    assertThat(page.getByText("1 day not saved")).isVisible();
  }

  @Test
  void pasted_dates_say_what_they_yield_before_they_are_added() {
    var page = open();

    page.getByLabel("Dates, or iCalendar text").fill("2037-12-25 2037-12-28 christmas");

    assertThat(page.getByText("2 days: "))
        .containsText("1 day listed already; not a day: christmas");
    page.getByRole(AriaRole.BUTTON, named("Add 1 day")).click();
    assertThat(day(page, "2037-12-28")).hasAccessibleName(ending("closed, not saved"));
  }

  @Test
  void who_uses_it_is_told_before_it_is_saved() {
    var flow = Things.flow("weather-report");
    var policy =
        SchedulePolicyBuilder.builder(SchedulePolicy.NONE)
            .calendars(List.of(calendar.name()))
            .build();
    server.has(flow, Things.deployment("daily", flow).schedulePolicy(policy).build());
    var page = open();
    day(page, "2037-12-24").click();

    page.getByRole(AriaRole.BUTTON, named("Save 1 day")).click();

    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("1 deployment plans its dates anew: weather-report/daily.");
    dialog.getByRole(AriaRole.BUTTON).first().click();
    assertThat(server.calls("PATCH /calendars/" + calendar.id())).isZero();
    assertThat(page.getByText("1 day not saved")).isVisible();
  }

  @Test
  void what_the_server_refuses_stands_beside_its_field() {
    visitor.expects("status of 422");
    server.on(
        "POST /calendars/",
        call ->
            Reply.of(
                422,
                """
                {"exception_message": "Invalid request received.",
                 "exception_detail": [{"loc": ["body", "timezone"], "msg": "no such zone", "type": "value_error"}]}
                """));
    var page = visitor.open(server.at("calendars/new"));

    page.locator("input[name=name]").fill("holidays");
    page.locator("input[name=timezone]").fill("Mars/Phobos");
    page.locator("textarea[name=icalendar]")
        .fill(
            "BEGIN:VCALENDAR\n"
                + "BEGIN:VEVENT\n"
                + "DTSTART;VALUE=DATE:20371225\n"
                + "END:VEVENT\n"
                + "END:VCALENDAR");
    assertThat(page.getByText("1 event; 1 day: ")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Make calendar")).click();

    assertThat(page.getByText("no such zone")).isVisible();
    assertThat(page.locator("input[name=timezone]")).isFocused();
  }

  private List<String> saved() {
    var days = server.bodies("PATCH /calendars/" + calendar.id()).get(0).get("days");
    return StreamSupport.stream(days.spliterator(), false).map(JsonNode::asText).toList();
  }

  private Page open() {
    return visitor.open(server.at("calendars/calendar/" + calendar.id() + "?year=2037"));
  }

  private static Locator day(Page page, String day) {
    return page.locator("button[data-day='" + day + "']");
  }

  /** Behind the day, which each language writes in its way. */
  private static Pattern ending(String words) {
    return Pattern.compile("2037, " + words + "$");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
