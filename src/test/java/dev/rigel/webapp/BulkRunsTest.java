package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.OperationResponseBuilder;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the list of runs are picked, and something is done to all of them. */
@InBrowser
class BulkRunsTest {
  private static final String BULK = "POST /flow_runs/bulk";

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  BulkRunsTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(flow);
  }

  private FlowRunResponse run(int number, StateType type) {
    var start = Things.ago(Duration.ofSeconds(100 + number));
    var run = Things.run("run-" + number, flow, type, start, Duration.ofSeconds(1)).build();
    server.has(run);
    return run;
  }

  private List<FlowRunResponse> runs(int count, StateType type) {
    return IntStream.range(0, count).mapToObj(i -> run(i, type)).toList();
  }

  private Page open(int rows) {
    var page = visitor.open(server.at("flow-runs"));
    assertThat(page.locator(".fold tbody tr")).hasCount(rows);
    return page;
  }

  private static Locator box(Page page, int run) {
    return page.getByLabel("Pick run-" + run, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator all(Page page) {
    return page.getByLabel("Pick all that are shown");
  }

  private static Locator bar(Page page) {
    return Seen.part(page, "What is picked");
  }

  private static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  private static Locator answer(Page page, String name) {
    return dialog(page)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void assertPicked(Page page, int... runs) {
    assertThat(page.locator("tbody input:checked")).hasCount(runs.length);
    for (var run : runs) {
      assertThat(box(page, run)).isChecked();
    }
  }

  private static List<String> ids(JsonNode request) {
    var ids = request.at("/flow_runs/id/any_");
    return IntStream.range(0, ids.size()).mapToObj(i -> ids.get(i).asText()).toList();
  }

  @Test
  void rows_are_picked_with_the_mouse_one_by_one_and_in_ranges() {
    runs(6, StateType.RUNNING);
    var page = open(6);
    assertThat(bar(page)).hasCount(0);

    box(page, 1).click();
    assertThat(bar(page)).containsText("1 selected");
    box(page, 4).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
    assertPicked(page, 1, 2, 3, 4);
    box(page, 2).click();
    assertPicked(page, 1, 3, 4);
    assertThat(bar(page)).containsText("3 selected");

    assertThat(page).hasURL(server.at("flow-runs").toString());
    Seen.button(page, "Clear").click();
    assertPicked(page);
    assertThat(bar(page)).hasCount(0);
  }

  @Test
  void rows_are_picked_with_keys() {
    runs(5, StateType.RUNNING);
    var page = open(5);

    page.keyboard().press("j");
    assertThat(Seen.link(page, "run-0")).isFocused();
    page.keyboard().press("x");
    assertPicked(page, 0);
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("Shift+x");
    assertPicked(page, 0, 1, 2);
    page.keyboard().press("x");
    assertPicked(page, 0, 1);

    page.keyboard().press("Escape");
    assertPicked(page);
  }

  @Test
  void the_box_above_picks_all_that_are_shown_and_then_all_that_match() {
    runs(120, StateType.RUNNING);
    var page = open(50);

    all(page).click();
    assertThat(bar(page)).containsText("50 selected");
    box(page, 7).click();
    assertThat(bar(page)).containsText("49 selected");
    assertThat(all(page)).not().isChecked();
    assertThat(all(page).and(page.locator(":indeterminate"))).hasCount(1);
    all(page).click();
    Seen.button(page, "Select all 120 that match").click();

    assertThat(bar(page)).containsText("All 120 that match");
    Seen.button(page, "Load more").click();
    assertThat(page.locator("tbody input:checked")).hasCount(100);
    all(page).click();
    assertPicked(page);
  }

  @Test
  void on_a_phone_too() {
    visitor.on(390, 800);
    runs(60, StateType.RUNNING);
    var page = open(50);

    box(page, 0).click();
    Seen.button(page, "All 50 shown").click();
    Seen.button(page, "Select all 60 that match").click();

    assertThat(bar(page)).containsText("All 60 that match");
    page.evaluate("scrollTo(0, 0)");
    assertThat(Seen.button(page, "Clear")).isInViewport();
  }

  @Test
  void each_action_says_to_how_many_it_can_be_applied() {
    run(0, StateType.RUNNING);
    run(1, StateType.COMPLETED);
    var daily = Things.deployment("daily", flow).build();
    server.has(
        daily,
        Things.run("run-2", flow, StateType.FAILED).deploymentId(daily.id()).build(),
        Things.run("run-3", flow, StateType.SCHEDULED).deploymentId(daily.id()).build());
    var page = open(4);

    all(page).click();

    for (var button : List.of("Cancel 2", "Retry 1", "Move 1 to …", "Delete 4")) {
      assertThat(Seen.button(page, button)).isEnabled();
    }
    box(page, 2).click();
    assertThat(Seen.button(page, "Retry 0")).isDisabled();
  }

  @Test
  void a_few_are_cancelled_by_one_call_after_a_question_that_names_them() {
    var runs = runs(5, StateType.RUNNING);
    run(9, StateType.COMPLETED);
    var page = open(6);
    all(page).click();

    Seen.button(page, "Cancel 5").click();
    assertThat(dialog(page).getByRole(AriaRole.HEADING)).hasText("Cancel 5 runs?");
    assertThat(dialog(page)).containsText("run-0, run-1, run-2, 2 more.");
    assertThat(answer(page, "Keep")).isFocused();
    answer(page, "Keep").click();
    assertThat(server.calls(BULK)).isZero();
    Seen.button(page, "Cancel 5").click();
    answer(page, "Cancel 5 runs").click();

    assertThat(Seen.said(page)).containsText("5 cancelled.");
    assertThat(page.locator(".fold tbody")).containsText("Cancelled");
    assertThat(server.bodies(BULK)).hasSize(1);
    assertThat(ids(server.bodies(BULK).get(0)))
        .containsExactlyInAnyOrderElementsOf(
            runs.stream().map(run -> run.id().toString()).toList());
    assertThat(bar(page)).hasCount(0);
  }

  @Test
  void those_that_had_ended_meanwhile_are_told_and_stay_picked() {
    var runs = runs(3, StateType.RUNNING);
    var page = open(3);
    all(page).click();
    Seen.button(page, "Cancel 3").click();
    assertThat(dialog(page)).isVisible();
    server.has(Things.in(runs.get(1), Things.state(StateType.COMPLETED, null)));
    answer(page, "Cancel 3 runs").click();

    assertThat(Seen.said(page)).containsText("2 cancelled, 1 had ended meanwhile.");
    assertPicked(page, 1);
  }

  @Test
  void what_the_server_refuses_is_told_in_its_words() {
    visitor.expects("status of 422");
    var run = run(0, StateType.RUNNING);
    var page = open(1);
    var refusal = new RefusedRun(run.id(), run.name(), "Queue gpu is full: 1 of 1 slots taken.");
    server.on(BULK, call -> Reply.json(200, over(1, 0, refusal).id(null).build()));
    box(page, 0).click();
    Seen.button(page, "Cancel 1").click();
    answer(page, "Cancel 1 run").click();
    assertThat(Seen.said(page))
        .containsText("0 cancelled, 1 not: Queue gpu is full: 1 of 1 slots taken.");

    server.on(BULK, call -> Reply.refusal(422, "More than 100,000 runs match"));
    Seen.button(page, "Cancel 1").click();
    answer(page, "Cancel 1 run").click();
    assertThat(Seen.said(page)).containsText("More than 100,000 runs match");
    assertPicked(page, 0);
  }

  @Test
  void runs_that_wait_are_moved_to_a_queue_that_is_asked_for() {
    var daily = Things.deployment("daily", flow).build();
    server.has(
        daily, Things.run("run-0", flow, StateType.SCHEDULED).deploymentId(daily.id()).build());
    var page = open(1);
    box(page, 0).click();

    Seen.button(page, "Move 1 to …").click();
    answer(page, "Move 1 run").click();
    assertThat(dialog(page)).isVisible(); // the field is empty
    dialog(page).getByLabel("Work queue").fill("gpu");
    answer(page, "Move 1 run").click();

    assertThat(Seen.said(page)).containsText("1 moved.");
    assertThat(server.bodies(BULK).get(0).path("work_queue_name").asText()).isEqualTo("gpu");
  }

  @ParameterizedTest
  @CsvSource({"100, false", "101, true"})
  void above_a_hundred_deletions_the_number_is_typed(int number, boolean typed) {
    runs(number, StateType.COMPLETED);
    var page = open(50);
    all(page).click();
    Seen.button(page, "Select all " + number + " that match").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete").setExact(true))
        .click();

    assertThat(dialog(page).getByRole(AriaRole.HEADING)).hasText("Delete " + number + " runs?");
    assertThat(dialog(page)).containsText("last 24h: " + number + " runs match. run-0, run-1");
    assertThat(dialog(page)).containsText("This cannot be taken back.");
    var field = dialog(page).getByLabel("Type " + number + " to delete them");
    assertThat(field).hasCount(typed ? 1 : 0);
    if (typed) {
      field.fill("100");
      answer(page, "Delete " + number + " runs").click();
      assertThat(dialog(page)).isVisible();
      field.fill("101");
    }
    answer(page, "Delete " + number + " runs").click();

    assertThat(Seen.said(page)).containsText(number + " deleted.");
    assertThat(page.getByText("No run in this time.")).isVisible();
  }

  @Test
  void many_become_an_operation_that_is_followed_and_stopped() {
    runs(250, StateType.RUNNING);
    var page = open(50);
    all(page).click();
    Seen.button(page, "Select all 250 that match").click();
    Seen.button(page, "Cancel").click();
    answer(page, "Cancel 250 runs").click();

    assertThat(Seen.title(page)).hasText("Cancel 250 runs");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("0 cancelled, 250 to come");
    var id = UUID.fromString(page.url().replaceFirst(".*/", ""));
    assertThat(page).hasURL(server.at("operations/operation/" + id).toString());
    server.has(over(250, 100).id(id).state(OperationState.RUNNING).build());
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("100 cancelled, 150 to come");

    server.on(
        "DELETE /operations/" + id,
        call -> {
          server.has(over(250, 100).id(id).state(OperationState.STOPPED).build());
          return Reply.of(204, "");
        });
    Seen.button(page, "Stop").click();
    answer(page, "Stop").click();
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("100 cancelled, 150 left as they are");
    assertThat(Seen.button(page, "Stop")).hasCount(0);
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("It was stopped");
  }

  @Test
  void an_operation_that_is_done_says_numbers_and_to_which_it_was_not() {
    var id = UUID.randomUUID();
    var refusals =
        IntStream.range(0, 22)
            .mapToObj(
                i ->
                    new RefusedRun(
                        UUID.randomUUID(), "run-" + i, "This run has already terminated."))
            .toArray(RefusedRun[]::new);
    server.has(over(4_812, 4_790, refusals).id(id).build());

    var page = visitor.open(server.at("operations/operation/" + id));

    assertThat(page.getByRole(AriaRole.MAIN))
        .containsText("4,790 cancelled, 22 had ended meanwhile, of 4,812 runs.");
    assertThat(page.getByRole(AriaRole.ROW)).hasCount(23);
    assertThat(Seen.link(page, "run-7"))
        .hasAttribute("href", "flow-runs/flow-run/" + refusals[7].flowRunId());
  }

  @Test
  void new_runs_are_held_back_while_rows_are_picked() {
    runs(3, StateType.RUNNING);
    var page = open(3);
    box(page, 1).click();
    Seen.title(page).hover();
    page.evaluate("document.activeElement.blur()");

    run(-50, StateType.RUNNING);
    assertThat(Seen.button(page, "1 new run")).isVisible();
    assertThat(Seen.rows(page)).hasCount(3);

    Seen.button(page, "Clear").click();
    Seen.title(page).hover();
    page.evaluate("document.activeElement.blur()");
    assertThat(Seen.rows(page)).hasCount(4);
  }

  @Test
  void another_filter_picks_nothing() {
    run(0, StateType.RUNNING);
    run(1, StateType.FAILED);
    var page = open(2);
    all(page).click();

    Seen.button(page, "Failed or crashed").click();

    Seen.assertRows(page, "run-1");
    assertPicked(page);
  }

  private static OperationResponseBuilder over(int matched, int done, RefusedRun... refusals) {
    return OperationResponseBuilder.builder()
        .created(Things.now())
        .updated(Things.now())
        .action(BulkAction.cancel)
        .state(OperationState.COMPLETED)
        .matched(matched)
        .done(done)
        .refused(refusals.length)
        .refusals(List.of(refusals));
  }
}
