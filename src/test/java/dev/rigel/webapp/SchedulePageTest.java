package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.agent.AgentResponseBuilder;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.deployment.DeploymentResponseBuilder;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.schedule.ScheduleDatesBuilder;
import dev.rigel.contract.schedule.ScheduleDatesQuery;
import dev.rigel.contract.schedule.ScheduleGrouping;
import dev.rigel.contract.schedule.ScheduledDate;
import dev.rigel.contract.schedule.ScheduledDateBuilder;
import dev.rigel.contract.schedule.ScheduledDates;
import dev.rigel.contract.schedule.UncountedSchedule;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the house is busy. */
@InBrowser
class SchedulePageTest {
  /** A Monday in UTC that is far ahead, so that all of its week is. */
  private static final OffsetDateTime MONDAY =
      OffsetDateTime.of(2035, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /** What an hour says while no agent is there, and no run has completed. */
  private static final String NOBODY = "; needs at least 1 slot of agents, none is there";

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  SchedulePageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor.in("UTC");
    this.server = server;
  }

  private Page open(String query) {
    return visitor.open(server.at("schedule" + query));
  }

  private void plans(ScheduledDate... dates) {
    server.on(
        "POST /ui/schedules/dates",
        call -> {
          var query = BodyReader.read(call.json(), ScheduleDatesQuery.class);
          return Reply.json(200, FakeApi.dates(query, List.of(dates)));
        });
  }

  private ScheduledDate date(String deployment, String queue, OffsetDateTime time) {
    return ScheduledDateBuilder.builder()
        .deploymentId(UUID.nameUUIDFromBytes(deployment.getBytes(UTF_8)))
        .flowId(flow.id())
        .deploymentName(deployment)
        .workQueueName(queue)
        .scheduledTime(time)
        .expectedStartTime(time)
        .build();
  }

  /** A deployment of which five runs have completed that took so long. */
  private UUID takes(String deployment, Duration time) {
    var id = UUID.nameUUIDFromBytes(deployment.getBytes(UTF_8));
    server.has(flow);
    server.has(
        DeploymentResponseBuilder.builder(Things.deployment(deployment, flow).build())
            .id(id)
            .build());
    for (var i = 0; i < 5; i++) {
      var ago = Things.ago(Duration.ofDays(i + 1));
      var run = Things.run(deployment + i, flow, StateType.COMPLETED, ago, time);
      server.has(run.deploymentId(id).build());
    }
    return id;
  }

  private void has(AgentResponseBuilder... agents) {
    var all = Stream.of(agents).map(AgentResponseBuilder::build).toList();
    server.on("POST /agents/filter", call -> Reply.json(200, all));
  }

  private static Locator summary(Page page) {
    return Seen.part(page, "Schedule");
  }

  private static Locator cell(Page page, String label) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  @Test
  void hours_of_a_week_say_how_much_is_planned_and_lead_to_the_dates() {
    var nine = MONDAY.plusHours(9);
    plans(
        date("hourly", "batch", nine.plusMinutes(5)),
        date("nightly", "gpu", nine.plusMinutes(10)),
        date("weekly", "gpu", nine.plusMinutes(50)),
        date("hourly", "batch", MONDAY.plusDays(3)));

    var page = open("?from=2035-01-03");

    var busy = cell(page, "Monday, 1 January 2035, 09:00: 3 planned, 2 of them on gpu" + NOBODY);
    assertThat(busy).containsText("3");
    assertThat(page.getByText("4 planned.")).isVisible();
    busy.click();
    Seen.assertRows(page, "hourly", "nightly", "weekly");
    assertThat(Seen.query(page)).isEqualTo("view=agenda&from=2035-01-01T09");
    page.goBack();
    assertThat(busy).isVisible();
  }

  @Test
  void the_widest_gaps_are_told() {
    plans(date("one", "batch", MONDAY), date("two", "batch", MONDAY.plusDays(6)));

    var page = open("?from=2035-01-01");

    assertThat(page.getByText("Quiet: Mon 1 Jan 00:00, for 6 d 0 h; Sun 7 Jan 00:00, for 1 d 0 h."))
        .isVisible();
  }

