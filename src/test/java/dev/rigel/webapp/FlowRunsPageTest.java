package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
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
  void runs_made_by_hand_are_one_click_beside_the_others() {
    run("mine", StateType.FAILED, 3);
    run("good", StateType.COMPLETED, 4);
    server.has(
        Things.run("planted", flow, StateType.FAILED).autoScheduled(true).build(),
        Things.run("part", flow, StateType.FAILED).parentTaskRunId(UUID.randomUUID()).build());
    var page = open("?state=Failed&state=Crashed");
    assertThat(Seen.rows(page)).hasCount(3);

    Seen.button(page, "Made by hand").click();
    Seen.assertRows(page, "mine");
    assertThat(Seen.query(page)).isEqualTo("state=Failed&state=Crashed&made=by-hand");

    Seen.button(page, "Failed or crashed").click();
    Seen.assertRows(page, "mine", "good");
    Seen.button(page, "Without made by-hand").click();
    assertThat(Seen.rows(page)).hasCount(4);
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

  @Test
  void a_click_on_a_bar_shows_the_runs_of_its_time() {
    run("early", StateType.COMPLETED, 600);
    run("later", StateType.FAILED, 60);
    run("latest", StateType.COMPLETED, 59);
    var page = open("?last=24h&name=a");
    var picture = page.getByRole(AriaRole.IMG);
    assertThat(picture).hasAccessibleName(Pattern.compile("Runs from .*: 2 completed, 1 failed"));
    var first = server.bodies("POST /flow_runs/history").get(0);
    assertThat(first.at("/history_interval_seconds").asInt()).isEqualTo(1_800);
    assertThat(first.at("/flow_runs/name/like_").asText()).isEqualTo("a");

    // what is hit is the whole height of the picture
    picture.locator(".fill").first().click(new Locator.ClickOptions().setForce(true));

    Seen.assertRows(page, "early");
    assertThat(Seen.query(page)).contains("start-date=").contains("end-date=").contains("name=a");
    assertThat(Seen.query(page)).doesNotContain("last=");
    assertThat(picture).hasAccessibleName(Pattern.compile("Runs from .*: 1 completed"));
  }

  @Test
  void the_bars_are_a_table_too_whose_rows_lead_to_their_runs() {
    run("early", StateType.COMPLETED, 600);
    run("later", StateType.FAILED, 60);
    var page = open("");
    page.getByText("Show as table").click();
    var rows = page.locator(".as-table tbody tr");
    assertThat(rows).hasCount(2);

    rows.first().getByRole(AriaRole.LINK).click();

    Seen.assertRows(page, "early");
  }

  @Test
  void the_picture_is_asked_for_again_when_a_run_has_come_or_ended_not_with_each_refresh() {
    var run = run("busy", StateType.RUNNING, 3);
    var page = open("");
    assertThat(page.getByRole(AriaRole.IMG)).hasAccessibleName(Pattern.compile("1 in progress"));
    refresh(page);
    refresh(page);
    assertThat(server.calls("POST /flow_runs/history")).isLessThanOrEqualTo(2);

    server.has(Things.in(run, Things.state(StateType.COMPLETED, null)));
    refresh(page);

    assertThat(page.getByRole(AriaRole.IMG)).hasAccessibleName(Pattern.compile("1 completed"));
  }

  /** Once more, and until its rows are there. */
  private void refresh(Page page) {
    var before = server.calls("POST /flow_runs/count");
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    page.waitForCondition(() -> server.calls("POST /flow_runs/count") > before);
    page.waitForTimeout(200);
  }

  @Test
  void durations_are_points_that_lead_to_their_runs() {
    run("quick", StateType.COMPLETED, 30);
    run("bad", StateType.FAILED, 60);
    server.has(
        Things.run("planned", flow, StateType.SCHEDULED, Things.now(), Duration.ZERO).build());
    var page = open("");

    Seen.button(page, "Durations").click();

    assertThat(Seen.query(page)).isEqualTo("chart=scatter");
    var picture = page.getByRole(AriaRole.IMG);
    assertThat(picture).hasAccessibleName(Pattern.compile("How long each of 2 runs took"));
    assertThat(server.bodies("POST /ui/flow_runs/history").get(0).at("/limit").asInt())
        .isEqualTo(500);
    assertThat(page.locator(".shapes span")).hasText(new String[] {"Completed", "Failed"});
    page.getByText("Show as table").click();
    assertThat(page.locator(".as-table tbody tr")).hasCount(2);

    picture.locator(".point.bad").click();

    assertThat(Seen.title(page)).hasText("bad");
  }

  @Test
  void the_picture_can_be_left_out_and_then_costs_nothing() {
    run("good", StateType.COMPLETED, 3);

    var page = open("?chart=none");

    Seen.assertRows(page, "good");
    assertThat(page.getByRole(AriaRole.IMG)).hasCount(0);
    assertThat(server.calls("POST /flow_runs/history")).isZero();
  }

  @Test
  void another_picture_keeps_the_rows_that_are_there_and_picked() {
    for (var i = 0; i < 60; i++) {
      run("run-" + i, StateType.COMPLETED, 3 + i);
    }
    var page = open("");
    Seen.button(page, "Load more").click();
    assertThat(Seen.rows(page)).hasCount(60);
    page.getByLabel("Pick run-7", new Page.GetByLabelOptions().setExact(true)).check();

    Seen.button(page, "No picture").click();

    assertThat(page.getByRole(AriaRole.IMG)).hasCount(0);
    assertThat(Seen.rows(page)).hasCount(60);
    assertThat(page.getByLabel("Pick run-7", new Page.GetByLabelOptions().setExact(true)))
        .isChecked();
  }

  @Test
  void a_picture_that_the_server_refuses_leaves_the_rows() {
    visitor.expects("status of 500");
    run("good", StateType.COMPLETED, 3);
    server.on("POST /flow_runs/history", call -> Reply.refusal(500, "no history today"));

    var page = open("");

    Seen.assertRows(page, "good");
    assertThat(page.getByRole(AriaRole.ALERT).filter(containing("no history today"))).isVisible();
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void later_attempts_and_what_is_usual_are_told() {
    var daily = Things.deployment("daily", flow).build();
    server.has(daily);
    for (var i = 0; i < 6; i++) {
      var start = Things.ago(Duration.ofMinutes(9 - i));
      var took = Duration.ofSeconds(i < 5 ? 2 : 8);
      server.has(
          Things.run("run-" + i, flow, StateType.COMPLETED, start, took)
              .deploymentId(daily.id())
              .runCount(i < 5 ? 1 : 3)
              .build());
    }

    var page = open("");

    var last = page.getByRole(AriaRole.ROW).nth(1);
    assertThat(last).containsText("attempt 3");
    assertThat(last).containsText("usually 2 s");
    assertThat(page.getByRole(AriaRole.ROW).nth(2)).not().containsText("attempt");
    assertThat(server.calls("POST /ui/deployments/latest")).isEqualTo(1);
  }

  @Test
  void a_row_has_a_menu_by_pointer_and_by_key() {
    var daily = Things.deployment("daily", flow).build();
    var start = Things.ago(Duration.ofMinutes(5));
    var run =
        Things.run("calm-otter", flow, StateType.COMPLETED, start, Duration.ofSeconds(2))
            .deploymentId(daily.id())
            .build();
    server.has(daily, run);
    var page = open("");
    var menu = page.getByRole(AriaRole.DIALOG);

    Seen.button(page, "Actions of calm-otter").click();
    assertThat(menu).hasAccessibleName("Actions of calm-otter");
    page.keyboard().press("Escape");
    assertThat(menu).hasCount(0);
    assertThat(Seen.button(page, "Actions of calm-otter")).isFocused();

    page.keyboard().press(".");
    Seen.button(page, "Copy id").click();
    assertThat(menu).hasCount(0);

    page.keyboard().press(".");
    Seen.link(page, "Run again …").click();
    assertThat(page).hasURL(Pattern.compile("/run\\?from=" + run.id()));
    assertThat(menu).hasCount(0);
  }

  @Test
  void keys_lead_from_row_to_row_past_the_folded_table() {
    run("first", StateType.COMPLETED, 3);
    run("second", StateType.COMPLETED, 4);
    var page = open("");
    Seen.assertRows(page, "first", "second");
    assertThat(page.locator(".as-table tbody tr")).not().hasCount(0);

    page.keyboard().press("j");
    assertThat(Seen.link(page, "first")).isFocused();
    page.keyboard().press("j");
    assertThat(Seen.link(page, "second")).isFocused();
  }

  @Test
  void where_nothing_matches_it_is_told_how_many_there_are_in_a_longer_time() {
    run("old", StateType.FAILED, 3 * 24 * 60);
    run("older", StateType.FAILED, 4 * 24 * 60);
    var page = open("?state=failed");
    assertThat(page.getByText("No run matches.")).containsText("In the last 30 days there are 2.");

    Seen.link(page, "2").click();

    Seen.assertRows(page, "old", "older");
  }
}
