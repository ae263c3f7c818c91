package dev.rigel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.webapp.InBrowser;
import dev.rigel.webapp.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a click is done on the real server. */
@InBrowser
@OnServer
@EachOnce
class WebActionsIT {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Milliseconds that the example may take, on a machine that does other things as well. */
  private static final double EXAMPLE = 90_000;

  private final Visitor visitor;
  private final Rigel rigel;
  private final ApiClient api;

  WebActionsIT(Visitor visitor, Rigel rigel) {
    this.visitor = visitor;
    this.rigel = rigel;
    this.api = rigel.api();
  }

  @Test
  void a_queue_is_created_paused_resumed_limited_changed_and_deleted() {
    var name = "clicked " + UUID.randomUUID();
    var page = open("work-queues");
    link(page, "New work queue").click();

    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByLabel("Concurrency limit").fill("3");
    button(page, "Make work queue").click();

    heads(page, name);
    assertThat(api.workQueues().readByName(name).concurrencyLimit()).isEqualTo(3);

    button(page, "Pause").click();
    assertThat(button(page, "Resume")).isVisible();
    assertThat(api.workQueues().readByName(name).isPaused()).isTrue();
    button(page, "Resume").click();
    assertThat(button(page, "Pause")).isVisible();
    assertThat(api.workQueues().readByName(name).isPaused()).isFalse();

    button(page, "One more").click();
    awaitLimit(name, 4);
    button(page, "No limit").click();
    awaitLimit(name, null);
    button(page, "Undo").last().click();
    awaitLimit(name, 4);

    link(page, "Edit").click();
    page.getByLabel("Description").fill("what it is for");
    page.getByLabel("Concurrency limit").fill("");
    button(page, "Save").click();
    heads(page, name);
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("what it is for");
    awaitLimit(name, null);

    button(page, "Delete work queue").click();
    button(page, "Delete queue").click();
    heads(page, "Work queues");
    assertThat(rigel.http().get("/work_queues/name/" + name.replace(" ", "%20")).status())
        .isEqualTo(404);
  }

