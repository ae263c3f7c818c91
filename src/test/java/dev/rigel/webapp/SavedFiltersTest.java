package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchTermBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters that are kept under a name, and links that mean the same tomorrow. */
@InBrowser
class SavedFiltersTest {
  private static final String PARTS =
      "link => Object.fromEntries(new URL(link).searchParams.entries())";

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  SavedFiltersTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(
        flow,
        Things.run("good-gnu", flow, StateType.COMPLETED).build(),
        Things.run("bad-gnu", flow, StateType.FAILED).build());
  }

  private Page open(String address) {
    var page = visitor.open(server.at(address));
    assertThat(page.locator(".waiting")).hasCount(0);
    return page;
  }

  private static Locator menu(Page page) {
    return page.getByRole(AriaRole.MAIN).locator("details:has(> summary:text('Saved filters'))");
  }

  private static Locator opened(Page page) {
    menu(page).locator("summary").click();
    assertThat(menu(page).getByRole(AriaRole.TEXTBOX)).isVisible();
    return menu(page);
  }

  private static Locator button(Locator menu, String name) {
    return menu.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void save(Page page, String name) {
    var menu = opened(page);
    menu.getByLabel("Name").fill(name);
    button(menu, "Save filter").click();
  }

  /** As the page of Prefect keeps one of a state. */
  private void has(String name, String object, String state) {
    var term =
        SavedSearchTermBuilder.builder()
            .object(object)
            .property("state")
            .type("")
            .operation("")
            .value(Json.mapper().createArrayNode().add(state))
            .build();
    server.has(new SavedSearchCreate(name, List.of(term)));
  }

  @Test
  void a_filter_is_saved_in_prefects_form_opened_and_deleted() {
    var page = open("flow-runs?state=Failed&last=7d");

    save(page, " bad ones ");

    assertThat(Seen.said(page)).containsText("Filter bad ones is saved.");
    var saved = server.bodies("PUT /saved_searches/").get(0);
    assertThat(saved.get("name")).isEqualTo(new TextNode("bad ones"));
    assertThat(saved.get("filters").toString())
        .isEqualTo(
            """
            [{"object":"flowRun","property":"state","type":"","operation":"","value":["Failed"]},\
            {"object":"flowRun","property":"last","type":"","operation":"","value":"7d"}]""");

    page.navigate(server.at("flow-runs").toString());
    Seen.assertRows(page, "bad-gnu", "good-gnu");
    button(opened(page), "bad ones").click();
    Seen.assertRows(page, "bad-gnu");
    assertThat(Seen.query(page)).isEqualTo("state=Failed&last=7d");
    assertThat(menu(page)).not().hasAttribute("open", "");

    var menu = opened(page);
    button(menu, "Delete filter bad ones").click();
    assertThat(menu).containsText("None yet.");
    page.getByText("Undo").click();
    assertThat(button(menu, "bad ones")).isVisible();
  }

  @Test
  void each_list_has_its_own_and_names_are_of_one() {
    has("of runs", "flowRun", "Failed");
    has("of steps", "taskRun", "Failed");
    has("of nothing", "flow", "Failed");
    var page = open("task-runs?state=Failed");

    save(page, "of runs");

    assertThat(Seen.said(page))
        .containsText("Another list has a filter of runs: choose another name.");
    assertThat(menu(page).locator("li")).hasCount(1);
    menu(page).getByLabel("Name").fill("of steps");
    button(menu(page), "Save filter").click();
    Seen.button(page, "Keep").click();
    assertThat(Seen.said(page)).containsText("Filter of steps stays as it was.");
    assertThat(server.calls("PUT /saved_searches/")).isZero();
    menu(page).getByLabel("Name").fill("of steps");
    button(menu(page), "Save filter").click();
    Seen.button(page, "Replace filter").click();
    assertThat(Seen.said(page)).containsText("Filter of steps is saved.");
  }

  @Test
  void nothing_is_saved_where_nothing_is_asked_for() {
    var page = open("deployments");

    save(page, "all");

    assertThat(Seen.said(page)).containsText("There is no filter to save: all is shown.");
    assertThat(server.calls("PUT /saved_searches/")).isZero();
  }

  @Test
  void a_list_opens_with_its_default_in_this_browser_and_filters_can_be_cleared() {
    has("bad", "flowRun", "Failed");
    var page = open("flow-runs");
    Seen.assertRows(page, "bad-gnu", "good-gnu");
    button(opened(page), "Open this list with bad").click();
    assertThat(Seen.said(page)).containsText("This list opens with bad, in this browser.");

    Seen.link(page, "Deployments").click();
    assertThat(Seen.title(page)).hasText("Deployments");
    Seen.link(page, "Runs").click();
    Seen.assertRows(page, "bad-gnu");
    assertThat(Seen.query(page)).isEqualTo("state=Failed");
    page.navigate(server.at("flow-runs?name=good").toString());
    Seen.assertRows(page, "good-gnu");
    page.navigate(server.at("flow-runs").toString());
    Seen.assertRows(page, "bad-gnu");
    page.getByLabel("Without state Failed").click();
    Seen.assertRows(page, "bad-gnu", "good-gnu");

    button(opened(page), "Open this list with bad").click();
    page.navigate(server.at("flow-runs").toString());
    Seen.assertRows(page, "bad-gnu", "good-gnu");
  }

  @Test
  void a_default_goes_with_its_filter_or_is_forgotten() {
    has("bad", "flowRun", "Failed");
    var page = open("flow-runs");
    button(opened(page), "Open this list with bad").click();
    button(menu(page), "Delete filter bad").click();
    assertThat(menu(page)).containsText("None yet.");
    page.reload();
    Seen.assertRows(page, "bad-gnu", "good-gnu");

    page.evaluate("localStorage.setItem('rigel.usual.flow-runs', '\"?state=Failed\"')");
    page.reload();
    Seen.assertRows(page, "bad-gnu");
    button(opened(page), "Forget it").click();
    page.navigate(server.at("flow-runs").toString());
    Seen.assertRows(page, "bad-gnu", "good-gnu");
  }

  @Test
  void a_link_is_copied_with_dates_in_the_place_of_a_span() {
    visitor.window().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    var page = open("flow-runs?state=Failed&last=1h");

    button(opened(page), "Copy link").click();

    assertThat(Seen.said(page)).containsText("The link is copied.");
    var link = (String) page.evaluate("navigator.clipboard.readText()");
    assertThat(link).startsWith(server.at("flow-runs?state=Failed&start-date=").toString());
    var query = (Map<?, ?>) page.evaluate(PARTS, link);
    var from = OffsetDateTime.parse((String) query.get("start-date"));
    var to = OffsetDateTime.parse((String) query.get("end-date"));
    assertThat(Duration.between(from, to)).isEqualTo(Duration.ofHours(1));
    assertThat(query.get("last")).isNull();
    page.navigate(link);
    Seen.assertRows(page, "bad-gnu");
  }

  @Test
  void a_server_that_refuses_says_so_in_the_menu() {
    visitor.expects("status of 503");
    server.on("POST /saved_searches/filter", call -> Reply.refusal(503, "Busy"));
    var page = open("flow-runs");

    assertThat(opened(page)).containsText("The server refused with 503: Busy.");
  }
}
