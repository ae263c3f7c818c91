package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.fixture.Call;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What pages may cost, where that is the same on every machine: bytes, requests, calls, rows, moves
 * and memory. Times are in {@code docs/benchmarks.md}; no test holds them.
 */
@InBrowser
class BudgetTest {
  /**
   * Bytes, compressed, of all HTML, CSS and scripts of the dashboard, where it is visited first.
   */
  private static final int FIRST_VISIT = 60_000;

  /** Of the dashboard where it is visited first, without calls of the API. */
  private static final int REQUESTS = 35;

  /** The same of other pages, which few open before any other. */
  private static final int FIRST_VISIT_ELSEWHERE = 68_000;

  private static final int REQUESTS_ELSEWHERE = 40;

  private static final int CALLS = 4;

  /**
   * How often a page is refreshed that has to keep its size; {@code -Drefreshes=2000} for longer.
   */
  private static final int REFRESHES = Integer.getInteger("refreshes", 300);

  private static final String BYTES =
      """
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .filter((one) => !one.name.includes("/api/"))
        .reduce((sum, one) => sum + one.encodedBodySize, 0)
      """;
  private static final String SHIFTS =
      """
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries().forEach((one) => one.hadRecentInput || shifts.push(
        { value: one.value, moved: one.sources.map(({ node }) => `${node?.nodeName}.${node?.className}`).join(" ") })))
        .observe({ type: "layout-shift", buffered: true });
      """;

  /** Counts the calls of a page, and how often it has come to rest until its next refresh. */
  private static final String COUNTED =
      """
      window.asked = 0;
      window.rests = 0;
      const ask = fetch;
      window.fetch = (...what) => (asked++, ask(...what));
      const later = setTimeout;
      window.setTimeout = (task, pause, ...rest) => {
        if (pause < 1000) {
          return later(task, pause, ...rest);
        }
        rests++;
        return RESTS;
      };
      """;

  private static final String ONCE_MORE =
      """
      () => {
        window.before = { asked, rests };
        document.dispatchEvent(new Event("visibilitychange"));
      }
      """;

  private final Visitor visitor;
  private final FakeServer server;
  private FlowRunResponse run;
  private DeploymentResponse deployment;
  private QueueOverview queue;

  BudgetTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  /** 80 queues, and 60 runs of 20 deployments of 10 flows. */
  @BeforeEach
  void fill() {
    var flows = IntStream.range(0, 10).mapToObj(i -> Things.flow("flow-" + i)).toList();
    for (var flow : flows) {
      server.has(flow);
      for (var name : List.of("hourly", "daily")) {
        deployment = Things.deployment(name, flow).build();
        server.has(deployment);
        for (var i = 0; i < 3; i++) {
          // the last one, which is opened, goes on
          var state = i < 2 ? StateType.COMPLETED : StateType.RUNNING;
          run =
              Things.run(
                      name + "-" + i,
                      flow,
                      state,
                      Things.ago(Duration.ofMinutes(i)),
                      Duration.ofSeconds(3))
                  .deploymentId(deployment.id())
                  .build();
          server.has(
              run,
              Things.line(run, 20, "done", Things.now()),
              Things.step("copy", run, StateType.COMPLETED));
        }
      }
    }
    for (var i = 0; i < 80; i++) {
      queue = Things.calm(Things.queue("queue-" + i).build());
      server.has(queue);
    }
  }

  private String addressOf(String page) {
    return page.replace("RUN", run.id().toString())
        .replace("DEPLOYMENT", deployment.id().toString())
        .replace("QUEUE", queue.workQueue().id().toString());
  }

  private Page open(String address) {
    var page = visitor.open(server.at(addressOf(address)));
    settle(page);
    return page;
  }

