package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.fixture.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody loses what they have filled in without being asked, whichever way they leave a form. */
@InBrowser
class UnsavedTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final DeploymentResponse daily;

  UnsavedTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    var flow = Things.flow("orders-etl");
    daily = Things.deployment("daily", flow).build();
    server.has(flow, daily);
    server.on("GET /flows/" + flow.id(), call -> Reply.json(200, flow));
  }

  private Page open(String address) {
    return visitor.open(server.at(address.replace("DAILY", daily.id().toString())));
  }

  private static void assertAsked(Page page) {
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Leave without saving?");
    assertThat(Seen.button(page, "Stay")).isFocused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "work-queues/new",
        "calendars/new",
        "deployments/new",
        "deployments/deployment/DAILY/run"
      })
  void a_link_asks_first(String address) {
    server.on("POST /calendars/filter", call -> Reply.json(200, List.of()));
    var page = open(address);
    var form = page.url();
    var name = page.getByRole(AriaRole.MAIN).getByLabel(Pattern.compile("^\\s*Name"));
    name.fill("gpu");

    Seen.link(page, "Runs").click();
    assertAsked(page);
    Seen.button(page, "Stay").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(page).hasURL(form);
    assertThat(name).hasValue("gpu");

    Seen.link(page, "Back").click();
    assertAsked(page);
    Seen.button(page, "Leave").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(page).not().hasURL(form);
  }

  @Test
  void going_back_asks_first_and_staying_keeps_the_address_and_the_way_back() {
    var page = open("work-queues");
    Seen.link(page, "New work queue").click();
    Seen.field(page, "Name").fill("gpu");

    page.evaluate("history.back()");
    assertAsked(page);
    assertThat(page).hasURL(server.at("work-queues/new").toString());
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(Seen.field(page, "Name")).hasValue("gpu");

    page.evaluate("history.back()");
    assertAsked(page);
    Seen.button(page, "Leave").click();
    assertThat(Seen.title(page)).hasText("Work queues");
    assertThat(page).hasURL(server.at("work-queues").toString());

    page.evaluate("history.forward()");
    assertThat(Seen.title(page)).hasText("New work queue");
    assertThat(Seen.field(page, "Name")).hasValue("");
    page.evaluate("history.back()");
    assertThat(Seen.title(page)).hasText("Work queues");
  }

  @Test
  void closing_or_loading_again_asks_by_the_browser() {
    var page = open("work-queues/new");
    List<String> asked = new CopyOnWriteArrayList<>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.type());
          dialog.dismiss();
        });
    Seen.field(page, "Name").click();
    page.keyboard().type("gpu");

    page.evaluate("setTimeout(() => location.reload())");

    page.waitForCondition(() -> !asked.isEmpty());
    assertThat(asked).containsExactly("beforeunload");
    assertThat(Seen.field(page, "Name")).hasValue("gpu");
  }

  @Test
  void what_is_saved_or_was_never_touched_asks_nothing() {
    var page = open("work-queues/new");
    Seen.link(page, "Runs").click();
    assertThat(Seen.title(page)).hasText("Runs");
    page.getByLabel("Name of run").fill("a filter is no form");
    Seen.link(page, "Work queues").click();
    assertThat(Seen.title(page)).hasText("Work queues");

    Seen.link(page, "New work queue").click();
    Seen.field(page, "Name").fill("gpu");
    Seen.button(page, "Make work queue").click();
    assertThat(Seen.title(page)).hasText("gpu");

    Seen.link(page, "Runs").click();
    assertThat(Seen.title(page)).hasText("Runs");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void what_was_refused_is_still_not_saved() {
    visitor.expects("status of 409");
    server.has(Things.calm(Things.queue("gpu").build()));
    var page = open("work-queues/new");
    Seen.field(page, "Name").fill("gpu");
    Seen.button(page, "Make work queue").click();
    assertThat(page.locator(".wrong")).isVisible();

    Seen.link(page, "Runs").click();

    assertAsked(page);
  }

  @Test
  void a_form_within_a_list_asks_as_long_as_it_is_open() {
    server.on("POST /concurrency_limits/filter", call -> Reply.json(200, List.of()));
    server.on(
        "POST /concurrency_limits/", call -> Reply.json(200, OtherThings.limit("database", 1)));
    var page = open("concurrency-limits");
    Seen.button(page, "New task limit").click();
    page.getByLabel("Tag").fill("database");
    Seen.link(page, "Runs").click();
    assertAsked(page);
    Seen.button(page, "Stay").click();

    Seen.button(page, "Make limit").click();
    assertThat(page.getByLabel("Tag")).hasCount(0);
    Seen.button(page, "New task limit").click();
    Seen.link(page, "Runs").click();

    assertThat(Seen.title(page)).hasText("Runs");
  }
}
