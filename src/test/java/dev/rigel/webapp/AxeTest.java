package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueRuns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page by the rules of WCAG 2.2 AA that a program can check, light and dark, wide and narrow,
 * with much in it and with nothing; and without sideways scroll at 320 px (1.4.10).
 */
@InBrowser
class AxeTest {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice");

  private static final UUID ID = UUID.fromString("5f2d0a4e-6c0b-4b63-9d5e-0f6c3a1b2c3d");

  private static final List<String> PAGES =
      List.of(
          "",
          "flow-runs",
          "flow-runs/flow-run/" + ID,
          "flow-runs/flow-run/" + ID + "?tab=steps",
          "flow-runs/flow-run/" + ID + "?tab=parameters",
          "flow-runs/flow-run/" + ID + "?tab=details",
          "deployments",
          "deployments/deployment/" + ID,
          "work-queues",
          "work-queues/new",
          "work-queues/work-queue/" + ID,
          "work-queues/work-queue/" + ID + "/edit",
          "settings");

  private final Visitor visitor;
  private final FakeServer server;

  AxeTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  static Stream<Arguments> everyWay() {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(scheme -> Stream.of(1280, 400).map(width -> Arguments.of(scheme, width)));
  }

  @ParameterizedTest(name = "{0}, {1} px")
  @MethodSource("everyWay")
  void pages_with_much_in_them(ColorScheme scheme, int width) {
    fill();
    visitor.options().setColorScheme(scheme).setViewportSize(width, 900);

    var page = visitor.tab();
    for (var path : PAGES) {
      page.navigate(server.at(path).toString());
      assertClean(page, path);
    }
  }

  @ParameterizedTest(name = "{0}, {1} px")
  @MethodSource("everyWay")
  void pages_of_a_new_server(ColorScheme scheme, int width) {
    visitor.expects("status of 404");
    visitor.options().setColorScheme(scheme).setViewportSize(width, 900);

    var page = visitor.tab();
    for (var path : PAGES) {
      page.navigate(server.at(path).toString());
      assertClean(page, path);
    }
  }

  @Test
  void nothing_scrolls_sideways_at_320_pixels() {
    fill();
    visitor.on(320, 640);

    var page = visitor.tab();
    for (var path : PAGES) {
      page.navigate(server.at(path).toString());
      awaitDrawn(page);
      assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
          .as(path)
          .isEqualTo(0);
    }
  }

  @Test
  void questions_before_an_action_and_the_sheet_of_keys() {
    fill();
    var page = visitor.open(server.at("work-queues/work-queue/" + ID));
    Seen.button(page, "Delete work queue").click();
    assertClean(page, "question");
    page.keyboard().press("Escape");

    page.keyboard().press("?");
    assertThat(page.getByText("Next row, row before")).isVisible();
    assertClean(page, "keys");
  }

  private static void awaitDrawn(Page page) {
    assertThat(Seen.title(page)).hasCount(1);
    assertThat(page.locator(".waiting")).hasCount(0);
  }

  private static void assertClean(Page page, String path) {
    awaitDrawn(page);
    var found = new AxeBuilder(page).withTags(RULES).analyze();
    assertThat(found.getViolations())
        .as(path)
        .extracting(
            rule ->
                rule.getId()
                    + ": "
                    + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList())
        .isEmpty();
  }

  /** Something of each sort, good and bad. */
  private void fill() {
    var flow = Things.flow("orders-etl");
    var hourly =
        Things.deployment("hourly", flow)
            .id(ID)
            .description("Takes the orders of a day.")
            .tags(List.of("prod", "etl"))
            .parameters(Map.of("day", "2026-11-25"))
            .build();
    server.has(flow, hourly);
    for (var type : StateType.values()) {
      server.has(Things.run("a " + type + " run", flow, type).deploymentId(hourly.id()).build());
    }
    var failed = Things.state(StateType.FAILED, "step load failed: connection refused");
    var run =
        Things.run("vivid-gnu", flow, StateType.FAILED)
            .id(ID)
            .deploymentId(hourly.id())
            .parameters(Map.of("limit", 20_000))
            .state(failed)
            .build();
    server.has(
        run,
        Things.step("extract", run, StateType.COMPLETED),
        Things.step("load", run, StateType.FAILED));
    for (var level : List.of(10, 20, 30, 40, 50)) {
      server.has(Things.line(run, level, "see https://example.org " + level, run.startTime()));
    }
    var gpu =
        Things.queue("gpu").id(ID).description("Runs that need the card.").concurrencyLimit(1);
    server.has(
        Things.overview(gpu.build(), QueueCondition.full, new QueueRuns(1, 7, 0, 1), "rack-4"),
        Things.calm(Things.queue("default").build()),
        Things.overview(
            Things.queue("night").isPaused(true).concurrencyLimit(40).build(),
            QueueCondition.paused,
            new QueueRuns(2, 0, 0, 3)),
        Things.run("late-lynx", flow, StateType.SCHEDULED)
            .stateName("Late")
            .workQueueName("gpu")
            .expectedStartTime(Things.ago(Duration.ofMinutes(5)))
            .build());
  }
}
