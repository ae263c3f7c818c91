package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentResponseBuilder;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.PreviewedDate;
import dev.rigel.contract.schedule.ScheduleNote;
import dev.rigel.contract.schedule.ScheduleNoteKind;
import dev.rigel.contract.schedule.SchedulePreviewBuilder;
import dev.rigel.fixture.Reply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The form that changes a deployment and makes one. */
@InBrowser
class DeploymentFormTest {
  private static final String PREVIEW = "POST /ui/schedules/preview";

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse orders = Things.flow("orders-etl");
  private final DeploymentResponse hourly =
      Things.deployment("hourly", orders)
          .description("Takes the orders of an hour.")
          .entrypoint("batch:orders")
          .schedule(new CronSchedule("0 * * * *", "Europe/London", true))
          .isScheduleActive(true)
          .tags(List.of("prod"))
          .parameters(Map.of("limit", 20))
          .parameterOpenapiSchema(
              Map.of(
                  "type",
                  "object",
                  "required",
                  List.of("limit", "day"),
                  "properties",
                  Map.of(
                      "limit", Map.of("title", "Limit", "type", "integer", "minimum", 1),
                      "day", Map.of("title", "Day", "type", "string"))))
          .build();
  private final String patch = "PATCH /deployments/" + hourly.id();

  DeploymentFormTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(orders, hourly, Things.calm(Things.queue("default").build()));
  }

  private Page edit() {
    return visitor.open(server.at("deployments/deployment/" + hourly.id() + "/edit"));
  }

  private Page make(String query) {
    return visitor.open(server.at("deployments/new" + query));
  }

  private static Reply refusal(String message, Object... loc) {
    return Reply.json(
        422,
        Map.of(
            "exception_message",
            "Invalid request received.",
            "exception_detail",
            List.of(Map.of("loc", List.of(loc), "msg", message, "type", "value_error"))));
  }

  private static Locator field(Page page, String label) {
    return page.getByRole(AriaRole.MAIN)
        .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }

  private static Locator button(Page page, String name) {
    return Seen.button(page, name);
  }

  @Test
  void only_what_is_changed_is_sent_and_leads_to_the_deployment() {
    var page = edit();

    field(page, "Description").fill("Takes all orders.");
    assertThat(page.getByText("Changed: description")).isVisible();
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(Seen.said(page)).containsText("hourly is saved.");
    assertThat(server.bodies(patch).get(0).toString())
        .isEqualTo("{\"description\":\"Takes all orders.\"}");
  }

  @Test
  void to_look_at_it_changes_nothing() {
    var page = edit();

    assertThat(page.getByText("Nothing is changed.")).isVisible();
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(server.calls(patch)).isZero();
  }

  @Test
  void parameters_are_a_form_and_json_and_need_not_be_whole() {
    var page = edit();

    field(page, "Limit").fill("50");
    button(page, "JSON").click();
    assertThat(page.getByLabel("As JSON")).hasValue("{\n  \"limit\": 50\n}");
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(server.bodies(patch).get(0).toString()).isEqualTo("{\"parameters\":{\"limit\":50}}");
  }

  @Test
  void parameters_that_do_not_fit_are_not_sent() {
    var page = edit();

    field(page, "Limit").fill("0");
    button(page, "Save").click();

    assertThat(page.getByText("At least 1.")).isVisible();
    assertThat(field(page, "Limit")).isFocused();
    assertThat(server.calls(patch)).isZero();
  }

  @Test
  void a_queue_that_is_not_there_will_be_made() {
    var page = edit();
    assertThat(page.getByText("Which agents take its runs.")).isVisible();

    field(page, "Work queue").fill("night");

    assertThat(page.getByText("This queue will be made.")).isVisible();
    assertThat(Seen.part(page, "What its runs need"))
        .containsText("An agent that polls night; none does now.");
    button(page, "Save").click();
    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(server.bodies(patch).get(0).toString()).isEqualTo("{\"work_queue_name\":\"night\"}");
  }

  @Test
  void a_schedule_is_told_in_words_and_dates_while_it_is_typed() {
    var date = OffsetDateTime.parse("2026-12-24T09:30:00+00:00");
    server.on(
        PREVIEW,
        call ->
            Reply.json(
                200,
                SchedulePreviewBuilder.builder()
                    .words("At 09:30, Monday to Friday")
                    .timezone("Europe/London")
                    .policyWords(List.of("bank-holidays left out"))
                    .dates(
                        List.of(
                            new PreviewedDate(date, date.plusMinutes(4)),
                            new PreviewedDate(date.plusDays(4), date.plusDays(4))))
                    .notes(
                        List.of(
                            new ScheduleNote(
                                ScheduleNoteKind.left_out,
                                date.plusDays(1),
                                "Friday 25 December 2026 left out: bank-holidays",
                                "bank-holidays")))
                    .build()));
    var page = edit();

    field(page, "Cron").fill("30 9 * * mon-fri");

    var means = Seen.part(page, "What it means");
    assertThat(means).containsText("At 09:30, Monday to Friday");
    assertThat(means).containsText("bank-holidays left out");
    var dates =
        means.getByRole(AriaRole.LIST, new Locator.GetByRoleOptions().setName("Next dates"));
    assertThat(dates.getByRole(AriaRole.LISTITEM)).hasCount(3);
    assertThat(dates.getByRole(AriaRole.LISTITEM).first())
        .hasText("Thu 24 Dec, 09:30 +00:00 starts 09:34:00");
    assertThat(dates.locator("del")).hasText("Left out: Fri 25 Dec, 09:30");
    assertThat(means.getByRole(AriaRole.IMG)).hasCount(1);
    page.waitForCondition(
        () ->
            server.bodies(PREVIEW).stream()
                .anyMatch(body -> body.at("/schedule/cron").asText().equals("30 9 * * mon-fri")));
    var asked = server.bodies(PREVIEW);
    assertThat(asked.get(asked.size() - 1).at("/deployment_id").asText())
        .isEqualTo(hourly.id().toString());
  }

  @Test
  void a_schedule_without_meaning_is_told_beside_its_field() {
    visitor.expects("status of 422");
    server.on(PREVIEW, call -> refusal("Invalid cron string: \"0 * *\"", "body", "schedule"));
    var page = edit();

    field(page, "Cron").fill("0 * *");

    assertThat(page.getByText("Invalid cron string: \"0 * *\"")).isVisible();
    assertThat(field(page, "Cron")).hasAttribute("aria-invalid", "true");
  }

  @Test
  void kinds_of_schedules_are_sent_as_the_api_has_them() {
    var page = edit();

    button(page, "Every").click();
    field(page, "Every").fill("90");
    page.getByLabel("Unit", new Page.GetByLabelOptions().setExact(true)).selectOption("minutes");
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(server.bodies(patch).get(0).path("schedule").toString())
        .isEqualTo(
            "{\"interval\":5400.0,\"anchor_date\":null,\"timezone\":\"Europe/London\"}"
                .replace("5400.0", "5400"));

    page.navigate(server.at("deployments/deployment/" + hourly.id() + "/edit").toString());
    button(page, "None").click();
    button(page, "Save").click();
    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(server.bodies(patch).get(1).toString()).isEqualTo("{\"schedule\":null}");
  }

  @Test
  void a_policy_reads_as_sentences_and_is_sent_as_a_whole() {
    var page = edit();

    page.getByLabel("If another run is active, the new one is skipped").check();
    field(page, "Starts are spread over").fill("10");
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    var policy = server.bodies(patch).get(0).path("schedule_policy");
    assertThat(policy.path("overlap").asText()).isEqualTo("skip");
    assertThat(policy.path("start_jitter").asInt()).isEqualTo(600);
    assertThat(server.bodies(patch).get(0)).hasSize(1);
  }

  @Test
  void retries_and_limits_are_sent_where_they_are_changed() {
    var page = edit();
    assertThat(field(page, "Most queued runs")).isVisible();
    assertThat(field(page, "At most so many times")).hasCount(0);

    field(page, "Tries after a failure").fill("2");
    page.getByLabel("If its agent is lost, a run begins anew").check();
    field(page, "At most so many times").fill("1");
    field(page, "Most queued runs").fill("100");
    assertThat(page.getByText("Changed: retries, lost agents, restarts, most queued runs"))
        .isVisible();
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    var sent = server.bodies(patch).get(0);
    assertThat(sent).hasSize(4);
    assertThat(sent.at("/empirical_policy/retries").asInt()).isEqualTo(2);
    assertThat(sent.path("on_agent_lost").asText()).isEqualTo("restart");
    assertThat(sent.path("max_restarts").asInt()).isEqualTo(1);
    assertThat(sent.path("max_queued_runs").asInt()).isEqualTo(100);
  }

  @Test
  void a_number_of_the_retries_that_cannot_be_is_told_and_not_sent() {
    var page = edit();

    page.getByText("Longer and longer delays").click();
    field(page, "Each delay is longer by").fill("0.5");
    button(page, "Save").click();

    assertThat(page.getByText("A number, 1 or more.")).isVisible();
    assertThat(field(page, "Each delay is longer by")).isFocused();
    assertThat(server.calls(patch)).isZero();
  }

  @Test
  void what_the_server_refuses_is_told_beside_its_field_which_has_the_focus() {
    visitor.expects("status of 422");
    server.on(patch, call -> refusal("at most 5", "body", "schedule_policy", "max_runs"));
    var page = edit();

    field(page, "At most so many runs").fill("7");
    button(page, "Save").click();

    assertThat(page.getByText("at most 5")).isVisible();
    assertThat(field(page, "At most so many runs")).isFocused();
  }

  @Test
  void a_conflict_is_told_in_words() {
    visitor.expects("status of 409");
    server.on(patch, call -> Reply.refusal(409, "More than 20,000 dates are to be caught up"));
    var page = edit();

    field(page, "Tags").fill("prod, eu");
    button(page, "Save").click();

    assertThat(
            page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("20,000")))
        .isVisible();
    assertThat(field(page, "Tags")).hasValue("prod, eu");
  }

  @Test
  void a_change_of_somebody_else_is_shown_beside_ones_own() {
    var page = edit();
    field(page, "Description").fill("Mine");
    field(page, "Tags").fill("eu");
    server.has(
        DeploymentResponseBuilder.builder(hourly)
            .description("Theirs")
            .workQueueName("gpu")
            .updated(Things.now())
            .build());

    button(page, "Save").click();

    var clash = Seen.part(page, "Somebody has changed this deployment meanwhile");
    assertThat(clash.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Mine")))
        .containsText("Theirs");
    assertThat(clash).containsText("gpu");
    assertThat(server.calls(patch)).isZero();

    clash.getByLabel("Description: theirs").check();
    button(page, "Go on with this").click();
    assertThat(field(page, "Description")).hasValue("Theirs");
    assertThat(field(page, "Work queue")).hasValue("gpu");
    button(page, "Save").click();

    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(server.bodies(patch).get(0).toString()).isEqualTo("{\"tags\":[\"eu\"]}");
  }

  @Test
  void a_part_that_cannot_be_read_leaves_the_rest() {
    visitor.expects("status of 500");
    server.on("POST /calendars/filter", call -> Reply.refusal(500, "calendars are broken"));
    server.on("POST /block_documents/filter", call -> Reply.refusal(500, "blocks are broken"));

    var page = edit();

    assertThat(Seen.part(page, "Policy")).containsText("calendars are broken");
    assertThat(Seen.part(page, "Infrastructure")).containsText("blocks are broken");
    assertThat(field(page, "Description")).hasValue("Takes the orders of an hour.");
  }

  @Test
  void one_that_is_gone_says_so() {
    visitor.expects("status of 404");
    var page = visitor.open(server.at("deployments/deployment/" + UUID.randomUUID() + "/edit"));

    assertThat(page.getByText("This deployment does not exist any more.")).isVisible();
  }

  @Test
  void a_new_one_is_made_with_its_flow_and_what_it_needs_is_said() {
    var page = visitor.open(server.at("deployments"));
    Seen.link(page, "New deployment").click();
    assertThat(Seen.title(page)).hasText("New deployment");
    var needs = Seen.part(page, "What its runs need");
    assertThat(needs).containsText("An entrypoint: batch:NAME");
    assertThat(needs).containsText("without one no agent takes its runs");

    button(page, "Make deployment").click();
    assertThat(page.getByText("A deployment has a name.")).isVisible();
    assertThat(field(page, "Name")).isFocused();
    field(page, "Name").fill("daily");
    field(page, "Flow").fill("weather-report");
    assertThat(page.getByText("This flow will be made.")).isVisible();
    field(page, "Entrypoint").fill("batch:weather-report");
    field(page, "Work queue").fill("default");
    button(page, "Make deployment").click();

    assertThat(Seen.title(page)).hasText("daily");
    assertThat(server.bodies("POST /flows/").get(0).path("name").asText())
        .isEqualTo("weather-report");
    var made = server.bodies("POST /deployments/").get(0);
    assertThat(made.path("entrypoint").asText()).isEqualTo("batch:weather-report");
    assertThat(made.path("work_queue_name").asText()).isEqualTo("default");
    assertThat(made.path("schedule").isNull()).isTrue();
    assertThat(made.at("/parameter_openapi_schema/additionalProperties").asBoolean()).isTrue();
  }

  @Test
  void a_name_that_is_taken_is_not_overwritten() {
    var page = make("?flow=orders-etl");
    assertThat(field(page, "Flow")).hasValue("orders-etl");

    field(page, "Name").fill("hourly");
    button(page, "Make deployment").click();

    assertThat(page.getByText("orders-etl has a deployment hourly already.")).isVisible();
    assertThat(server.calls("POST /deployments/")).isZero();
  }

  @Test
  void a_duplicate_begins_with_all_of_another() {
    var page = visitor.open(server.at("deployments/deployment/" + hourly.id()));
    Seen.link(page, "Duplicate").click();

    assertThat(field(page, "Name")).hasValue("hourly-copy");
    assertThat(field(page, "Cron")).hasValue("0 * * * *");
    button(page, "Make deployment").click();

    assertThat(Seen.title(page)).hasText("hourly-copy");
    var made = server.bodies("POST /deployments/").get(0);
    assertThat(made.path("flow_id").asText()).isEqualTo(orders.id().toString());
    assertThat(made.at("/schedule/cron").asText()).isEqualTo("0 * * * *");
    assertThat(made.at("/parameters/limit").asInt()).isEqualTo(20);
    assertThat(made.at("/parameter_openapi_schema/required")).hasSize(2);
  }

  @Test
  void the_deployment_leads_to_its_form() {
    var page = visitor.open(server.at("deployments/deployment/" + hourly.id()));

    Seen.link(page, "Edit").click();

    assertThat(Seen.title(page)).hasText("Edit hourly");
  }
}
