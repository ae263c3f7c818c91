package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.webapp.Browser;
import dev.rigel.webapp.InBrowser;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages of the real server in a real browser. */
@InBrowser
@OnServer
class WebPageIT {
  private final Browser browser;
  private final Rigel rigel;

  WebPageIT(Browser browser, Rigel rigel) {
    this.browser = browser;
    this.rigel = rigel;
  }

  @Test
  void the_page_shows_a_queue_and_a_run_that_are_made_while_it_is_open() {
    var unique = UUID.randomUUID().toString();
    try (var page = browser.open(rigel.address().resolve("/"))) {
      rigel.http().post("/work_queues/", "{\"name\":\"0000 queue-" + unique + "\"}");
      var flow = rigel.http().post("/flows/", "{\"name\":\"flow-" + unique + "\"}").json();
      var run =
          "{\"flow_id\":%s,\"name\":\"run-%s\",\"state\":{\"type\":\"RUNNING\"}}"
              .formatted(flow.path("id"), unique);
      assertThat(rigel.http().post("/flow_runs/", run).status()).isEqualTo(201);

      page.eventually(
          () -> {
            assertThat(page.text("table", "Work queues")).contains("queue-" + unique);
            assertThat(page.text("table", "Latest flow runs"))
                .containsPattern("flow-" + unique + "\\s+run-" + unique + "\\s+Running");
          });
      assertThat(page.texts("alert", null)).isEmpty();
    }
  }

  /** What {@code deployment run} and {@code deployment apply} print. */
  @Test
  void a_printed_address_opens_its_run_or_deployment() {
    var unique = UUID.randomUUID().toString();
    var flow = made("/flows/", "{\"name\":\"flow-" + unique + "\"}");
    var named = "{\"flow_id\":\"%s\",\"name\":\"thing-%s\"}".formatted(flow, unique);

    shows("/flow-runs/flow-run/" + made("/flow_runs/", named), "Flow run thing-" + unique);
    shows("/deployments/deployment/" + made("/deployments/", named), "Deployment thing-" + unique);
  }

  private String made(String path, String body) {
    return rigel.http().post(path, body).json().path("id").asText();
  }

  private void shows(String path, String title) {
    try (var page = browser.open(rigel.address().resolve(path))) {
      page.eventually(() -> assertThat(page.text("table", title)).contains("flow-"));
    }
  }

  @Test
  void the_api_page_shows_the_operations_and_asks_nobody_else() {
    try (var page = browser.open(rigel.address().resolve("/docs/"))) {
      page.eventually(
          () ->
              assertThat(page.texts("main", null))
                  .anySatisfy(text -> assertThat(text).contains("/api/work_queues/{id}/get_runs")));
      var elsewhere =
          "performance.getEntriesByType('resource').filter(r => !r.name.startsWith(location.origin)"
              + " && !r.name.startsWith('data:')).length";
      assertThat(page.evaluate(elsewhere).asInt()).isZero();
    }
  }
}