  private void awaitLimit(String queue, Integer limit) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(api.workQueues().readByName(queue).concurrencyLimit()).isEqualTo(limit));
  }

  @Test
  void a_name_that_is_taken_is_told_beside_the_field() {
    visitor.expects("status of 409");
    var taken = Site.unlimited(api).queue.name();
    var page = open("work-queues/new");

    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(taken);
    button(page, "Make work queue").click();

    assertThat(page.getByRole(AriaRole.ALERT).filter(withText("already exists"))).isVisible();
  }

  @Test
  void the_example_is_followed_to_its_end_with_its_logs(@TempDir Path directory)
      throws IOException {
    var queue = "followed " + UUID.randomUUID();
    var project = JobSources.weatherReport();
    var yaml =
        """
        name: daily
        flow_name: %1$s
        work_queue_name: %1$s
        entrypoint: batch:weather-report
        infrastructure:
          _block_type_slug: batch-job
          runtime: server
        parameters:
          input: %2$s
          report: %3$s
        """
            .formatted(
                queue,
                project.resolve("data/seattle-weather-raw.csv"),
                directory.resolve("report.txt"));
    var file = Files.writeString(directory.resolve("deployment.yaml"), yaml).toString();
    done(directory, "deployment", "apply", file);
    var deployment = api.deployments().readByName(queue, "daily");
    var run =
        api.deployments()
            .createFlowRun(
                deployment.id(), Site.withState(StateCreate.scheduled(Site.now(), null)));
    var page = open("flow-runs/flow-run/" + run.id());
    assertThat(states(page)).hasText("Scheduled");

    done(directory, "agent", "start", "-q", queue, "--run-once");

    assertThat(states(page))
        .hasText("Completed", new LocatorAssertions.HasTextOptions().setTimeout(EXAMPLE));
    var log = page.getByRole(AriaRole.LOG);
    assertThat(log).containsText("skipped");
    assertThat(log).containsText("report written to");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("3 of 3 done");
    link(page, "Steps").click();
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("1,469 read");
  }

  private void done(Path directory, String... command) {
    try (var program = Program.start(rigel, directory, command)) {
      assertThat(program.exitStatus()).as(program::output).isZero();
    }
  }

  @Test
  void a_run_that_failed_says_why_is_retried_cancelled_and_deleted() {
    var site = Site.unlimited(api);
    var run = site.dueRun();
    site.propose(run.id(), StateType.RUNNING);
    site.propose(run.id(), StateCreate.of(StateType.FAILED, "the disk is full"));
    var page = open("flow-runs/flow-run/" + run.id());
    assertThat(states(page)).hasText("Failed");
    assertThat(page.getByLabel("Why it ended so")).containsText("the disk is full");

    button(page, "Retry").click();
    assertThat(states(page)).hasText("Retry due");
    assertThat(api.flowRuns().read(run.id()).stateName()).isEqualTo("AwaitingRetry");

    button(page, "Cancel").click();
    button(page, "Keep").click();
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(StateType.SCHEDULED);
    button(page, "Cancel").click();
    button(page, "Cancel run").click();
    assertThat(states(page)).hasText("Cancelled");
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(StateType.CANCELLED);

    button(page, "Delete run").first().click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete run"))
        .click();
    heads(page, "Runs");
    assertThat(rigel.http().get("/flow_runs/" + run.id()).status()).isEqualTo(404);
  }

  @Test
  void a_run_without_deployment_cannot_be_retried_and_says_so() {
    var site = Site.unlimited(api);
    var run = site.looseRun(StateCreate.of(StateType.FAILED, "no"), EmpiricalPolicy.NONE);

    var page = open("flow-runs/flow-run/" + run.id());

    assertThat(page.getByRole(AriaRole.MAIN)).containsText("Without a deployment");
    assertThat(button(page, "Retry")).hasCount(0);
  }

  @Test
  void a_schedule_is_edited_in_words_and_the_dates_of_the_server_follow() {
    var id = Site.unlimited(api).deployment.id();
    var page = open("deployments/deployment/" + id);
    link(page, "Edit").click();

    button(page, "Cron").click();
    page.getByLabel("Cron", new Page.GetByLabelOptions().setExact(true)).fill("30 9 * * mon-fri");
    page.getByLabel("Zone", new Page.GetByLabelOptions().setExact(true))
        .selectOption("Europe/London");
    var means = page.getByRole(AriaRole.REGION, named("What it means"));
    assertThat(means).containsText("At 09:30, Monday to Friday");
    var dates =
        means.getByRole(AriaRole.LIST, new Locator.GetByRoleOptions().setName("Next dates"));
    assertThat(dates.getByRole(AriaRole.LISTITEM)).hasCount(10);

    button(page, "Sat").click();
    assertThat(means).containsText("At 09:30, Monday to Saturday");
    button(page, "Save").click();

    assertThat(page.getByRole(AriaRole.REGION, named("Schedule")))
        .containsText("At 09:30, Monday to Saturday");
    var deployment = api.deployments().read(id);
    assertThat(deployment.schedule())
        .isEqualTo(new CronSchedule("30 9 * * mon-sat", "Europe/London", true));
    assertThat(deployment.workQueueName()).isNotNull();
    assertThat(api.deployments().upcoming(id, 6, null))
        .extracting(date -> date.scheduledTime().atZoneSameInstant(LONDON).toLocalTime())
        .hasSize(6)
        .containsOnly(LocalTime.of(9, 30));
    assertThat(planned(page)).hasCount(10);
  }

  @Test
  void parameters_that_only_the_server_refuses_are_told_beside_their_field() {
    visitor.expects("status of 422");
    var site = Site.unlimited(api).deployment;
    // what the page does not check
    var unlucky = Map.of("type", "integer", "not", Map.of("const", 13));
    var id =
        api.deployments()
            .create(
                DeploymentCreateBuilder.builder()
                    .name("lucky")
                    .flowId(site.flowId())
                    .parameters(Map.of())
                    .tags(List.of())
                    .infraOverrides(Map.of())
                    .parameterOpenapiSchema(Map.of("properties", Map.of("number", unlucky)))
                    .build())
            .id();
    var page = open("deployments/deployment/" + id + "/run");
    var field = page.getByLabel("number", new Page.GetByLabelOptions().setExact(true));

    field.fill("13");
    button(page, "Run now").click();
    assertThat(page.getByText("value does not fit the schema of the deployment")).isVisible();
    assertThat(field).isFocused();
    field.fill("14");
    button(page, "Run now").click();

    assertThat(states(page)).hasText("Scheduled");
  }

  /** The next dates on the page of a deployment. */
  private static Locator planned(Page page) {
    return page.getByRole(AriaRole.REGION, named("Schedule")).locator("ol.dates > li");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private Page open(String path) {
    return visitor.open(URI.create(rigel.address().resolve("/") + path));
  }

  private static void heads(Page page, String name) {
    assertThat(
            page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true)))
        .isVisible();
  }

  /** The state that stands beside the name of a run. */
  private static Locator states(Page page) {
    return page.locator(".head .state");
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }
}
