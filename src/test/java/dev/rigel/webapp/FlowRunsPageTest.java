package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of runs, and what all lists share: filters, places, troubles and the clock. */
@InBrowser
class FlowRunsPageTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("weather-report");

  FlowRunsPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(flow);
  }

  private FlowRunResponse run(String name, StateType type, int minutesAgo) {
    var start = Things.ago(Duration.ofMinutes(minutesAgo));
    var run = Things.run(name, flow, type, start, Duration.ofMillis(4_200)).build();
    server.has(run);
    return run;
  }

  private Page open(String query) {
    return visitor.open(server.at("flow-runs" + query));
  }

  @Test
  void a_run_is_shown_with_its_place_its_state_and_how_long_it_ran() {
    var daily = Things.deployment("daily", flow).build();
    var start = Things.ago(Duration.ofMinutes(5));
    var run = Things.run("calm-otter", flow, StateType.FAILED, start, Duration.ofSeconds(65));
    var state = Things.state(StateType.FAILED, "step load failed: connection refused");
    server.has(daily, run.deploymentId(daily.id()).state(state).build());

    var page = open("");

    var row = page.getByRole(AriaRole.ROW).nth(1);
    assertThat(row).containsText("calm-otter");
    assertThat(row).containsText("weather-report / daily");
    assertThat(row).containsText("Failed");
    assertThat(row).containsText("step load failed: connection refused");
    assertThat(row).containsText("default");
    assertThat(row).containsText("5 min ago");
    assertThat(row).containsText("1 min 5 s");
    assertThat(page.getByText("1 of 1")).isVisible();
  }

  @Test
  void the_newest_is_on_top_and_the_order_is_another_with_a_click() {
    run("bravo", StateType.COMPLETED, 9);
    run("alpha", StateType.COMPLETED, 5);
    var page = open("");
    Seen.assertRows(page, "alpha", "bravo");

    Seen.button(page, "Run").click();
    assertThat(Seen.query(page)).isEqualTo("sort=NAME_DESC");
    Seen.assertRows(page, "bravo", "alpha");

    Seen.button(page, "Run").click();
    Seen.assertRows(page, "alpha", "bravo");
    assertThat(page.locator("th[aria-sort=ascending]")).hasText("Run");
  }

  @Test
  void an_address_alone_brings_its_filter_and_each_part_of_it_can_be_taken_away() {
    run("good", StateType.COMPLETED, 3);
    run("bad", StateType.FAILED, 4);
    run("worse", StateType.CRASHED, 5);

    var page = open("?state=failed&state=CRASHED");
    Seen.assertRows(page, "bad", "worse");

    Seen.button(page, "Without state CRASHED").click();
    Seen.assertRows(page, "bad");
    assertThat(Seen.query(page)).isEqualTo("state=failed");
  }

  @Test
  void what_is_typed_goes_into_the_address_and_Back_finds_filter_and_place() {
    for (var i = 0; i < 40; i++) {
      run("night-" + i, StateType.COMPLETED, 5 + i);
    }
    run("day", StateType.COMPLETED, 3);
    var page = open("");
    assertThat(Seen.rows(page)).hasCount(41);

    page.getByPlaceholder("Name of run").fill("night");
    assertThat(Seen.rows(page)).hasCount(40);
    assertThat(Seen.query(page)).isEqualTo("name=night");

    page.evaluate("scrollTo(0, 900)");
    Seen.await(page, "history.state && history.state.y > 800");
    Seen.link(page, "night-20").click();
    assertThat(Seen.title(page)).hasText("night-20");
    page.goBack();

    assertThat(Seen.rows(page)).hasCount(40);
    Seen.await(page, "scrollY > 800");
    assertThat(page.getByPlaceholder("Name of run")).hasValue("night");
  }

  @Test
  void often_asked_questions_take_one_click_and_another_takes_them_back() {
    run("good", StateType.COMPLETED, 3);
    run("bad", StateType.FAILED, 4);
    var page = open("");

    Seen.button(page, "Failed or crashed").click();
    Seen.assertRows(page, "bad");
    assertThat(Seen.query(page)).isEqualTo("state=Failed&state=Crashed");

    Seen.button(page, "Failed or crashed").click();
    assertThat(Seen.rows(page)).hasCount(2);
  }

  @Test
  void a_filter_by_name_of_something_else_is_added() {
    run("mine", StateType.COMPLETED, 3);
    server.has(
        Things.run("theirs", Things.flow("orders"), StateType.COMPLETED)
            .workQueueName("gpu")
            .build());
    var page = open("");

    page.getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("What").selectOption("Work queue");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("gpu");
    Seen.button(page, "Add").click();

    Seen.assertRows(page, "theirs");
    assertThat(Seen.query(page)).isEqualTo("work-queue=gpu");
  }

  @Test
  void an_empty_server_says_how_to_begin_and_a_filter_without_a_match_how_to_go_on() {
    var page = open("");
    assertThat(page.getByText("rigel deployment run FLOW/DEPLOYMENT")).isVisible();
    run("good", StateType.COMPLETED, 3);

    page.navigate(server.at("flow-runs?state=Failed").toString());
    assertThat(page.getByText("No run matches.")).isVisible();
    Seen.button(page, "Clear filters").click();

    Seen.assertRows(page, "good");
    assertThat(Seen.query(page)).isEmpty();
  }

  @Test
  void fifty_are_shown_and_more_on_demand() {
    for (var i = 0; i < 120; i++) {
      run("run-" + i, StateType.COMPLETED, 3 + i);
    }
    var page = open("");
    assertThat(Seen.rows(page)).hasCount(50);
    assertThat(page.getByText("50 of 120")).isVisible();

    Seen.button(page, "Load more").click();
    assertThat(Seen.rows(page)).hasCount(100);
    Seen.button(page, "Load more").click();
    assertThat(Seen.rows(page)).hasCount(120);
    assertThat(Seen.button(page, "Load more")).hasCount(0);
  }

  @Test
  void new_runs_are_held_back_while_the_pointer_is_on_the_list() {
    run("old", StateType.COMPLETED, 3);
    var page = open("");
    Seen.link(page, "old").hover();

    run("new", StateType.COMPLETED, 1);
    Seen.button(page, "1 new run").click();

    Seen.assertRows(page, "new", "old");
    assertThat(Seen.button(page, "1 new run")).hasCount(0);
  }

  @Test
  void rows_that_stay_are_left_alone_and_keep_the_focus() {
    var run = run("busy-bee", StateType.RUNNING, 3);
    var page = open("");
    Seen.link(page, "busy-bee").focus();
    page.evaluate("document.activeElement.mark = 'the same'");

    server.has(Things.in(run, Things.state(StateType.COMPLETED, null)));

    assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("Completed");
    assertThat(page.evaluate("document.activeElement.mark")).isEqualTo("the same");
  }

  @Test
  void a_server_that_is_gone_is_told_once_and_forgotten_when_it_is_back() {
    visitor.expects("ERR_EMPTY_RESPONSE");
    run("kept", StateType.COMPLETED, 3);
    var page = open("");
    Seen.assertRows(page, "kept");

    server.goesAway();

    assertThat(Seen.problem(page))
        .containsText("The server does not answer. Shown is what it said at");
    assertThat(Seen.problem(page)).containsText("Next try in");
    Seen.assertRows(page, "kept");

    server.recovers();
    Seen.button(page, "Try now").click();
    assertThat(Seen.problem(page)).not().isVisible();
  }

  @Test
  void a_server_that_asks_for_a_pause_gets_it() {
    visitor.expects("status of 503");
    run("kept", StateType.COMPLETED, 3);
    var page = open("");
    Seen.assertRows(page, "kept");

    server.refuses(
        Reply.of(503, "{\"detail\": \"the database is away\"}", Map.of("Retry-After", "600")));

    assertThat(Seen.problem(page)).containsText("the database is away");
    assertThat(Seen.problem(page)).containsText("Next try in 600 s");
    server.recovers();
  }

  @Test
  void a_hidden_page_asks_for_nothing_and_catches_up_when_it_is_seen() {
    run("first", StateType.COMPLETED, 3);
    var page = open("");
    Seen.assertRows(page, "first");
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => window.away })");
    page.evaluate("window.away = true");
    // what was under way may end
    page.waitForTimeout(500);
    var before = server.calls("POST /flow_runs/filter");
    run("second", StateType.COMPLETED, 1);

    page.clock().install();
    page.clock().fastForward(60_000);
    assertThat(server.calls("POST /flow_runs/filter")).isEqualTo(before);

    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
    Seen.assertRows(page, "second", "first");
  }

  @Test
  void there_are_never_two_refreshes_at_once() {
    run("first", StateType.COMPLETED, 3);
    var page = open("");
    Seen.assertRows(page, "first");

    server.holds(call -> call.name().equals("POST /flow_runs/filter"));
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    page.waitForCondition(() -> server.calls("POST /flow_runs/count") > 1);
    var before = server.calls("POST /flow_runs/filter");
    for (var i = 0; i < 5; i++) {
      page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    }
    assertThat(server.calls("POST /flow_runs/filter")).isEqualTo(before);
    server.recovers();
  }

  @Test
  void old_rows_are_dimmed_until_those_of_the_new_filter_come() {
    run("good", StateType.COMPLETED, 3);
    run("bad", StateType.FAILED, 4);
    var page = open("");
    assertThat(Seen.rows(page)).hasCount(2);

    server.holds(call -> call.name().equals("POST /flow_runs/filter"));
    Seen.button(page, "Failed or crashed").click();
    assertThat(page.locator("table[aria-busy=true]")).isVisible();
    server.recovers();

    assertThat(page.locator("table[aria-busy=false]")).isVisible();
    Seen.assertRows(page, "bad");
  }
}
