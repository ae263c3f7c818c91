package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Call;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists that were read on and on: they stay right, by few calls. */
@InBrowser
class LongListsTest {
  private static final int CALLS = 4;

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  LongListsTest(Visitor visitor, FakeServer server) {
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

  /** Switches off that the page refreshes by itself; what it was about to ask has been answered. */
  private void rest(Page page) {
    page.getByRole(AriaRole.SWITCH).filter(named("Live")).click();
    settle(page);
  }

  /** Until nothing has been asked for a while. */
  private void settle(Page page) {
    int before;
    do {
      before = server.calls().size();
      page.waitForTimeout(300);
    } while (server.calls().size() > before);
  }

  /** Does something, and counts the calls until the page has come to rest. */
  private int calls(Page page, Runnable action) {
    var before = server.calls().stream().filter(Call::isOfApi).count();
    action.run();
    settle(page);
    return (int) (server.calls().stream().filter(Call::isOfApi).count() - before);
  }

  private static void readTo(Page page, int rows) {
    for (var shown = 50; shown < rows; shown += 50) {
      assertThat(Seen.rows(page)).hasCount(shown);
      Seen.button(page, "Load more").click();
    }
    assertThat(Seen.rows(page)).hasCount(rows);
  }

  private static void more(Page page, int rows) {
    Seen.button(page, "Load more").click();
    assertThat(Seen.rows(page)).hasCount(rows);
  }

  private static void refresh(Page page) {
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }

  @Test
  void runs_further_down_are_kept_up_to_date_by_few_calls() {
    var runs = IntStream.range(0, 750).mapToObj(i -> run(i, StateType.RUNNING)).toList();
    var page = visitor.open(server.at("flow-runs"));
    readTo(page, 700);
    rest(page);
    var last = page.getByRole(AriaRole.ROW).filter(named("run-699"));
    last.scrollIntoViewIfNeeded();
    assertThat(last).containsText("Running");
    server.has(Things.in(runs.get(699), Things.state(StateType.FAILED, "no such table")));
    server.loses(runs.get(697).id());
    run(-50, StateType.RUNNING);

    var calls =
        calls(
            page,
            () -> {
              refresh(page);
              assertThat(last).containsText("no such table");
            });

    assertThat(calls).isLessThanOrEqualTo(CALLS);
    assertThat(Seen.rows(page)).hasCount(699);
    assertThat(Seen.button(page, "1 new run")).isVisible();
  }

  @Test
  void one_more_page_is_a_few_calls_as_well() {
    IntStream.range(0, 750).forEach(i -> run(i, StateType.RUNNING));
    var page = visitor.open(server.at("flow-runs"));
    readTo(page, 650);
    rest(page);

    assertThat(calls(page, () -> more(page, 700))).isLessThanOrEqualTo(CALLS);
    assertThat(Seen.rows(page).last()).hasText("run-699");
  }

  @Test
  void a_filter_begins_at_the_top_again() {
    IntStream.range(0, 300).forEach(i -> run(i, i % 2 == 0 ? StateType.RUNNING : StateType.FAILED));
    var page = visitor.open(server.at("flow-runs"));
    readTo(page, 250);

    Seen.button(page, "Failed or crashed").click();

    assertThat(page.locator("table[aria-busy=false]")).isVisible();
    assertThat(Seen.rows(page)).hasCount(50);
    assertThat(Seen.rows(page).last()).hasText("run-99");
  }

  @Test
  void deployments_are_read_on_by_few_calls() {
    IntStream.range(0, 350)
        .mapToObj(i -> Things.deployment("daily-%03d".formatted(i), flow).build())
        .forEach(server::has);
    var page = visitor.open(server.at("deployments"));

    readTo(page, 300);

    Seen.assertRows(
        page, IntStream.range(0, 300).mapToObj("daily-%03d"::formatted).toArray(String[]::new));
    rest(page);
    assertThat(calls(page, () -> more(page, 350))).isLessThanOrEqualTo(CALLS);
  }

  private static Locator.FilterOptions named(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }
}