  @Test
  void keys_go_from_hour_to_hour_and_on_to_the_next_week() {
    plans();
    var page = open("?from=2035-01-01");
    cell(page, "Monday, 1 January 2035, 00:00: nothing planned").focus();

    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowRight");
    assertThat(cell(page, "Tuesday, 2 January 2035, 01:00: nothing planned")).isFocused();
    page.keyboard().press("End");
    assertThat(cell(page, "Sunday, 7 January 2035, 01:00: nothing planned")).isFocused();
    page.keyboard().press("PageDown");

    assertThat(cell(page, "Sunday, 14 January 2035, 01:00: nothing planned")).isFocused();
    assertThat(Seen.query(page)).isEqualTo("from=2035-01-14");
  }

  @Test
  void an_hour_that_needs_more_than_is_there_says_so() {
    takes("hourly", Duration.ofMinutes(50));
    var nine = MONDAY.plusHours(9);
    plans(
        date("hourly", "gpu", nine),
        date("hourly", "gpu", nine),
        date("hourly", "gpu", nine.plusMinutes(5)),
        date("hourly", "gpu", nine.plusHours(3)),
        date("new", "gpu", nine.plusHours(3)));
    has(
        OtherThings.agent("blue", AgentState.ONLINE, "gpu").limit(2),
        OtherThings.agent("grey", AgentState.ONLINE, "batch").limit(8));

    var page = open("?from=2035-01-01");

    var label = "Monday, 1 January 2035, 09:00: 3 planned, 3 of them on gpu; ";
    var over = cell(page, label + "needs 3 slots of agents, 2 are there");
    assertThat(over).hasText("3over");
    assertThat(over.locator("svg")).isVisible();
    assertThat(over).hasAttribute("title", "needs 3 slots of agents, 2 are there");
    assertThat(page.locator(".heat .over")).hasCount(1);
    var words = "Monday, 1 January 2035, 12:00: 2 planned, 2 of them on gpu; ";
    assertThat(cell(page, words + "needs at least 1 slot of agents, 2 are there")).isVisible();
    assertThat(summary(page))
        .containsText("2 slots are there now, of 1 agent online on these queues.");
    assertThat(summary(page)).containsText("1 hour needs more and is marked over");
    assertThat(summary(page)).containsText("1 planned run has no usual duration yet");
  }

  @Test
  void an_agent_that_only_polls_leaves_open_what_is_there() {
    takes("hourly", Duration.ofMinutes(50));
    plans(date("hourly", "gpu", MONDAY), date("hourly", "gpu", MONDAY));
    has(
        OtherThings.agent("blue", AgentState.ONLINE, "gpu").limit(1),
        OtherThings.agent("stock", AgentState.ONLINE, "gpu").isNative(false).limit(null));

    var page = open("?from=2035-01-01");

    var label = "Monday, 1 January 2035, 00:00: 2 planned, 2 of them on gpu; needs 2 slots";
    assertThat(cell(page, label)).hasText("2");
    assertThat(summary(page)).containsText("it is not known how many slots are there");
  }

  @Test
  void agents_that_cannot_be_read_leave_the_dates() {
    visitor.expects("status of 404");
    takes("hourly", Duration.ofMinutes(50));
    plans(date("hourly", "gpu", MONDAY));
    server.on("POST /agents/filter", call -> Reply.refusal(404, "Not found"));

    var page = open("?from=2035-01-01");

    assertThat(summary(page)).containsText("1 planned.");
    assertThat(summary(page)).containsText("How many slots are there could not be read.");
  }

