package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.state.StateType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What pages cost the browser, from a server that answers at once; prints Markdown tables. Not part
 * of the build: {@code mvn test -Dtest=PageBenchmark}.
 */
@InBrowser
class PageBenchmark {
  private static final int STEPS = 2_000;
  private static final int LINES_A_SECOND = 20;

  /** Milliseconds during which a page is watched. */
  private static final int WATCHED = 20_000;

  /** When the page has its data, how far it moved, and its longest task. */
  private static final String WATCH =
      """
      window.filled = 0;
      window.shifted = 0;
      window.longest = 0;
      const look = () => {
        const isFilled = document.querySelector("main h1") && !document.querySelector(".waiting");
        if (isFilled && !filled) {
          filled = performance.now();
        } else {
          requestAnimationFrame(look);
        }
      };
      addEventListener("DOMContentLoaded", look);
      new PerformanceObserver((list) => list.getEntries().forEach((one) => {
        longest = Math.max(longest, one.duration);
      })).observe({ type: "longtask", buffered: true });
      new PerformanceObserver((list) => list.getEntries().forEach((one) => {
        shifted += one.hadRecentInput ? 0 : one.value;
      })).observe({ type: "layout-shift", buffered: true });
      """;

  private static final String MEASURED =
      """
      () => {
        const files = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .filter((one) => !one.name.includes("/api/"));
        const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
        return [files.length, files.reduce((sum, one) => sum + one.encodedBodySize, 0), paint, filled, longest]
          .map(Math.round).join(" | ") + " | " + shifted.toFixed(3);
      }
      """;

  /** Milliseconds from the click until the page of that link has its data. */
  private static final String NEXT =
      """
      (path) => new Promise((resolve) => {
        const before = document.querySelector("main h1");
        const link = document.querySelector(`nav a[href="${path}"], #side a[href="${path}"]`);
        const from = performance.now();
        const look = () => {
          const title = document.querySelector("main h1");
          return title && title !== before && !document.querySelector(".waiting")
            ? resolve(Math.round(performance.now() - from))
            : requestAnimationFrame(look);
        };
        link.click();
        requestAnimationFrame(look);
      })
      """;

  private final Visitor visitor;
  private final FakeServer server;

  PageBenchmark(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  private static void settle(Page page) {
    page.waitForFunction("() => filled > 0");
    page.waitForTimeout(500);
  }

  @Test
  void first_and_second_visits_of_all_pages() throws IOException {
    Everything.fill(server);
    System.out.println(
        "| Page | files | bytes, gzipped | first paint, ms | with its data, ms | longest task, ms | moved | second visit: first paint, with its data, ms |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (var route : Everything.routes()) {
      var address = server.at(Everything.addressOf(route));
      try (var somebody = visitor.another()) {
        somebody.window().addInitScript(WATCH);
        var page = somebody.open(address);
        settle(page);
        var first = page.evaluate(MEASURED);
        page.reload();
        settle(page);
        var second = page.evaluate(MEASURED).toString().split(" \\| ");
        System.out.printf("| `/%s` | %s | %s, %s |%n", route, first, second[2], second[3]);
      }
    }
  }

  @Test
  void from_page_to_page() {
    Everything.fill(server);
    visitor.window().addInitScript(WATCH);
    var page = visitor.open(server.at(""));
    settle(page);
    var paths = List.of("flow-runs", "deployments", "schedule", "work-queues", "agents", "flows");
    for (var path : paths) {
      page.evaluate(NEXT, path);
      page.waitForTimeout(300);
    }
    for (var path : paths) {
      System.out.printf("to %s: %s ms%n", path, page.evaluate(NEXT, path));
      page.waitForTimeout(300);
    }
  }

  @Test
  void a_run_that_goes_on_with_many_steps_and_lines() throws Exception {
    var flow = Things.flow("orders-etl");
    var run = Things.run("vivid-gnu", flow, StateType.RUNNING).build();
    server.has(flow, run);
    IntStream.range(0, STEPS)
        .forEach(i -> server.has(Things.step("step-" + i, run, StateType.COMPLETED)));
    var number = new AtomicInteger();
    var writer = Executors.newSingleThreadScheduledExecutor();
    try {
      writer.scheduleAtFixedRate(
          () -> server.has(Things.line(run, 20, "line " + number.incrementAndGet(), Things.now())),
          0,
          1_000 / LINES_A_SECOND,
          TimeUnit.MILLISECONDS);
      var page = visitor.open(server.at("flow-runs/flow-run/" + run.id()));
      assertThat(page.getByRole(AriaRole.LOG)).containsText("line ");
      page.waitForTimeout(5_000);
      var devTools = visitor.window().newCDPSession(page);
      devTools.send("Performance.enable");
      var before = busy(devTools);
      page.waitForTimeout(WATCHED);
      System.out.printf(
          "%d steps, %d lines a second: %.1f %% of a core%n",
          STEPS, LINES_A_SECOND, (busy(devTools) - before) * 100_000 / WATCHED);
    } finally {
      writer.shutdownNow();
    }
  }

  /** Seconds that the page was at work. */
  private static double busy(CDPSession devTools) {
    for (var one : devTools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      var metric = (JsonObject) one;
      if (metric.get("name").getAsString().equals("TaskDuration")) {
        return metric.get("value").getAsDouble();
      }
    }
    throw new IllegalStateException("the browser tells no TaskDuration");
  }
}
