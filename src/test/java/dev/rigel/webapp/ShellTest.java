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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What all pages share: the frame, the way from one to the next, and what is not there. */
@InBrowser
class ShellTest {
  /** What of the way to a page is empty, and whether it or the page's own name is cut off. */
  private static final String CUT =
      """
      () => {
        const nav = document.querySelector(".crumbs");
        const isCut = (one) => one.scrollWidth > one.clientWidth;
        return [
          ...[...nav.children].filter((one) => one.textContent.trim() === ""),
          ...[nav, nav.lastElementChild].filter(isCut),
        ].map((one) => `${one.outerHTML} has ${one.clientWidth} of ${one.scrollWidth}`);
      }
      """;

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

  @Test
  void on_a_phone_the_name_of_a_page_stays_whole_and_what_is_above_it_is_shortened() {
    Everything.fill(server);
    visitor.on(390, 800);
    for (var route :
        List.of(
            "deployments/deployment/:id/edit",
            "deployments/deployment/:id/run",
            "work-queues/work-queue/:id/edit",
            "calendars/calendar/:id/edit",
            "blocks/block/:id/edit",
            "blocks/catalog/:slug/create",
            "notifications/edit/:id")) {
      var page = visitor.open(server.at(Everything.addressOf(route)));
      assertThat(page.locator(".waiting")).hasCount(0);
      var last = page.locator(".crumbs > :last-child");
      assertThat(last).hasText(Pattern.compile("Edit|New|Run"));
      assertThat(last).hasJSProperty("localName", "b");
      assertThat(page.evaluate(CUT)).as(route).isEqualTo(List.of());
      page.close();
    }
  }

  @Test
  void what_has_no_name_yet_is_not_above_a_page() {
    server.holds(call -> call.name().startsWith("GET /work_queues/"));
    var page = visitor.open(server.at("work-queues/work-queue/" + Everything.ID + "/edit"));

    var crumbs = page.getByLabel("You are here");
    assertThat(crumbs).hasText("Work queues/Edit");
    Everything.fill(server);
    server.recovers();
    assertThat(crumbs).hasText("Work queues/gpu/Edit");
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
