package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a page that cannot be read says so in its own card; the rest of the page stays. */
@InBrowser
class PartsTest {
  private static final String UNREAD = "This could not be read. The server refused with ";

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  PartsTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor.expects("status of 404").expects("status of 500");
    this.server = server;
    server.has(flow, Things.calm(Things.queue("default").build()));
  }

  private FlowRunResponse run(StateType type) {
    var run = Things.run("vivid-gnu", flow, type).build();
    server.has(run, Things.step("load", run, StateType.COMPLETED));
    return run;
  }

  private Page open(String address) {
    return visitor.open(server.at(address));
  }

  private void fails(String call, int status) {
    server.on(call, asked -> Reply.refusal(status, "it is broken"));
  }

  private static void assertUnread(Page page, String part) {
    assertThat(Seen.part(page, part)).containsText(UNREAD);
    assertThat(Seen.part(page, part)).containsText("it is broken");
    assertThat(Seen.problem(page)).not().isVisible();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 500})
  void a_dashboard_without_troubles_does_not_say_that_all_is_well(int status) {
    run(StateType.RUNNING);
    fails("GET /ui/attention", status);

    var page = open("");

    assertThat(Seen.title(page)).hasText("What needs you is not known");
    assertUnread(page, "Needs attention");
    assertThat(Seen.part(page, "Running now")).containsText("vivid-gnu");
    assertThat(Seen.part(page, "Work queues")).containsText("default");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /flow_runs/history, Activity",
    "POST /ui/work_queues/filter, Work queues",
    "POST /flow_runs/filter, Running now",
    "POST /flow_runs/filter, Next",
  })
  void a_dashboard_keeps_its_other_cards(String call, String part) {
    run(StateType.RUNNING);
    fails(call, 500);

    var page = open("");

    assertUnread(page, part);
    assertThat(Seen.title(page)).hasText("All is well");
    assertThat(page.getByRole(AriaRole.MAIN).locator(".figure")).hasCount(4);
  }

  @Test
  void a_dashboard_of_which_nothing_can_be_read_says_so_above_all_and_comes_back() {
    run(StateType.RUNNING);
    server.refuses(Reply.refusal(404, "it is broken"));
    var page = open("");
    assertThat(Seen.problem(page)).containsText("The server refused with 404");

    server.recovers();
    Seen.button(page, "Try now").click();

    assertThat(Seen.title(page)).hasText("All is well");
    assertThat(Seen.problem(page)).not().isVisible();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /flow_run_states/, States",
    "POST /task_runs/filter, Timeline",
    "POST /logs/filter, What belongs to it",
  })
  void a_run_stays_when_a_part_of_it_cannot_be_read(String call, String part) {
    var run = run(StateType.COMPLETED);
    fails(call, 404);

    var page = open("flow-runs/flow-run/" + run.id());

    assertThat(Seen.title(page)).hasText("vivid-gnu");
    assertUnread(page, part);
  }

  @Test
  void why_a_run_waits_may_be_unknown() {
    var run = run(StateType.PENDING);
    fails("GET /ui/attention", 404);

    var page = open("flow-runs/flow-run/" + run.id());

    assertThat(Seen.title(page)).hasText("vivid-gnu");
    assertUnread(page, "Why it waits");
  }

  @Test
  void a_log_that_could_not_be_opened_is_opened_when_it_can_be() {
    var run = run(StateType.RUNNING);
    server.has(Things.line(run, 20, "hello", run.startTime()));
    fails("POST /logs/filter", 500);
    var page = open("flow-runs/flow-run/" + run.id());
    assertUnread(page, "What belongs to it");

    server.on(
        "POST /logs/filter",
        call -> Reply.json(200, List.of(Things.line(run, 20, "hello", run.startTime()))));

    Seen.assertLines(page, "hello");
    assertThat(page.getByText(UNREAD)).hasCount(0);
  }

  @Test
  void names_that_cannot_be_read_are_only_left_out() {
    var hourly = Things.deployment("hourly", flow).build();
    server.has(
        hourly, Things.run("vivid-gnu", flow, StateType.RUNNING).deploymentId(hourly.id()).build());
    fails("POST /flows/filter", 500);

    var page = open("flow-runs");

    assertThat(Seen.part(page, "Runs")).containsText("vivid-gnu");
    assertThat(Seen.part(page, "Runs")).containsText("flow without its name / hourly");
  }

  @Test
  void a_queue_stays_without_its_runs() {
    var queue = Things.calm(Things.queue("gpu").build());
    server.has(queue);
    fails("POST /flow_runs/filter", 404);

    var page = open("work-queues/work-queue/" + queue.workQueue().id());

    assertThat(Seen.title(page)).hasText("gpu");
    assertUnread(page, "Runs");
    assertThat(Seen.button(page, "Pause")).isVisible();
  }

  @Test
  void a_deployment_stays_without_its_runs() {
    var hourly = Things.deployment("hourly", flow).build();
    server.has(hourly);
    fails("POST /flow_runs/filter", 404);

    var page = open("deployments/deployment/" + hourly.id());

    assertThat(Seen.title(page)).hasText("hourly");
    assertUnread(page, "Runs");
    assertThat(Seen.button(page, "Run")).isVisible();
  }

  @Test
  void a_flow_stays_without_its_activity() {
    server.on("GET /flows/" + flow.id(), call -> Reply.json(200, flow));
    fails("POST /flow_runs/history", 404);

    var page = open("flows/flow/" + flow.id());

    assertThat(Seen.title(page)).hasText("orders-etl");
    assertUnread(page, "Activity");
    assertThat(Seen.part(page, "What belongs to it")).containsText("It has not run yet.");
  }

  @Test
  void an_agent_stays_without_its_runs() {
    var blue =
        OtherThings.agent("blue", AgentState.ONLINE, "default")
            .flowRunIds(List.of(UUID.randomUUID()))
            .build();
    server.on("GET /agents/" + blue.id(), call -> Reply.json(200, blue));
    fails("POST /flow_runs/filter", 404);

    var page = open("agents/agent/" + blue.id());

    assertThat(Seen.title(page)).hasText("blue");
    assertUnread(page, "Runs in hand");
  }

  @Test
  void a_page_whose_own_thing_is_not_there_is_not_found_as_before() {
    var page = open("work-queues/work-queue/" + UUID.randomUUID() + "/edit");

    assertThat(Seen.title(page)).hasText("Not found");
  }
}