  @Test
  void a_refresh_asks_for_dates_and_agents_and_not_again_for_what_hardly_changes() {
    var usual = takes("hourly", Duration.ofMinutes(50));
    plans(date("hourly", "gpu", MONDAY));
    has(OtherThings.agent("blue", AgentState.ONLINE, "gpu"));
    var calendar = OtherThings.calendar("bank-holidays", MONDAY.toLocalDate());
    OtherThings.has(server, calendar);
    var page = open("?from=2035-01-01&calendar=bank-holidays");
    assertThat(summary(page)).containsText("4 slots are there now");

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

    page.waitForCondition(() -> server.calls("POST /agents/filter") == 2);
    page.waitForCondition(() -> server.calls("POST /ui/schedules/dates") == 2);
    assertThat(page.locator(".heat .closed")).hasCount(1);
    var asked = server.bodies("POST /ui/deployments/latest");
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).path("deployment_ids").get(0).asText()).isEqualTo(usual.toString());
    assertThat(server.calls("GET /calendars/" + calendar.id() + "/days")).isEqualTo(1);
  }

  @Test
  void a_month_has_days() {
    plans(date("hourly", "batch", MONDAY.plusDays(8)));
    var page = open("?from=2035-01-03");

    Seen.button(page, "month").click();

    var day = cell(page, "Tuesday, 9 January 2035: 1 planned, 1 of them on batch");
    assertThat(day).isVisible();
    Seen.button(page, "After").click();
    assertThat(page.getByText("February 2035")).isVisible();
    Seen.button(page, "Before").click();
    day.click();
    Seen.assertRows(page, "hourly");
  }

  @Test
  void more_than_are_told_one_by_one_are_counted_by_the_hour() {
    server.on(
        "POST /ui/schedules/dates",
        call -> {
          var nine = new ScheduledDates(MONDAY.plusHours(9), 600, Map.of("gpu", 600));
          var uncounted =
              new UncountedSchedule(flow.id(), "each-second", "gpu", "it has too many dates");
          return Reply.json(
              200,
              ScheduleDatesBuilder.builder()
                  .timezone("UTC")
                  .groupedBy(ScheduleGrouping.hour)
                  .count(600)
                  .dates(List.of())
                  .groups(List.of(nine))
                  .uncounted(List.of(uncounted))
                  .build());
        });

    var page = open("?from=2035-01-01");

    assertThat(page.getByText("each-second is not counted: it has too many dates")).isVisible();
    cell(page, "Monday, 1 January 2035, 09:00: 600 planned, 600 of them on gpu" + NOBODY).click();
    assertThat(page.getByText("Narrow the filter to see them.")).isVisible();
  }

  @Test
  void hours_that_are_over_say_how_their_runs_went_and_lead_to_them() {
    var failed = Things.run("odd-emu", flow, StateType.FAILED).build();
    var hour = Things.now().minusHours(30);
    server.has(flow, FlowRunResponseBuilder.builder(failed).expectedStartTime(hour).build());

    var page = open("?view=month&from=" + hour.toLocalDate());
    page.locator(".heat button.with-bad").click();

    assertThat(Seen.title(page)).hasText("Runs");
    Seen.assertRows(page, "odd-emu");
  }

  @Test
  void filters_are_in_the_address_and_asked_of_the_server() {
    plans();
    var page = open("?from=2035-01-01&work-queue=gpu&tag=prod&name=night");

    assertThat(page.getByText("Nothing is planned here.")).isVisible();
    var asked = server.bodies("POST /ui/schedules/dates").get(0).path("deployments");
    assertThat(asked.path("work_queue_name").path("any_").get(0).asText()).isEqualTo("gpu");
    assertThat(asked.path("tags").path("all_").get(0).asText()).isEqualTo("prod");
    assertThat(asked.path("name").path("like_").asText()).isEqualTo("night");
  }

  @Test
  void a_zone_that_is_chosen_moves_the_hours() {
    plans(date("hourly", "batch", MONDAY.plusHours(9)));
    var page = open("?from=2035-01-01");
    assertThat(cell(page, "Monday, 1 January 2035, 09:00: 1 planned, 1 of them on batch" + NOBODY))
        .isVisible();

    page.getByLabel("Zone of all times").focus();
    page.getByLabel("Zone of all times").selectOption("Asia/Tokyo");

    assertThat(cell(page, "Monday, 1 January 2035, 18:00: 1 planned, 1 of them on batch" + NOBODY))
        .isVisible();
  }

  @Test
  void what_cannot_be_read_says_so_in_its_place() {
    visitor.expects("status of 422");
    server.on("POST /ui/schedules/dates", call -> Reply.refusal(422, "No calendar is called x"));

    var page = open("?from=2035-01-01");

    assertThat(Seen.part(page, "Schedule")).containsText("No calendar is called x");
  }
}
