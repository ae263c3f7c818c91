package dev.rigel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.webapp.InBrowser;
import dev.rigel.webapp.Visitor;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages of the real server in a real browser. */
@InBrowser
@OnServer
class WebPageIT {
  private final Visitor visitor;
  private final Rigel rigel;

  WebPageIT(Visitor visitor, Rigel rigel) {
    this.visitor = visitor;
    this.rigel = rigel;
  }

  @Test
  void a_queue_that_is_made_while_the_list_is_open_appears() {
    var name = "0000 queue-" + UUID.randomUUID();
    var page = open("work-queues");

    rigel.http().post("/work_queues/", "{\"name\":\"" + name + "\"}");

    assertThat(rowHeader(page, name)).isVisible();
  }

  /** What {@code deployment run} and {@code deployment apply} print. */
  @Test
  void a_printed_address_opens_its_run_or_deployment() {
    var unique = UUID.randomUUID().toString();
    var flow = made("/flows/", "{\"name\":\"flow-" + unique + "\"}");
    var named = "{\"flow_id\":\"%s\",\"name\":\"thing-%s\"}".formatted(flow, unique);

    for (var path :
        new String[] {
          "flow-runs/flow-run/" + made("/flow_runs/", named),
          "deployments/deployment/" + made("/deployments/", named)
        }) {
      assertThat(open(path).getByRole(AriaRole.HEADING, headed("thing-" + unique))).isVisible();
    }
  }

  private String made(String path, String body) {
    return rigel.http().post(path, body).json().path("id").asText();
  }

  @Test
  void the_api_page_shows_the_operations_and_asks_nobody_else() {
    var page = open("docs/");

    assertThat(page.getByRole(AriaRole.MAIN)).containsText("/api/work_queues/{id}/get_runs");
    assertThat(visitor.troubles()).isEmpty();
  }

  private Page open(String path) {
    return visitor.open(URI.create(rigel.address().resolve("/") + path));
  }

  private static Locator rowHeader(Page page, String name) {
    return page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions headed(String name) {
    return new Page.GetByRoleOptions().setName(name).setLevel(1);
  }
}
