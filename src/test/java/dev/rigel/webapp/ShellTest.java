package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.state.StateType;
import org.junit.jupiter.api.Test;

/** What all pages share: the frame, the way from one to the next, and what is not there. */
@InBrowser
class ShellTest {
  private final Visitor visitor;
  private final FakeServer server;

  ShellTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  @Test
  void a_link_leads_to_the_next_page_without_loading_the_frame_anew() {
    server.has(Things.calm(Things.queue("default").build()));
    var page = visitor.open(server.at("flow-runs"));
    assertThat(heading(page, "Runs")).isVisible();

    page.getByRole(AriaRole.LINK, named("Work queues")).first().click();

    assertThat(heading(page, "Work queues")).isFocused();
    assertThat(page).hasTitle("Work queues · Rigel");
    assertThat(page.getByRole(AriaRole.ROWHEADER)).hasText("default");
    assertThat(server.calls("GET page /flow-runs")).isEqualTo(1);
    assertThat(server.calls("GET page /work-queues")).isZero();
  }

  @Test
  void an_address_without_a_page_says_so_with_404() {
    visitor.expects("status of 404");
    var page = visitor.tab();

    var answer = page.navigate(server.at("no/such/page").toString());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(heading(page, "Not found")).isVisible();
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("/no/such/page");
  }

  @Test
  void a_page_opens_by_its_address_alone() {
    var flow = Things.flow("weather-report");
    var run = Things.run("calm-otter", flow, StateType.COMPLETED).build();
    server.has(flow, run);

    var page = visitor.open(server.at("flow-runs/flow-run/" + run.id()));

    assertThat(heading(page, "calm-otter")).isVisible();
    assertThat(page).hasTitle("Completed · calm-otter · Rigel");
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
