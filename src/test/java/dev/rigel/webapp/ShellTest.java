package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.state.StateType;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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

  @Test
  void zones_are_listed_when_somebody_turns_to_them_and_times_follow_the_choice() {
    var flow = Things.flow("orders-etl");
    var run = Things.run("vivid-gnu", flow, StateType.COMPLETED).build();
    server.has(flow, run);
    var page = visitor.open(server.at("flow-runs/flow-run/" + run.id()));
    var zones = page.getByLabel("Zone of all times");
    assertThat(zones.locator("option"))
        .hasText(new String[] {"Europe/London (this browser)", "UTC"});

    zones.focus();
    page.keyboard().type("Asia/Tok");

    assertThat(zones).hasValue("Asia/Tokyo");
    var time = run.startTime().atZoneSameInstant(ZoneId.of("Asia/Tokyo")).toLocalTime();
    assertThat(Seen.part(page, "Facts"))
        .containsText(time.truncatedTo(ChronoUnit.SECONDS).format(ISO_LOCAL_TIME));

    page.reload();
    assertThat(zones).hasValue("Asia/Tokyo");
    assertThat(zones.locator("option")).hasCount(3);
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
