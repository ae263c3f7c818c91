package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogResponseBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run: what happened, why it ended so, and what may be done about it. */
@InBrowser
class FlowRunPageTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  FlowRunPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(flow);
  }

  private FlowRunResponse run(StateType type) {
    var hourly = Things.deployment("hourly", flow).build();
    var run = Things.run("vivid-gnu", flow, type).deploymentId(hourly.id()).build();
    server.has(hourly, run);
    return run;
  }

  private Page open(FlowRunResponse run, String query) {
    return visitor.open(server.at("flow-runs/flow-run/" + run.id() + query));
  }

  @Test
  void a_bad_end_comes_first_with_its_message() {
    var run = run(StateType.FAILED);
    var state = Things.state(StateType.FAILED, "step load failed: connection refused");
    server.has(FlowRunResponseBuilder.builder(run).state(state).build());

    var page = open(run, "");

    assertThat(Seen.part(page, "Why it ended so"))
        .containsText("step load failed: connection refused");
    assertThat(page).hasTitle("Failed · vivid-gnu · Rigel");
    assertThat(Seen.link(page, "hourly")).isVisible();
  }

  @Test
  void lines_are_shown_by_level_and_the_address_keeps_it() {
    var run = run(StateType.COMPLETED);
    var start = run.startTime();
    server.has(
        Things.line(run, 20, "hello", start.plusSeconds(1)),
        Things.line(run, 40, "deadlock detected", start.plusSeconds(2)));
    var page = open(run, "");
    Seen.assertLines(page, "hello", "deadlock detected");

    Seen.button(page, "Error").click();
    Seen.assertLines(page, "deadlock detected");
    assertThat(Seen.query(page)).isEqualTo("level=40");

    page.reload();
    Seen.assertLines(page, "deadlock detected");
  }

  @Test
  void a_step_that_is_chosen_has_its_own_lines() {
    var run = run(StateType.RUNNING);
    var load = Things.step("load", run, StateType.RUNNING);
    var line = Things.line(run, 20, "of the step", run.startTime());
    server.has(
        load,
        Things.step("extract", run, StateType.COMPLETED),
        Things.line(run, 20, "of the run", run.startTime()),
        LogResponseBuilder.builder(line).taskRunId(load.id()).build());
    var page = open(run, "");
    assertThat(page.locator("rg-log .said")).hasCount(2);

    Seen.button(page, "load").click();

    Seen.assertLines(page, "of the step");
    assertThat(Seen.query(page)).isEqualTo("step=" + load.id());
    Seen.button(page, "Without step load").click();
    assertThat(page.locator("rg-log .said")).hasCount(2);
  }

  /** A thousand, a millisecond apart. */
  private void hasLines(FlowRunResponse run, IntUnaryOperator level, IntFunction<String> message) {
    IntStream.range(0, 1_000)
        .forEach(
            i ->
                server.has(
                    Things.line(
                        run,
                        level.applyAsInt(i),
                        message.apply(i),
                        run.startTime().plusNanos(i * 1_000_000L))));
  }

  /** The 8th, the 408th and the 808th tell of one. */
  private void hasLinesWithDeadlocks(FlowRunResponse run) {
    hasLines(run, i -> 20, i -> "line " + i + (i % 400 == 7 ? " has a Deadlock" : ""));
  }

  @Test
  void who_goes_on_before_lines_are_read_arrives_where_he_asked_last() {
    var run = run(StateType.COMPLETED);
    hasLinesWithDeadlocks(run);
    var page = open(run, "?find=deadlock");
    var shown = page.locator("rg-log .marked .said");
    assertThat(shown).hasText("line 7 has a Deadlock");

    server.holds(call -> call.path().endsWith("/logs/filter"));
    Seen.button(page, "Next").click();
    Seen.button(page, "Next").click();
    server.recovers();

    assertThat(shown).hasText("line 807 has a Deadlock");
    assertThat(page.getByText("3 of 3")).isVisible();
  }

  @Test
  void a_long_log_opens_at_its_end_is_followed_and_read_back_by_scrolling() {
    var run = run(StateType.RUNNING);
    var start = run.startTime();
    IntStream.range(0, 1_000)
        .forEach(
            i -> server.has(Things.line(run, 20, "line " + i, start.plusNanos(i * 1_000_000L))));
    var page = open(run, "");
    var lines = page.locator("rg-log .said");
    assertThat(lines.last()).hasText("line 999");
    assertThat(lines.last()).isInViewport();

    server.has(Things.line(run, 20, "line 1000", start.plusSeconds(2)));
    assertThat(lines.last()).hasText("line 1000");
    assertThat(lines.last()).isInViewport();

    page.evaluate("document.querySelector('rg-log .log').scrollTop = 0");
    Seen.await(page, "document.querySelector('rg-log .said').textContent.trim() === 'line 600'");
    assertThat(lines.count()).isLessThanOrEqualTo(300);

    Seen.button(page, "To top").click();
    assertThat(lines.first()).hasText("line 0");
    Seen.button(page, "To end").click();
    assertThat(lines.last()).hasText("line 1000");
    assertThat(lines.last()).isInViewport();
  }

  @Test
  void lines_and_steps_that_come_after_the_end_are_shown() {
    var ran = Duration.ofSeconds(4);
    var run = Things.run("vivid-gnu", flow, StateType.COMPLETED, Things.ago(ran), ran).build();
    server.has(run, Things.line(run, 20, "hello", run.startTime()));
    var page = open(run, "");
    Seen.assertLines(page, "hello");

    server.has(
        Things.line(run, 20, "goodbye", run.endTime()),
        Things.step("load", run, StateType.COMPLETED));

    Seen.assertLines(page, "hello", "goodbye");
    assertThat(Seen.part(page, "Facts")).containsText("1 of 1 done");
  }

  @Test
  void a_run_that_ended_long_ago_is_asked_for_when_its_window_has_the_focus_again() {
    var run = run(StateType.COMPLETED);
    server.has(Things.line(run, 20, "hello", run.startTime()));
    var page = open(run, "");
    Seen.assertLines(page, "hello");
    server.has(Things.line(run, 20, "goodbye", run.endTime()));

    page.evaluate("dispatchEvent(new Event('focus'))");

    Seen.assertLines(page, "hello", "goodbye");
  }

  @Test
  void what_is_looked_for_is_found_in_the_whole_log_and_gone_through() {
    var run = run(StateType.COMPLETED);
    hasLinesWithDeadlocks(run);
    var page = open(run, "");

    page.getByLabel("Find in the logs").fill("deadlock");

    var shown = page.locator("rg-log .marked .said");
    assertThat(page.getByText("1 of 3")).isVisible();
    assertThat(shown).hasText("line 7 has a Deadlock");
    assertThat(page.locator("rg-log mark").first()).hasText("Deadlock");
    assertThat(Seen.query(page)).isEqualTo("find=deadlock");
    Seen.button(page, "Next").click();
    assertThat(shown).hasText("line 407 has a Deadlock");
    assertThat(shown).isInViewport();
    assertThat(page.getByText("2 of 3")).isVisible();
    Seen.button(page, "Previous").click();
    Seen.button(page, "Previous").click();
    assertThat(shown).hasText("line 807 has a Deadlock");
    assertThat(page.getByText("3 of 3")).isVisible();

    page.reload();
    assertThat(shown).hasText("line 807 has a Deadlock");
    assertThat(page.getByText("3 of 3")).isVisible();
    page.getByLabel("Find in the logs").fill("livelock");
    assertThat(page.getByText("Nothing is found.")).isVisible();
    page.getByLabel("Find in the logs").fill("");
    assertThat(page.locator("rg-log .found")).hasCount(0);
    assertThat(page.locator("rg-log mark")).hasCount(0);
  }

  @Test
  void a_log_is_downloaded_whole_or_as_it_is_shown() {
    var run = run(StateType.COMPLETED);
    server.has(Things.line(run, 40, "deadlock detected", run.startTime()));
    server.on(
        "GET /flow_runs/" + run.id() + "/logs/download",
        call ->
            Reply.of(
                200,
                "deadlock detected",
                Map.of("Content-Disposition", "attachment; filename=\"vivid-gnu.log\"")));
    var page = open(run, "?level=40&find=dead");

    page.getByText("Download", new Page.GetByTextOptions().setExact(true)).click();
    var all = page.waitForDownload(() -> Seen.link(page, "All of the run, as text").click());
    assertThat(all.suggestedFilename()).isEqualTo("vivid-gnu.log");
    page.waitForDownload(() -> Seen.link(page, "What is found, as JSON lines").click());

    var asked = server.calls().stream().filter(call -> call.path().endsWith("/download")).toList();
    assertThat(asked)
        .extracting(call -> call.uri().replaceFirst(".*\\?", ""))
        .containsExactly("format=text", "level=40&find=dead&format=jsonl");
  }

  @Test
  void the_address_of_a_line_opens_the_log_there() {
    var run = run(StateType.COMPLETED);
    var lines =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Things.line(run, 20, "line " + i, run.startTime().plusSeconds(i)))
            .toArray(LogResponse[]::new);
    server.has((Object[]) lines);
    var page = open(run, "");
    page.locator("rg-log a.time").nth(7).click();
    assertThat(page.locator("rg-log .marked .said")).hasText("line 7");
    assertThat(page.url()).contains("#log=" + lines[7].id());

    var address = page.url().replace("" + lines[7].id(), "" + lines[500].id());
    page.navigate("about:blank");
    page.navigate(address.replaceFirst("@.*", "@" + lines[500].timestamp()));

    assertThat(page.locator("rg-log .marked .said")).hasText("line 500");
    assertThat(page.locator("rg-log .marked")).isInViewport();
  }

  @Test
  void keys_lead_from_error_to_error_follow_the_log_and_wrap_its_lines() {
    var run = run(StateType.RUNNING);
    hasLines(run, i -> i % 400 == 7 ? 40 : 20, i -> "line " + i);
    var page = open(run, "");
    assertThat(page.locator("rg-log .said").last()).hasText("line 999");
    var shown = page.locator("rg-log .marked .said");

    page.keyboard().press("e");
    assertThat(shown).hasText("line 807");
    assertThat(page.getByText("3 of 3 errors")).isVisible();
    assertThat(page.getByLabel("Follow")).not().isChecked();
    page.keyboard().press("e");
    assertThat(shown).hasText("line 7");
    assertThat(shown).isInViewport();

    page.keyboard().press("End");
    assertThat(page.locator("rg-log .said").last()).isInViewport();
    assertThat(page.getByLabel("Follow")).isChecked();
    page.keyboard().press("f");
    assertThat(page.getByLabel("Follow")).not().isChecked();
    page.keyboard().press("w");
    assertThat(page.getByLabel("Wrap lines")).not().isChecked();
  }

  @Test
  void a_bad_end_shows_its_last_error_with_the_lines_around_it() {
    var run = run(StateType.FAILED);
    var load = Things.step("load", run, StateType.FAILED);
    var error =
        LogResponseBuilder.builder(
                Things.line(run, 40, "deadlock detected", run.startTime().plusSeconds(20)))
            .taskRunId(load.id())
            .build();
    server.has(load, error);
    for (var i : List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)) {
      server.has(
          Things.line(
              run,
              20,
              "before " + i + "\n  at a\n  at b\n  at c " + i + "\n  at d",
              run.startTime().plusSeconds(10 + i)));
      server.has(Things.line(run, 20, "after " + i, run.startTime().plusSeconds(20 + i)));
    }
    var page = open(run, "?tab=parameters");
    var part = Seen.part(page, "Why it ended so");

    assertThat(part).containsText("Last error, in step load");
    assertThat(part.locator("pre")).containsText("before 5");
    assertThat(part.locator("pre")).containsText("after 5");
    assertThat(part.locator("pre")).containsText("… 2 more lines");
    assertThat(part.locator("pre")).not().containsText("at c 5");
    assertThat(part.locator("pre")).not().containsText("before 4");
    assertThat(part.locator("pre")).not().containsText("after 6");
    Seen.link(page, "Jump to it").click();
    assertThat(page.locator("rg-log .marked .said")).hasText("deadlock detected");
  }

  @Test
  void the_word_of_the_engine_that_the_run_has_ended_is_not_its_last_error() {
    var run = run(StateType.FAILED);
    server.has(
        Things.line(run, 40, "deadlock detected", run.startTime().plusSeconds(1)),
        Things.line(run, 40, "Run ended Failed", run.startTime().plusSeconds(2)));

    var page = open(run, "");

    assertThat(page.locator("pre .bad-text")).containsText("deadlock detected");
  }

  @Test
  void an_error_that_was_followed_by_many_lines_stands_alone() {
    var run = run(StateType.CRASHED);
    server.has(Things.line(run, 50, "out of memory", run.startTime()));
    IntStream.range(1, 200)
        .forEach(
            i -> server.has(Things.line(run, 20, "line " + i, run.startTime().plusSeconds(i))));

    var page = open(run, "");

    assertThat(Seen.part(page, "Why it ended so").locator("pre")).containsText("out of memory");
    assertThat(Seen.part(page, "Why it ended so").locator("pre")).not().containsText("line 1");
  }

  @Test
  void the_graph_shows_which_step_waited_for_which() {
    var run = run(StateType.RUNNING);
    var extract = Things.step("extract", run, StateType.COMPLETED);
    var result = List.<TaskRunInput>of(new TaskRunInput.TaskRunResult(extract.id()));
    var load =
        TaskRunResponseBuilder.builder(Things.step("load", run, StateType.RUNNING))
            .taskInputs(Map.of("rows", result))
            .build();
    server.has(extract, load);

    var page = open(run, "/radar");

    assertThat(Seen.link(page, "load: Running, after extract")).isVisible();
    assertThat(page.locator(".graph .edge")).hasCount(1);
    assertThat(Seen.query(page)).isEqualTo("tab=graph");
    Seen.link(page, "extract: Completed").click();
    assertThat(Seen.title(page)).hasText("extract");
  }

  @Test
  void without_results_that_went_from_step_to_step_there_is_no_graph() {
    var run = run(StateType.COMPLETED);
    server.has(Things.step("extract", run, StateType.COMPLETED));

    var page = open(run, "?tab=graph");

    assertThat(page.getByText("No step waited for the result of another.")).isVisible();
  }

  @Test
  void a_step_that_stands_for_a_subflow_leads_to_its_run() {
    var run = run(StateType.RUNNING);
    var child = Things.run("small-fox", flow, StateType.RUNNING).build();
    var step = Things.step("copy all", run, StateType.RUNNING);
    var state =
        StateResponseBuilder.builder(step.state())
            .stateDetails(StateDetails.NONE.withChild(child.id()))
            .build();
    server.has(child, TaskRunResponseBuilder.builder(step).state(state).build());
    var page = open(run, "");

    Seen.link(page, "Run of the subflow copy all").click();

    assertThat(Seen.title(page)).hasText("small-fox");
  }

  /** A step of a run that stands for another run. */
  private TaskRunResponse standsFor(FlowRunResponse child, String name, FlowRunResponse run) {
    var step = Things.step(name, run, StateType.RUNNING);
    var state =
        StateResponseBuilder.builder(step.state())
            .stateDetails(StateDetails.NONE.withChild(child.id()))
            .build();
    return TaskRunResponseBuilder.builder(step).state(state).build();
  }

  @Test
  void the_steps_of_a_subflow_are_read_when_it_is_opened_one_level_at_a_time() {
    var run = run(StateType.RUNNING);
    var child = Things.run("small-fox", flow, StateType.RUNNING).build();
    var grandchild = Things.run("tiny-ant", flow, StateType.RUNNING).build();
    var inner = Things.step("read inner", child, StateType.COMPLETED);
    server.has(child, grandchild, inner);
    server.has(standsFor(child, "copy all", run), standsFor(grandchild, "deeper", child));
    server.has(Things.step("deepest", grandchild, StateType.RUNNING));
    var page = open(run, "");
    var opener = Seen.button(page, "Steps of copy all");
    assertThat(opener).hasAttribute("aria-expanded", "false");
    assertThat(page.getByText("read inner")).hasCount(0);

    opener.click();
    assertThat(opener).hasAttribute("aria-expanded", "true");
    assertThat(Seen.link(page, "read inner"))
        .hasAttribute("href", "flow-runs/task-run/" + inner.id());
    assertThat(page.getByText("deepest")).hasCount(0);

    Seen.button(page, "Steps of deeper").click();
    assertThat(page.locator(".steps [aria-level='3']")).containsText("deepest");

    opener.click();
    assertThat(page.getByText("read inner")).hasCount(0);
    assertThat(page.getByText("deepest")).hasCount(0);
  }

  @Test
  void an_open_subflow_that_goes_on_is_read_on_with_no_more_calls_a_refresh() {
    var run = run(StateType.RUNNING);
    var child = Things.run("small-fox", flow, StateType.RUNNING).build();
    server.has(child, standsFor(child, "copy all", run));
    var page = open(run, "");
    Seen.button(page, "Steps of copy all").click();
    assertThat(page.getByText("None of its steps has begun.")).isVisible();
    var before = server.calls().size();
    var refreshes = server.calls("GET /flow_runs/" + run.id());

    server.has(Things.step("comes later", child, StateType.RUNNING));

    assertThat(Seen.link(page, "comes later")).isVisible();
    var more = server.calls("GET /flow_runs/" + run.id()) - refreshes;
    assertThat(server.calls().size() - before).isLessThanOrEqualTo(4 * (more + 1));
  }

  /** What the page told outside of itself, in the place of the browser. */
  private static final String TOLD =
      """
      window.told = [];
      window.Notification = class {
        static requestPermission = async () => "ANSWER";
        constructor(title, { body }) {
          told.push(`${title}: ${body}`);
        }
      };
      """;

  @Test
  void the_end_is_told_to_who_asks_for_it_once() {
    visitor.window().addInitScript(TOLD.replace("ANSWER", "granted"));
    var run = run(StateType.RUNNING);
    var page = open(run, "");
    var bell = Seen.button(page, "Tell me when it ends");
    assertThat(bell).hasAttribute("aria-pressed", "false");
    bell.click();
    assertThat(bell).hasAttribute("aria-pressed", "true");
    page.reload();
    assertThat(bell).hasAttribute("aria-pressed", "true");

    server.has(Things.in(run, Things.state(StateType.FAILED, "no space left")));

    Seen.await(page, "told.length > 0");
    assertThat(page.evaluate("told")).isEqualTo(List.of("Failed · vivid-gnu: no space left"));
    assertThat(bell).hasCount(0);
    assertThat(page.evaluate("sessionStorage.getItem('rigel.tell')")).isEqualTo("[]");
  }

  @Test
  void the_end_is_told_while_the_tab_is_hidden_too() {
    visitor.window().addInitScript(TOLD.replace("ANSWER", "granted"));
    var run = run(StateType.RUNNING);
    var page = open(run, "");
    page.clock().install();
    Seen.button(page, "Tell me when it ends").click();
    assertThat(Seen.button(page, "Tell me when it ends")).hasAttribute("aria-pressed", "true");
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })");
    server.has(Things.in(run, Things.state(StateType.COMPLETED, null)));

    page.clock().runFor(25_000);

    Seen.await(page, "told.length > 0");
    assertThat(page.evaluate("told")).isEqualTo(List.of("Completed · vivid-gnu: "));
  }

  @Test
  void who_is_not_allowed_to_tell_says_so_and_asks_for_nothing() {
    visitor.window().addInitScript(TOLD.replace("ANSWER", "denied"));
    var page = open(run(StateType.RUNNING), "");

    Seen.button(page, "Tell me when it ends").click();

    assertThat(Seen.said(page)).containsText("does not let this page show notifications");
    assertThat(Seen.button(page, "Tell me when it ends")).hasAttribute("aria-pressed", "false");
  }

  @Test
  void a_run_that_has_ended_offers_nothing_to_wait_for() {
    var page = open(run(StateType.COMPLETED), "");
    assertThat(Seen.title(page)).hasText("vivid-gnu");
    assertThat(Seen.button(page, "Tell me when it ends")).hasCount(0);
  }

  @Test
  void a_run_that_is_planned_for_later_is_started_now() {
    var later = Things.now().plusHours(5);
    var run = Things.run("later", flow, StateType.SCHEDULED, later, Duration.ofSeconds(1)).build();
    server.has(run);
    var page = open(run, "");

    Seen.button(page, "Start now").click();

    assertThat(Seen.said(page)).containsText("later starts as soon as an agent takes it.");
    var body = server.bodies("POST /flow_runs/" + run.id() + "/set_state").get(0);
    assertThat(body.path("state").path("type").asText()).isEqualTo("SCHEDULED");
    var time = body.path("state").path("state_details").path("scheduled_time").asText();
    assertThat(OffsetDateTime.parse(time)).isBefore(later.minusHours(4));
  }

  @Test
  void a_run_is_renamed() {
    var run = run(StateType.RUNNING);
    server.on("PATCH /flow_runs/" + run.id(), call -> Reply.of(204, ""));
    var page = open(run, "");

    page.getByLabel("More actions").click();
    Seen.button(page, "Rename …").click();
    page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("night run");
    Seen.button(page, "Rename run").click();

    assertThat(Seen.said(page)).containsText("vivid-gnu is now night run.");
    assertThat(server.bodies("PATCH /flow_runs/" + run.id()).get(0).path("name").asText())
        .isEqualTo("night run");
  }

  @Test
  void a_state_is_set_by_hand_whatever_the_rules_say() {
    var run = run(StateType.RUNNING);
    var page = open(run, "");

    page.getByLabel("More actions").click();
    Seen.button(page, "Change state …").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("State").selectOption("failed");
    dialog.getByLabel("Message").fill("its machine is gone");
    Seen.button(page, "Change state").click();

    assertThat(Seen.said(page)).containsText("vivid-gnu is failed.");
    var body = server.bodies("POST /flow_runs/" + run.id() + "/set_state").get(0);
    assertThat(body.path("force").asBoolean()).isTrue();
    assertThat(body.path("state").path("type").asText()).isEqualTo("FAILED");
    assertThat(body.path("state").path("message").asText()).isEqualTo("its machine is gone");
  }

  @Test
  void how_long_its_deployment_usually_takes_stands_beside_its_own_time() {
    var run = run(StateType.RUNNING);
    IntStream.range(0, 5)
        .forEach(
            i ->
                server.has(
                    Things.run("run-" + i, flow, StateType.COMPLETED)
                        .deploymentId(run.deploymentId())
                        .build()));

    var page = open(run, "");

    assertThat(Seen.part(page, "Facts")).containsText("usually 4.2 s");
  }

  @Test
  void the_picture_of_the_tab_is_that_of_the_state() {
    var page = open(run(StateType.FAILED), "");
    Seen.await(page, "document.getElementById('favicon').href.startsWith('data:image/svg+xml')");

    Seen.link(page, "Deployments").first().click();
    Seen.await(page, "document.getElementById('favicon').href.endsWith('icon.svg')");
  }

  @Test
  void one_who_reads_further_up_is_told_of_new_lines_and_not_moved() {
    var run = run(StateType.RUNNING);
    var start = run.startTime();
    IntStream.range(0, 100)
        .forEach(i -> server.has(Things.line(run, 20, "line " + i, start.plusSeconds(i))));
    var page = open(run, "");
    assertThat(page.locator("rg-log .said").last()).isInViewport();
    page.evaluate("document.querySelector('rg-log .log').scrollTop = 300");
    assertThat(page.getByLabel("Follow")).not().isChecked();

    server.has(
        Things.line(run, 20, "new", start.plusSeconds(200)),
        Things.line(run, 20, "newer", start.plusSeconds(201)));

    Seen.button(page, "2 new lines").click();
    assertThat(page.locator("rg-log .said").last()).hasText("newer");
    assertThat(page.locator("rg-log .said").last()).isInViewport();
  }

  @Test
  void a_message_is_folded_its_colours_left_out_and_its_addresses_lead_out() {
    var run = run(StateType.COMPLETED);
    var trace = "Traceback" + "\n  at x".repeat(20);
    server.has(
        Things.line(run, 40, trace, run.startTime()),
        Things.line(
            run,
            20,
            "\u001b[31mred\u001b[0m, see https://example.org/a.",
            run.startTime().plusSeconds(1)));

    var page = open(run, "");

    assertThat(page.getByText("9 more lines")).isVisible();
    assertThat(page.locator("rg-log .said").last()).hasText("red, see https://example.org/a.");
    var link = page.locator("rg-log .said a");
    assertThat(link).hasAttribute("href", "https://example.org/a");
    assertThat(link).hasAttribute("rel", "noopener noreferrer");
  }

  @Test
  void steps_have_lines_of_bars_and_the_table_has_their_counts() {
    var run = run(StateType.RUNNING);
    var step = Things.step("transform", run, StateType.COMPLETED);
    var load = Things.step("load", run, StateType.RUNNING);
    var later = run.startTime().plusSeconds(2);
    server.has(step, TaskRunResponseBuilder.builder(load).startTime(later).build());

    var page = open(run, "");

    assertThat(Seen.part(page, "Timeline")).containsText("transform");
    assertThat(page.locator(".track i")).hasCount(2);
    assertThat(page.locator(".track i.on")).hasCount(1);
    assertThat(Seen.part(page, "Facts")).containsText("1 of 2 done");
    Seen.link(page, "Steps2").click();
    assertThat(page.getByRole(AriaRole.ROWHEADER)).hasText(new String[] {"transform", "load"});
    assertThat(Seen.query(page)).isEqualTo("tab=steps");
  }

  @Test
  void a_step_that_failed_is_seen_to_go_on_when_the_run_is_retried() {
    var run = run(StateType.FAILED);
    var failed = Things.step("load", run, StateType.FAILED);
    server.has(failed);
    var page = open(run, "?tab=steps");
    assertThat(page.locator("tbody")).containsText("Failed");

    Seen.button(page, "Retry").click();
    assertThat(Seen.said(page)).containsText("vivid-gnu is retried.");
    var completed = Things.state(StateType.COMPLETED, "200 read, 200 written");
    server.has(
        TaskRunResponseBuilder.builder(failed)
            .stateType(StateType.COMPLETED)
            .stateName("Completed")
            .state(completed)
            .build(),
        Things.in(run, Things.state(StateType.COMPLETED, null)));

    assertThat(page.locator("tbody")).containsText("Completed");
    assertThat(Seen.part(page, "Facts")).containsText("1 of 1 done");
  }

  @Test
  void a_step_that_went_on_in_a_later_attempt_shows_both_and_the_wait_between() {
    var run = run(StateType.COMPLETED);
    var start = run.startTime();
    var states =
        List.of(
            Things.state(StateType.RUNNING, null, start.plusSeconds(0)),
            Things.state(StateType.FAILED, null, start.plusSeconds(6)),
            Things.state(StateType.RUNNING, null, start.plusSeconds(540)),
            Things.state(StateType.COMPLETED, null, start.plusSeconds(544)));
    server.has(
        TaskRunResponseBuilder.builder(Things.step("bill", run, StateType.COMPLETED))
            .flowRunRunCount(2)
            .state(states.get(3))
            .totalRunTime(Duration.ofSeconds(10))
            .build());
    server.on("GET /task_run_states/", call -> Reply.json(200, states));

    var page = open(run, "");

    assertThat(page.locator(".track i")).hasCount(2);
    assertThat(page.locator(".track i.bad")).hasCount(1);
  }

  @Test
  void thirty_steps_of_one_name_share_a_line() {
    var run = run(StateType.RUNNING);
    for (var i = 0; i < 250; i++) {
      var step = Things.step("copy-" + i, run, StateType.COMPLETED);
      server.has(TaskRunResponseBuilder.builder(step).taskKey("copy").dynamicKey("" + i).build());
    }

    var page = open(run, "");

    assertThat(Seen.part(page, "Timeline")).containsText("copy (250)");
    assertThat(Seen.part(page, "Timeline")).containsText("250 completed");
    assertThat(page.locator(".track")).hasCount(1);
    assertThat(Seen.part(page, "Facts")).containsText("250 of 250 done");
  }

  @Test
  void cancelling_asks_first_and_the_safe_answer_has_the_focus() {
    var run = run(StateType.RUNNING);
    var page = open(run, "");

    Seen.button(page, "Cancel").click();
    assertThat(Seen.button(page, "Keep")).isFocused();
    Seen.button(page, "Keep").click();
    assertThat(server.calls("POST /flow_runs/" + run.id() + "/set_state")).isZero();

    Seen.button(page, "Cancel").click();
    Seen.button(page, "Cancel run").click();
    assertThat(Seen.said(page)).containsText("vivid-gnu is cancelled.");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("Cancelled");
    var body = server.bodies("POST /flow_runs/" + run.id() + "/set_state").get(0);
    assertThat(body.path("state").path("type").asText()).isEqualTo("CANCELLED");
    assertThat(body.path("force").asBoolean()).isFalse();
  }

  @Test
  void a_refusal_is_told_in_the_servers_words() {
    var run = run(StateType.FAILED);
    server.on(
        "POST /flow_runs/" + run.id() + "/set_state",
        call ->
            Reply.of(
                200,
                """
                {"state": null, "status": "REJECT",
                 "details": {"type": "reject_details", "reason": "Queue gpu is full: 1 of 1 slots taken"}}
                """));
    var page = open(run, "");

    Seen.button(page, "Retry").click();

    assertThat(Seen.said(page)).containsText("Queue gpu is full: 1 of 1 slots taken");
  }

  @Test
  void a_wait_is_told_with_its_time() {
    var run = run(StateType.RUNNING);
    server.on(
        "POST /flow_runs/" + run.id() + "/set_state",
        call ->
            Reply.of(
                200,
                """
                {"state": null, "status": "WAIT",
                 "details": {"type": "wait_details", "delay_seconds": 30, "reason": "It is busy."}}
                """));
    var page = open(run, "");

    Seen.button(page, "Cancel").click();
    Seen.button(page, "Cancel run").click();

    assertThat(Seen.said(page)).containsText("not yet, in 30 s. It is busy.");
  }

  @Test
  void a_run_that_is_planned_for_later_is_cancelled_by_force() {
    var run =
        Things.run(
                "later",
                flow,
                StateType.SCHEDULED,
                Things.now().plusHours(5),
                Duration.ofSeconds(1))
            .build();
    server.has(run);
    var page = open(run, "");

    Seen.button(page, "Cancel").click();
    Seen.button(page, "Cancel run").click();

    assertThat(Seen.said(page)).containsText("later is cancelled.");
    var body = server.bodies("POST /flow_runs/" + run.id() + "/set_state").get(0);
    assertThat(body.path("force").asBoolean()).isTrue();
  }

  @Test
  void a_run_whose_time_has_not_come_says_when_it_is_due() {
    var later = Things.now().plusHours(5).plusMinutes(1);
    var run = Things.run("later", flow, StateType.SCHEDULED, later, Duration.ofSeconds(1)).build();
    server.has(run);
    server.on(
        "GET /ui/attention",
        call ->
            Reply.of(
                200,
                """
                [{"kind": "not_due", "severity": "low", "since": null, "ids": [], "figures": {}, "message": null}]
                """));

    var page = open(run, "");

    assertThat(Seen.part(page, "Why it waits")).containsText("Its time has not come");
    assertThat(Seen.part(page, "Why it waits")).containsText("Due in 5 hr");
  }

  @Test
  void without_a_deployment_a_run_cannot_be_retried() {
    var run = Things.run("by-hand", flow, StateType.FAILED).build();
    server.has(run);

    var page = open(run, "");

    assertThat(page.getByText("Without a deployment it cannot be retried")).isVisible();
    assertThat(Seen.button(page, "Retry")).hasCount(0);
  }

  @Test
  void a_deleted_run_leads_back_to_the_list() {
    var run = run(StateType.COMPLETED);
    var page = open(run, "");

    Seen.button(page, "Delete run").first().click();
    page.getByRole(AriaRole.DIALOG).getByText("Delete run").click();

    assertThat(Seen.title(page)).hasText("Runs");
    assertThat(Seen.said(page)).containsText("vivid-gnu is deleted.");
  }

  @Test
  void an_unknown_run_is_not_found_and_one_that_goes_stays_as_it_was() {
    visitor.expects("status of 404");
    var run = run(StateType.RUNNING);
    var page = open(run, "");
    assertThat(Seen.title(page)).hasText("vivid-gnu");

    server.loses(run.id());
    assertThat(Seen.problem(page)).containsText("This does not exist any more");
    assertThat(Seen.title(page)).hasText("vivid-gnu");

    page.reload();
    assertThat(Seen.title(page)).hasText("Not found");
    assertThat(page.getByText("This run does not exist any more.")).isVisible();
  }
}