  /** Until it shows what it asked for, and asks for nothing more. */
  private static void settle(Page page) {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .isVisible();
    assertThat(page.locator(".waiting")).hasCount(0);
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  private List<Call> files() {
    return server.calls().stream().filter(call -> !call.isOfApi()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flow-runs",
        "flow-runs/flow-run/RUN",
        "deployments",
        "deployments/deployment/DEPLOYMENT",
        "work-queues",
        "work-queues/work-queue/QUEUE",
        "schedule",
        "work-queues/new",
        "settings"
      })
  void a_first_visit_is_light_a_second_asks_for_the_page_alone(String address) throws Exception {
    var page = open(address);

    var first = files();
    var isFirst = address.isEmpty();
    assertThat(first.size()).isLessThanOrEqualTo(isFirst ? REQUESTS : REQUESTS_ELSEWHERE);
    assertThat((int) page.evaluate(BYTES))
        .isLessThanOrEqualTo(isFirst ? FIRST_VISIT : FIRST_VISIT_ELSEWHERE);

    open(address);

    var again = files().subList(first.size(), files().size());
    assertThat(again).extracting(Call::path).containsExactly("/" + addressOf(address));
    assertThat(statusOf(again.get(0))).isEqualTo(304);
  }

  /** What the server answered to a request for a page. */
  private int statusOf(Call call) throws Exception {
    var same =
        HttpRequest.newBuilder(server.at(call.uri().substring(1)))
            .header("If-None-Match", call.header("If-None-Match"))
            .build();
    return HttpClient.newHttpClient().send(same, BodyHandlers.discarding()).statusCode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flow-runs",
        "flow-runs/flow-run/RUN",
        "deployments",
        "deployments/deployment/DEPLOYMENT",
        "flows",
        "schedule",
        "work-queues",
        "work-queues/work-queue/QUEUE"
      })
  void a_refresh_makes_few_calls_however_much_is_shown(String address) {
    visitor.window().addInitScript(COUNTED.replace("RESTS", "0"));
    var page = open(address);

    page.evaluate(ONCE_MORE);
    page.waitForFunction("() => rests > before.rests");

    assertThat((int) page.evaluate("asked - before.asked")).isBetween(1, CALLS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flow-runs",
        "flow-runs/flow-run/RUN",
        "deployments",
        "deployments/deployment/DEPLOYMENT",
        "work-queues",
        "work-queues/work-queue/QUEUE",
        "settings"
      })
  void nothing_moves_when_slow_answers_come(String address) {
    visitor.window().addInitScript(SHIFTS);
    server.holds(Call::isOfApi);
    var page = visitor.open(server.at(addressOf(address)));
    assertThat(page.locator(".waiting").first()).isVisible();

    server.recovers();
    settle(page);

    assertThat(
            ((Number) page.evaluate("shifts.reduce((sum, { value }) => sum + value, 0)"))
                .doubleValue())
        .as(() -> page.evaluate("shifts").toString())
        .isLessThanOrEqualTo(0.02);
  }

  @Test
  void a_list_has_a_thousand_rows_at_most_and_then_asks_for_a_filter() {
    var flow = Things.flow("many");
    IntStream.range(0, 1_200)
        .forEach(i -> server.has(Things.run("many-" + i, flow, StateType.COMPLETED).build()));
    server.has(flow);
    var page = open("flow-runs?flow=many");
    // else so many rows are drawn anew every 5 s as well
    page.getByRole(AriaRole.SWITCH).click();
    var more = page.locator("main p.more");

    for (var shown = 50; shown < 1_000; shown += 50) {
      assertThat(more).containsText(shown + " of 1,200");
      more.getByRole(AriaRole.BUTTON).click();
    }

    assertThat(more).hasText("1,000 of 1,200 Narrow the filter to see the others.");
    assertThat(more.getByRole(AriaRole.BUTTON)).hasCount(0);
    assertThat(page.locator(".fold tbody tr")).hasCount(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow-runs", "work-queues"})
  void a_page_that_stays_open_keeps_its_size(String address) {
    server.forgets();
    visitor.window().addInitScript(COUNTED.replace("RESTS", "later(task, 0, ...rest)"));
    var page = visitor.open(server.at(address));
    var devTools = visitor.window().newCDPSession(page);
    refreshed(page, REFRESHES / 5);
    var before = heap(devTools);

    refreshed(page, REFRESHES);

    // each call has a timer of 10 s, so it goes up and down with how quickly pages refresh
    assertThat(heap(devTools)).isLessThan(before + 1_000_000);
  }

  private static void refreshed(Page page, int times) {
    page.waitForFunction(
        "times => rests >= times", times, new Page.WaitForFunctionOptions().setTimeout(600_000));
  }

  /** Bytes of living objects. */
  private static long heap(CDPSession devTools) {
    devTools.send("HeapProfiler.collectGarbage");
    var usage = devTools.send("Runtime.getHeapUsage", new JsonObject());
    return usage.get("usedSize").getAsLong();
  }
}
