package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchTermBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One field for pages, for what has a name or an id, and for commands. */
@InBrowser
class PaletteTest {
  private static final String TYPES_QUICKLY =
      """
      (field, text) => [...text].forEach((letter) => {
        field.value += letter;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      })
      """;

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("orders-etl");

  PaletteTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(flow);
  }

  private Page open(String address) {
    var page = visitor.open(server.at(address));
    assertThat(Seen.title(page)).isVisible();
    assertThat(page.locator(".waiting")).hasCount(0);
    page.keyboard().press("Control+k");
    assertThat(field(page)).isFocused();
    return page;
  }

  private Page search(String address, String text) {
    var page = open(address);
    field(page).fill(text);
    return page;
  }

  private static Locator field(Page page) {
    return dialog(page).getByRole(AriaRole.COMBOBOX);
  }

  private static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  private static Locator group(Page page, String name) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator options(Locator part) {
    return part.getByRole(AriaRole.OPTION);
  }

  private static Locator chosen(Page page) {
    return dialog(page)
        .getByRole(AriaRole.OPTION, new Locator.GetByRoleOptions().setSelected(true));
  }

  private FlowRunResponse run(String name, StateType type) {
    var run = Things.run(name, flow, type).deploymentId(deployment("hourly")).build();
    server.has(run);
    return run;
  }

  private UUID deployment(String name) {
    var deployment = Things.deployment(name, flow).build();
    server.has(deployment);
    return deployment.id();
  }

  @Test
  void opens_by_key_in_fields_too_and_by_its_button_and_gives_the_focus_back() {
    var page = visitor.open(server.at("flow-runs"));
    var name = page.getByLabel("Name of run");
    name.focus();

    page.keyboard().press("Control+k");

    assertThat(field(page)).isFocused();
    assertThat(dialog(page)).containsText("An id, or its beginning.");
    assertThat(options(dialog(page))).hasCount(0);
    page.keyboard().press("Escape");
    assertThat(dialog(page)).hasCount(0);
    assertThat(name).isFocused();

    var button = Seen.button(page, "Search");
    assertThat(button).hasAttribute("title", "Search (Ctrl K)");
    button.click();
    assertThat(field(page)).isFocused();
    page.keyboard().press("Control+k");
    assertThat(dialog(page)).hasCount(1);
    page.keyboard().press("Escape");
    assertThat(button).isFocused();
  }

  @Test
  void is_not_read_before_it_is_wanted() {
    var page = visitor.open(server.at(""));
    assertThat(Seen.title(page)).isVisible();

    assertThat(server.calls()).extracting(Call::path).noneMatch(path -> path.contains("palette"));
  }

  @Test
  void the_example_is_a_page_that_is_found_and_that_the_settings_name() {
    var page = search("settings", "try");

    assertThat(options(group(page, "Pages"))).hasText("Try it");
    page.keyboard().press("Enter");
    assertThat(Seen.title(page)).hasText("Try it");
    page.goBack();
    Seen.link(page, "Try it").click();
    assertThat(Seen.title(page)).hasText("Try it");
  }

  @Test
  void pages_and_things_are_found_kind_by_kind_and_opened_by_keys() {
    server.has(Things.calm(Things.queue("orders").build()));
    deployment("orders-hourly");
    var run = run("orders-gnu", StateType.COMPLETED);

    var page = search("work-queues", "ORDERS");

    assertThat(options(group(page, "Flows"))).hasText("orders-etl");
    assertThat(options(group(page, "Deployments"))).containsText(new String[] {"orders-hourly"});
    assertThat(options(group(page, "Work queues"))).hasText("orders");
    assertThat(options(group(page, "Runs"))).containsText(new String[] {"orders-gnu"});
    assertThat(chosen(page)).hasText("orders-etl");
    assertThat(field(page)).hasAttribute("aria-activedescendant", "palette-0");
    for (var i = 0; i < 3; i++) {
      page.keyboard().press("ArrowDown");
    }
    assertThat(chosen(page)).containsText("orders-gnu");
    assertThat(field(page)).hasAttribute("aria-activedescendant", "palette-3");

    page.keyboard().press("Enter");

    assertThat(page).hasURL(server.at("flow-runs/flow-run/" + run.id()).toString());
    assertThat(Seen.title(page)).isFocused();
    assertThat(dialog(page)).hasCount(0);
  }

  @Test
  void the_last_is_before_the_first_and_a_click_opens() {
    var page = search("", "work q");
    assertThat(options(dialog(page))).hasText(new String[] {"Work queues"});
    field(page).fill("bl");
    assertThat(options(group(page, "Pages"))).hasText("Blocks");
    field(page).fill("da");
    assertThat(options(dialog(page)).first()).hasText("Dashboard");
    page.keyboard().press("ArrowUp");
    assertThat(chosen(page)).containsText("Dark");

    options(group(page, "Pages")).getByText("Business days").click();

    assertThat(page).hasURL(server.at("calendars").toString());
  }

  @Test
  void the_server_is_asked_when_one_has_stopped_typing_and_five_of_a_kind_are_shown() {
    for (var i = 0; i < 7; i++) {
      server.has(Things.flow("nightly-" + i));
    }
    var page = open("");

    field(page).evaluate(TYPES_QUICKLY, "nightly");

    assertThat(options(group(page, "Flows"))).hasCount(5);
    assertThat(server.calls())
        .filteredOn(call -> call.name().equals("GET /ui/search"))
        .extracting(Call::uri)
        .containsExactly("/api/ui/search?q=nightly");
  }

  @Test
  void enter_before_the_answer_opens_what_comes() {
    var run = run("vivid-gnu", StateType.COMPLETED);
    var page = open("");
    server.holds(call -> call.path().endsWith("/ui/search"));

    page.keyboard().type("vivid");
    page.keyboard().press("Enter");
    server.recovers();

    assertThat(page).hasURL(server.at("flow-runs/flow-run/" + run.id()).toString());
  }

  @Test
  void a_saved_filter_opens_its_list() {
    var term =
        SavedSearchTermBuilder.builder()
            .object("flowRun")
            .property("name")
            .type("")
            .operation("")
            .value(new TextNode("vivid"))
            .build();
    server.has(new SavedSearchCreate("bad ones", List.of(term)));

    var page = search("work-queues", "bad o");

    assertThat(options(group(page, "Saved filters"))).hasText("bad ones Runs");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(server.at("flow-runs?name=vivid").toString());
    assertThat(page.getByPlaceholder("Name of run")).hasValue("vivid");
  }

  @Test
  void an_id_opens_at_once() {
    visitor.expects("status of 404");
    var run = run("vivid-gnu", StateType.COMPLETED);
    var step = Things.step("load", run, StateType.COMPLETED);
    server.has(step);

    var page = search("", run.id().toString());

    assertThat(page).hasURL(server.at("flow-runs/flow-run/" + run.id()).toString());
    assertThat(Seen.title(page)).hasText("vivid-gnu");
    page.keyboard().press("Control+k");
    field(page).fill(step.id().toString());
    assertThat(page).hasURL(server.at("flow-runs/task-run/" + step.id()).toString());
    page.keyboard().press("Control+k");
    field(page).fill(UUID.randomUUID().toString());
    assertThat(dialog(page)).containsText("Nothing is found.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://prefect.example.org/prefix/flow-runs/flow-run/ID",
        "http://127.0.0.1:4200/runs/flow-run/ID",
        "flow-runs/flow-run/ID",
        " /flow-runs/flow-run/ID "
      })
  void a_printed_address_opens_at_once(String address) {
    var run = run("vivid-gnu", StateType.COMPLETED);

    var page = search("", address.replace("ID", run.id().toString()));

    assertThat(page).hasURL(server.at("flow-runs/flow-run/" + run.id()).toString());
    assertThat(server.calls()).noneMatch(call -> call.path().endsWith("/ui/search"));
  }

  @Test
  void what_an_address_says_besides_is_kept() {
    var run = run("vivid-gnu", StateType.COMPLETED);
    var address = "flow-runs/flow-run/" + run.id() + "?tab=details#log";

    var page = search("", "http://elsewhere:4200/" + address);

    assertThat(page).hasURL(server.at(address).toString());
  }

  @Test
  void a_run_is_cancelled_and_retried_from_its_page() {
    var run = run("vivid-gnu", StateType.RUNNING);
    var page = open("flow-runs/flow-run/" + run.id());
    assertThat(options(group(page, "On this page"))).hasText("Cancel this run");

    page.keyboard().press("Enter");
    Seen.button(page, "Cancel run").click();

    assertThat(Seen.said(page)).containsText("vivid-gnu is cancelled.");
    assertThat(Seen.button(page, "Retry")).isVisible();
    page.keyboard().press("Control+k");
    field(page).fill("retry");
    assertThat(options(group(page, "Commands"))).hasText("Retry this run");
    page.keyboard().press("Enter");
    assertThat(Seen.said(page)).containsText("vivid-gnu is retried.");
    assertThat(server.bodies("POST /flow_runs/" + run.id() + "/set_state")).hasSize(2);
  }

  @Test
  void a_deployment_is_run_or_its_form_is_opened_where_something_is_missing() {
    var hourly = deployment("hourly");
    var schema =
        Map.of(
            "type",
            "object",
            "required",
            List.of("day"),
            "properties",
            Map.of("day", Map.of("type", "string")));
    server.has(
        Things.deployment("asks", flow)
            .parameterOpenapiSchema(Map.copyOf(schema))
            .id(Everything.ID)
            .build());
    var made = Things.run("brave-comet", flow, StateType.SCHEDULED).build();
    server.on("POST /deployments/" + hourly + "/create_flow_run", call -> Reply.json(201, made));

    var page = search("", "Run hour");

    assertThat(chosen(page)).hasText("Run orders-etl/hourly");
    page.keyboard().press("Enter");
    assertThat(Seen.said(page)).containsText("brave-comet is to run now.");

    page.keyboard().press("Control+k");
    field(page).fill("run asks");
    assertThat(chosen(page)).hasText("Run orders-etl/asks");
    page.keyboard().press("Enter");
    assertThat(page)
        .hasURL(server.at("deployments/deployment/" + Everything.ID + "/run").toString());
  }

  @Test
  void a_queue_is_paused_and_resumed() {
    var queue = Things.calm(Things.queue("gpu").build());
    server.has(queue);

    var page = search("work-queues", "pause g");
    assertThat(chosen(page)).hasText("Pause gpu");
    page.keyboard().press("Enter");

    assertThat(Seen.said(page)).containsText("gpu is paused. Running ones go on.");
    assertThat(server.queue(queue.workQueue().id()).workQueue().isPaused()).isTrue();
    page.keyboard().press("Control+k");
    field(page).fill("pause gpu");
    assertThat(group(page, "Work queues")).isVisible();
    assertThat(group(page, "Commands")).hasCount(0);
    field(page).fill("resume gpu");
    assertThat(chosen(page)).hasText("Resume gpu");
    page.keyboard().press("Enter");
    assertThat(Seen.said(page)).containsText("gpu hands out runs again.");
  }

  @Test
  void zone_and_colours_are_chosen() {
    var page = search("", "zone: u");
    assertThat(chosen(page)).hasText("Zone: UTC");
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("Zone of all times")).hasValue("UTC");

    for (var choice : List.of("dark", "light", "system")) {
      page.keyboard().press("Control+k");
      field(page).fill(choice);
      assertThat(dialog(page).getByRole(AriaRole.STATUS)).hasText("1 found");
      page.keyboard().press("Enter");
      assertThat(page.locator("html"))
          .hasCSS("color-scheme", choice.equals("system") ? "light dark" : choice);
    }
  }

  @Test
  void pages_and_commands_are_there_without_the_server() {
    visitor.expects("status of 503");
    server.on("GET /ui/search", call -> Reply.refusal(503, "Busy"));

    var page = search("work-queues", "agents");

    assertThat(options(group(page, "Pages"))).hasText("Agents");
    assertThat(dialog(page)).containsText("Busy. Only pages and commands are found.");
  }

  @Test
  void the_key_stands_in_the_sheet_of_keys() {
    var page = visitor.open(server.at("flow-runs"));
    assertThat(Seen.title(page)).isVisible();

    page.keyboard().press("?");

    assertThat(dialog(page)).containsText("Ctrl K");
    page.keyboard().press("Control+k");
    assertThat(dialog(page)).hasCount(1);
  }

  @Test
  void what_is_long_stays_as_it_is_typed() {
    var page = search("", "x".repeat(201));

    assertThat(dialog(page)).containsText("Nothing is found.");
    assertThat(server.calls()).noneMatch(call -> call.path().endsWith("/ui/search"));
  }
}
