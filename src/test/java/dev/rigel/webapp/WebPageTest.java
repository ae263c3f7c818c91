package dev.rigel.webapp;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InBrowser
class WebPageTest {
  private final Browser browser;
  private FakeServer server;
  private Browser.Tab page;

  WebPageTest(Browser browser) {
    this.browser = browser;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void endServer() {
    page.close();
    server.close();
  }

  @Test
  void queues_are_shown_with_status_limit_and_late_runs() {
    server.hasQueue("default", null, 0, false);
    server.hasQueue("night", 3, 7, false);
    server.hasQueue("tests", 0, 0, true);

    page = browser.open(server.address());

    page.eventually(
        () ->
            assertThat(page.texts("rowheader", null)).containsExactly("default", "night", "tests"));
    assertThat(page.texts("row", null).subList(1, 4))
        .satisfiesExactly(
            row -> assertThat(row).matches("default\\s+Healthy\\s+none\\s+0\\s+\\d+ sec. ago"),
            row -> assertThat(row).matches("night\\s+Unhealthy\\s+3\\s+7\\s+\\d+ sec. ago"),
            row ->
                assertThat(row).matches("tests\\s+Healthy\\s*Paused\\s+0\\s+0\\s+\\d+ sec. ago"));
  }

  @Test
  void runs_are_shown_with_flow_state_time_and_duration() {
    server.hasRun("calm-otter", COMPLETED, Duration.ofMinutes(150), Duration.ofSeconds(185));
    server.hasRun("quick-fox", FAILED, Duration.ofSeconds(210), Duration.ofMillis(420));
    server.hasRun("next-owl", SCHEDULED, Duration.ofSeconds(90), Duration.ZERO);

    page = browser.open(server.address());

    page.eventually(
        () ->
            assertThat(page.texts("rowheader", null))
                .containsExactly("next-owl", "quick-fox", "calm-otter"));
    assertThat(page.text("table", "Latest flow runs"))
        .containsPattern("weather-report\\s+next-owl\\s+Scheduled\\s+1 min. ago\\s+–")
        .containsPattern("weather-report\\s+quick-fox\\s+Failed\\s+3 min. ago\\s+0.4 s")
        .containsPattern("weather-report\\s+calm-otter\\s+Completed\\s+2 hr. ago\\s+3 min 5 s");
  }

  @Test
  void what_changes_on_the_server_changes_on_the_open_page() {
    var gone = server.hasQueue("default", null, 0, false);
    server.hasRun("calm-otter", RUNNING, Duration.ofSeconds(2), Duration.ofSeconds(2));
    page = browser.open(server.address());
    page.eventually(
        () -> assertThat(page.texts("rowheader", null)).containsExactly("default", "calm-otter"));
    assertThat(page.text("table", "Latest flow runs")).contains("Running");

    server.newestRunBecomes(COMPLETED, Duration.ofSeconds(4));
    server.hasRun("quick-fox", RUNNING, Duration.ZERO, Duration.ZERO);
    server.hasQueue("night", 1, 0, false);
    server.losesStatusOf(gone);

    page.eventually(
        () ->
            assertThat(page.texts("rowheader", null))
                .containsExactly("night", "quick-fox", "calm-otter"));
    assertThat(page.text("table", "Latest flow runs"))
        .containsPattern("quick-fox\\s+Running")
        .containsPattern("calm-otter\\s+Completed\\s+\\S+ sec. ago\\s+4 s");
  }

  @Test
  void the_run_that_the_address_asks_for_is_on_top() {
    var run = server.hasRun("calm-otter", FAILED, Duration.ofDays(3), Duration.ofSeconds(4));

    page = browser.open(server.address().resolve("?flow-run=" + run));

    page.eventually(
        () ->
            assertThat(page.text("table", "Flow run calm-otter"))
                .containsPattern("Flow\\s+weather-report")
                .containsPattern("State\\s+Failed")
                .containsPattern("Duration\\s+4 s"));
  }

  @Test
  void a_run_that_is_not_there_is_said_to_be_missing() {
    var unknown = "?flow-run=" + UUID.randomUUID();

    page = browser.open(server.address().resolve(unknown));

    page.eventually(
        () ->
            assertThat(page.texts("paragraph", null))
                .contains("There is no such thing here, or not any more."));
    assertThat(page.texts("alert", null)).isEmpty();
  }

  @Test
  void a_row_that_stays_is_left_alone_by_a_refresh() {
    server.hasRun("calm-otter", COMPLETED, Duration.ofDays(3), Duration.ofSeconds(4));
    page = browser.open(server.address());
    page.eventually(() -> assertThat(page.texts("rowheader", null)).containsExactly("calm-otter"));
    page.evaluate("window.before = document.querySelector('#flow-runs tbody th')");

    server.hasRun("quick-fox", RUNNING, Duration.ZERO, Duration.ZERO);

    page.eventually(
        () -> assertThat(page.texts("rowheader", null)).containsExactly("quick-fox", "calm-otter"));
    var same = "window.before === document.querySelectorAll('#flow-runs tbody th')[1]";
    assertThat(page.evaluate(same).asBoolean()).isTrue();
  }

  @Test
  void an_empty_server_says_how_to_begin() {
    page = browser.open(server.address());

    page.eventually(
        () ->
            assertThat(page.texts("code", null))
                .containsExactly(
                    "rigel agent start -q default", "rigel deployment run FLOW/DEPLOYMENT"));
    assertThat(page.texts("table", null)).isEmpty();
  }

  @Test
  void a_refusal_is_one_line_and_goes_when_the_server_is_back() {
    server.hasQueue("default", null, 0, false);
    page = browser.open(server.address());
    page.eventually(() -> assertThat(page.texts("rowheader", null)).containsExactly("default"));

    server.refusesWith(503);
    page.eventually(
        () ->
            assertThat(page.texts("alert", null))
                .containsExactly(
                    "The server refused with 503: the database is away; what is shown may be out of date."
                        + " Next try in 3 s."));
    assertThat(page.texts("rowheader", null)).containsExactly("default");

    server.refusesWith(0);
    page.eventually(() -> assertThat(page.texts("alert", null)).isEmpty());
  }

  @Test
  void a_server_that_is_gone_is_one_line() {
    page = browser.open(server.address());
    page.eventually(() -> assertThat(page.texts("code", null)).hasSize(2));

    server.close();

    page.eventually(
        () ->
            assertThat(page.texts("alert", null))
                .singleElement()
                .asString()
                .startsWith("The server does not answer;"));
  }

  @Test
  void a_hidden_page_asks_for_nothing_and_catches_up_when_it_is_seen_again() {
    page = browser.open(server.address());
    await().until(() -> server.listings() == 1);
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => window.away, configurable: true});"
            + "window.away = true");
    var asked = server.listings();

    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> server.listings() <= asked);
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");

    await().atMost(Duration.ofSeconds(2)).until(() -> server.listings() > asked);
  }

  /** For the eye: target/screenshots. */
  @Test
  void both_colour_schemes_are_drawn() throws IOException {
    server.hasQueue("default", null, 0, false);
    server.hasQueue("night", 3, 7, false);
    server.hasQueue("tests", 0, 0, true);
    server.hasRun("calm-otter", COMPLETED, Duration.ofMinutes(150), Duration.ofSeconds(185));
    server.hasRun("quick-fox", FAILED, Duration.ofSeconds(210), Duration.ofMillis(420));
    server.hasRun("next-owl", SCHEDULED, Duration.ofSeconds(90), Duration.ZERO);
    server.hasRun("bold-heron", RUNNING, Duration.ofSeconds(8), Duration.ofSeconds(8));
    page = browser.open(server.address());
    page.eventually(() -> assertThat(page.texts("rowheader", null)).hasSize(7));
    var folder = Files.createDirectories(Path.of("target/screenshots"));

    page.prefer("light");
    Files.write(folder.resolve("light.png"), page.screenshot());
    var light = page.evaluate("getComputedStyle(document.body).backgroundColor").asText();
    page.prefer("dark");
    Files.write(folder.resolve("dark.png"), page.screenshot());
    var dark = page.evaluate("getComputedStyle(document.body).backgroundColor").asText();

    assertThat(light).isNotEqualTo(dark);
  }
}
