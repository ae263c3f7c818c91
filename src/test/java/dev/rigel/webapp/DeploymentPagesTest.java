package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentResponseBuilder;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.SchedulePreviewBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deployments: the list, and one of them. */
@InBrowser
class DeploymentPagesTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse orders = Things.flow("orders-etl");
  private final DeploymentResponse hourly =
      Things.deployment("hourly", orders)
          .schedule(new CronSchedule("0 * * * *", "Europe/London", true))
          .isScheduleActive(true)
          .tags(List.of("prod"))
          .parameters(Map.of("limit", 20))
          .build();

  DeploymentPagesTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(orders);
  }

  private Page list(String query) {
    return visitor.open(server.at("deployments" + query));
  }

  private Page page() {
    return visitor.open(server.at("deployments/deployment/" + hourly.id()));
  }

  private static Locator row(Page page, String name) {
    return page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(name));
  }

  /** Five completed ones that took 1 to 5 s, and the last one that failed. */
  private void hasRun() {
    IntStream.rangeClosed(1, 5)
        .forEach(
            i ->
                server.has(
                    Things.run(
                            "calm-" + i,
                            orders,
                            StateType.COMPLETED,
                            Things.ago(Duration.ofHours(i)),
                            Duration.ofSeconds(i))
                        .deploymentId(hourly.id())
                        .build()));
    server.has(
        Things.run("odd-emu", orders, StateType.FAILED).deploymentId(hourly.id()).build(),
        Things.run(
                "next-newt",
                orders,
                StateType.SCHEDULED,
                Things.now().plusMinutes(26).plusSeconds(30),
                Duration.ZERO)
            .deploymentId(hourly.id())
            .build());
  }

  @Test
  void each_row_says_what_runs_when_and_how_it_went_by_few_calls() {
    server.has(hourly, Things.deployment("by-hand", orders).workQueueName(null).build());
    hasRun();

    var page = list("");

    Seen.assertRows(page, "by-hand", "hourly");
    var row = row(page, "hourly");
    assertThat(row).containsText("orders-etl");
    assertThat(row).containsText("cron 0 * * * *");
    assertThat(row).containsText("Europe/London");
    assertThat(row).containsText("in 26 min");
    assertThat(row.getByRole(AriaRole.IMG))
        .hasAttribute("aria-label", "Last 6 runs: 5 Completed, 1 Failed");
    assertThat(row.locator(".spark i")).hasCount(6);
    assertThat(row.getByText("prod")).isVisible();
    assertThat(row(page, "by-hand")).containsText("by hand only");
    assertThat(page.getByText("2 of 2")).isVisible();
    assertThat(server.calls("POST /ui/deployments/latest")).isEqualTo(1);
    assertThat(server.bodies("POST /ui/deployments/latest").get(0).path("deployment_ids"))
        .hasSize(2);
  }

  @Test
  void the_last_run_is_one_click_away() {
    server.has(hourly);
    hasRun();
    var page = list("");

    Seen.link(page, "Last run odd-emu: Failed").click();

    assertThat(Seen.title(page)).hasText("odd-emu");
  }

  @Test
  void filters_are_in_the_address_and_can_be_taken_back() {
    server.has(hourly, Things.deployment("nightly", orders).build());
    var page = list("?tag=prod");
    Seen.assertRows(page, "hourly");

    Seen.button(page, "Without tag prod").click();
    Seen.assertRows(page, "hourly", "nightly");
    page.getByLabel("Name of deployment").fill("night");
    Seen.assertRows(page, "nightly");
    assertThat(Seen.query(page)).isEqualTo("name=night");

    page.goBack();
    Seen.assertRows(page, "hourly");
    assertThat(Seen.query(page)).isEqualTo("tag=prod");
  }

  @Test
  void schedules_that_are_paused_or_not_or_missing_take_one_click() {
    var noon = new CronSchedule("0 12 * * *", "UTC", true);
    server.has(
        Things.deployment("rests", orders).schedule(noon).isScheduleActive(false).build(),
        Things.deployment("goes-on", orders).schedule(noon).isScheduleActive(true).build(),
        Things.deployment("is-started", orders).isScheduleActive(true).build(),
        Things.deployment("is-seldom", orders).isScheduleActive(false).build());
    var page = list("?name=s");
    Seen.assertRows(page, "goes-on", "is-seldom", "is-started", "rests");

    Seen.button(page, "Paused").click();
    Seen.assertRows(page, "rests");
    assertThat(Seen.query(page)).isEqualTo("name=s&schedule=off");

    Seen.button(page, "Not paused").click();
    Seen.assertRows(page, "goes-on");

    Seen.button(page, "No schedule").click();
    Seen.assertRows(page, "is-seldom", "is-started");
    assertThat(Seen.query(page)).isEqualTo("name=s&schedule=none");
    Seen.button(page, "No schedule").click();
    assertThat(Seen.rows(page)).hasCount(4);
  }

  @Test
  void those_whose_last_run_was_bad_take_one_click() {
    var nightly = Things.deployment("nightly", orders).build();
    server.has(hourly, nightly, Things.deployment("unused", orders).build());
    ended(hourly, StateType.COMPLETED, 90);
    ended(hourly, StateType.CRASHED, 60);
    ended(nightly, StateType.FAILED, 60);
    ended(nightly, StateType.COMPLETED, 30);
    var page = list("");
    assertThat(Seen.rows(page)).hasCount(3);

    Seen.button(page, "Last run bad").click();
    Seen.assertRows(page, "hourly");
    assertThat(Seen.query(page)).isEqualTo("ended=bad");

    ended(hourly, StateType.COMPLETED, 20);
    page.reload();
    Seen.button(page, "Clear filters").click();
    assertThat(Seen.rows(page)).hasCount(3);
  }

  private void ended(DeploymentResponse deployment, StateType type, int minutesAgo) {
    var start = Things.ago(Duration.ofMinutes(minutesAgo));
    var run = Things.run("run-" + minutesAgo, orders, type, start, Duration.ofSeconds(4));
    server.has(run.deploymentId(deployment.id()).build());
  }

  @Test
  void a_filter_is_added_by_its_name() {
    server.has(hourly, Things.deployment("nightly", orders).workQueueName("night").build());
    var page = list("");

    page.getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("What").selectOption("Work queue");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("night");
    Seen.button(page, "Add").click();

    Seen.assertRows(page, "nightly");
    assertThat(Seen.query(page)).isEqualTo("work-queue=night");
  }

  @Test
  void none_at_all_is_another_thing_than_none_that_match() {
    var page = list("");
    assertThat(page.getByText("No deployment yet.")).isVisible();
    assertThat(page.getByText("rigel deployment apply deployment.yaml")).isVisible();
    assertThat(Seen.link(page, "Make one")).hasAttribute("href", "deployments/new");

    server.has(hourly);
    page.navigate(server.at("deployments?name=nothing").toString());
    assertThat(page.getByText("No deployment matches.")).isVisible();
    Seen.button(page, "Clear filters").click();
    Seen.assertRows(page, "hourly");
  }

  @Test
  void a_server_in_trouble_is_told_of_and_what_it_said_last_stays() {
    visitor.expects("status of 503");
    server.has(hourly);
    var page = list("");
    Seen.assertRows(page, "hourly");

    server.refuses(Reply.refusal(503, "The database is away."));
    assertThat(Seen.problem(page)).containsText("The database is away.");
    Seen.assertRows(page, "hourly");

    server.recovers();
    Seen.button(page, "Try now").click();
    assertThat(Seen.problem(page)).hasText("");
  }

  @Test
  void one_has_its_schedule_in_the_servers_words_its_dates_and_what_is_usual() {
    server.has(hourly);
    hasRun();
    var date = Things.now().plusHours(1);
    server.upcoming(
        hourly.id(),
        List.of(
            new UpcomingDate(date, date), new UpcomingDate(date.plusHours(1), date.plusHours(1))));
    server.on(
        "POST /ui/schedules/preview",
        call ->
            Reply.json(
                200,
                SchedulePreviewBuilder.builder()
                    .words("Every hour, on the hour")
                    .timezone("Europe/London")
                    .policyWords(List.of("If another run is active, the new one is skipped"))
                    .dates(List.of())
                    .notes(List.of())
                    .build()));

    var page = page();

    var schedule = Seen.part(page, "Schedule");
    assertThat(schedule).containsText("Every hour, on the hour");
    assertThat(schedule).containsText("If another run is active, the new one is skipped");
    assertThat(schedule.getByRole(AriaRole.LISTITEM)).hasCount(3);
    assertThat(Seen.part(page, "Runs"))
        .containsText("Half of its runs end within 3 s, 19 of 20 within 5 s.");
    assertThat(Seen.part(page, "Parameters")).containsText("\"limit\": 20");
    assertThat(Seen.part(page, "Details")).containsText("prod");
    assertThat(Seen.rows(page).first()).hasText("odd-emu");
    assertThat(page).hasTitle("hourly · Rigel");
  }

  @Test
  void it_is_there_as_a_file_to_copy_when_it_is_asked_for() {
    server.has(hourly);
    var page = page();

    page.getByText("As YAML").click();

    var file = Seen.part(page, "Details").locator("pre");
    assertThat(file).containsText("flow_name: orders-etl");
    assertThat(file).containsText("cron: \"0 * * * *\"");
    assertThat(Seen.button(page, "Copy as YAML")).isVisible();
  }

  @Test
  void words_that_the_server_has_none_for_are_those_of_the_list() {
    visitor.expects("status of 422");
    server.has(hourly);
    server.on("POST /ui/schedules/preview", call -> Reply.refusal(422, "no such zone"));

    var page = page();

    assertThat(Seen.part(page, "Schedule")).containsText("cron 0 * * * *");
    assertThat(Seen.problem(page)).hasText("");
  }

  @Test
  void a_run_is_made_at_once_and_taken_back() {
    server.has(hourly);
    var made = Things.run("calm-otter", orders, StateType.SCHEDULED).build();
    var create = "POST /deployments/" + hourly.id() + "/create_flow_run";
    server.on(
        create,
        call -> {
          server.has(made);
          return Reply.json(201, made);
        });
    var page = page();

    Seen.button(page, "Run").click();
    assertThat(Seen.said(page)).containsText("calm-otter is to run now.");
    assertThat(server.bodies(create).get(0).at("/state/type").asText()).isEqualTo("SCHEDULED");
    Seen.button(page, "Undo").click();

    assertThat(Seen.said(page)).containsText("calm-otter is cancelled.");
    var proposal = server.bodies("POST /flow_runs/" + made.id() + "/set_state").get(0);
    assertThat(proposal.at("/state/type").asText()).isEqualTo("CANCELLED");
    assertThat(proposal.path("force").asBoolean()).isTrue();
  }

  @Test
  void a_refusal_is_told_in_the_servers_words() {
    visitor.expects("status of 409");
    server.has(hourly);
    server.on(
        "POST /deployments/" + hourly.id() + "/create_flow_run",
        call -> Reply.refusal(409, "Deployment has 5 runs queued, as many as it may."));
    var page = page();

    Seen.button(page, "Run").click();

    assertThat(Seen.said(page)).containsText("as many as it may");
  }

  @Test
  void what_has_to_be_filled_in_leads_to_the_form() {
    var schema =
        Map.<String, Object>of(
            "type",
            "object",
            "required",
            List.of("city"),
            "properties",
            Map.of("city", Map.of("type", "string", "title", "City")));
    server.has(DeploymentResponseBuilder.builder(hourly).parameterOpenapiSchema(schema).build());
    var page = page();

    Seen.button(page, "Run").click();

    assertThat(Seen.title(page)).hasText("Run hourly");
  }

  @Test
  void one_that_has_not_run_and_runs_by_hand_says_so() {
    var bare = Things.deployment("by-hand", orders).build();
    server.has(bare);

    var page = visitor.open(server.at("deployments/deployment/" + bare.id()));

    assertThat(Seen.part(page, "Runs")).containsText("It has not run yet.");
    assertThat(Seen.part(page, "Runs")).containsText("rigel deployment run 'orders-etl/by-hand'");
    assertThat(Seen.part(page, "Schedule")).containsText("By hand only");
    assertThat(Seen.part(page, "Parameters")).containsText("None");
    assertThat(server.calls("POST /ui/schedules/preview")).isZero();
  }

  @Test
  void an_unknown_one_is_not_found_and_its_names_lead_to_it() {
    visitor.expects("status of 404");
    var page = visitor.open(server.at("deployments/deployment/" + UUID.randomUUID()));
    assertThat(Seen.title(page)).hasText("Not found");
    assertThat(page.getByText("This deployment does not exist any more.")).isVisible();

    server.has(hourly);
    page.navigate(server.at("deployments/name/orders-etl/hourly").toString());
    assertThat(Seen.title(page)).hasText("hourly");
    assertThat(page).hasURL(server.at("deployments/deployment/" + hourly.id()).toString());
  }
}
