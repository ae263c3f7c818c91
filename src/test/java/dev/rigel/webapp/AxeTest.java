package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchTerm;
import dev.rigel.contract.savedsearch.SavedSearchTermBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every page that has an address, by the rules of WCAG 2.2 AA that a program can check: light and
 * dark, wide and narrow, with much in it and with nothing; and without sideways scroll at 320 px
 * (1.4.10). A page is opened once and then looked at in all ways, as to open it takes longest.
 */
@InBrowser
class AxeTest {
  /** What axe is asked for; in the dark what depends on colours, as all else is the same there. */
  private static final Map<ColorScheme, Object> RULES =
      Map.of(
          ColorScheme.LIGHT,
          asked("tag", "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"),
          ColorScheme.DARK,
          asked("rule", "color-contrast", "link-in-text-block"));

  /** A width and a scheme in which a page is looked at. */
  private record Way(int width, ColorScheme scheme) {
    @Override
    public String toString() {
      return width + " px, " + scheme;
    }
  }

  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private static final List<Way> ALL_WAYS =
      List.of(
          new Way(WIDE, ColorScheme.LIGHT),
          new Way(WIDE, ColorScheme.DARK),
          new Way(NARROW, ColorScheme.LIGHT),
          new Way(NARROW, ColorScheme.DARK));

  /**
   * Each width and each scheme once, for pages that have little on them; {@code -Drigel.axe=all}
   * looks at those in all ways, too.
   */
  private static final List<Way> TWO_WAYS =
      "all".equals(System.getProperty("rigel.axe"))
          ? ALL_WAYS
          : List.of(new Way(NARROW, ColorScheme.LIGHT), new Way(WIDE, ColorScheme.DARK));

  private static final String AXE = axe();

  /** As a sentence for each rule that is broken, with the first places. */
  private static final String ANALYSE =
      """
      async (runOnly) => {
        const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"], preload: false });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(" ")}`);
      }
      """;

  private static final String TOO_WIDE =
      """
      () => document.documentElement.scrollWidth > innerWidth
        ? [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))
        : []
      """;

  /** Pages that are several: what else their addresses can say. */
  private static final Map<String, List<String>> TABS =
      Map.of(
          "flow-runs",
          List.of("?chart=scatter", "?state=Failed&name=nothing"),
          "flow-runs/flow-run/:id",
          List.of("?tab=steps", "?tab=subflows", "?tab=graph", "?tab=parameters", "?tab=details"),
          "flow-runs/task-run/:id",
          List.of("?tab=inputs", "?tab=details"),
          "flows/flow/:id",
          List.of("?tab=deployments", "?tab=task-runs"),
          "work-queues/work-queue/:id",
          List.of("?tab=scheduled", "?tab=in-progress", "?tab=ended"));

  private final Visitor visitor;
  private final FakeServer server;

  AxeTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  private static String axe() {
    try (var axe = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(axe.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> asked(String type, String... values) {
    return Map.of("type", type, "values", List.of(values));
  }

  @Test
  void pages_with_much_in_them() throws IOException {
    Everything.fill(server);

    judge(
        ALL_WAYS,
        Everything.routes().stream()
            .flatMap(
                route ->
                    Stream.concat(Stream.of(""), TABS.getOrDefault(route, List.of()).stream())
                        .map(tab -> Everything.addressOf(route) + tab)));
  }

  @Test
  void pages_of_one_thing_of_which_there_is_nothing_to_say() throws IOException {
    Everything.bare(server);

    judge(
        TWO_WAYS,
        Everything.routes().stream()
            .filter(route -> route.contains(":"))
            .map(Everything::addressOf));
  }

  @Test
  void pages_of_a_new_server() throws IOException {
    judge(TWO_WAYS, Everything.routes().stream().filter(route -> !route.contains(":")));
  }

  @Test
  void what_is_not_there() {
    visitor.expects("status of 404");
    var page = tab();
    var found = new TreeMap<String, Object>();
    for (var address : List.of("no/such/page", "flow-runs/flow-run/" + Everything.ID)) {
      page.navigate(server.at(address).toString());
      assertThat(Seen.title(page)).containsText("ot found");
      found.putAll(found(page, address));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void what_opens_on_pages() {
    Everything.fill(server);
    var page = tab();
    open(page, "work-queues/work-queue/" + Everything.ID);
    Seen.button(page, "Delete work queue").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    var found = new TreeMap<>(found(page, "question"));
    page.keyboard().press("Escape");

    page.keyboard().press("?");
    assertThat(page.getByText("Next row, row before")).isVisible();
    found.putAll(found(page, "keys"));

    page.keyboard().press("Escape");

    open(page, "flow-runs/flow-run/" + Everything.ID);
    page.getByLabel("More actions").click();
    found.putAll(found(page, "more"));
    Seen.button(page, "Change state …").click();
    found.putAll(found(page, "state"));
    page.keyboard().press("Escape");

    open(page, "flow-runs");
    page.getByText("State", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.getByLabel("Crashed", new Page.GetByLabelOptions().setExact(true))).isVisible();
    found.putAll(found(page, "menu"));

    page.getByLabel("Actions of").first().click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    found.putAll(found(page, "menu of a row"));
    page.keyboard().press("Escape");
    for (var chart : List.of("bars", "scatter")) {
      open(page, "flow-runs?chart=" + chart);
      page.getByText("Show as table").click();
      assertThat(page.locator(".as-table td").first()).isVisible();
      found.putAll(found(page, chart + " as table"));
    }

    server.has(new SavedSearchCreate("bad ones of the night", List.of(term())));
    // without rows: a menu over them hides parts of links, which axe takes for small ones
    open(page, "flow-runs?name=nothing");
    page.getByText("Saved filters").click();
    assertThat(Seen.button(page, "bad ones of the night")).isVisible();
    found.putAll(found(page, "saved filters"));

    open(page, "flow-runs");
    page.getByLabel("Pick all that are shown").check();
    assertThat(Seen.part(page, "What is picked")).isVisible();
    found.putAll(found(page, "picked rows"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move")).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    found.putAll(found(page, "question with a field"));
    assertThat(found).isEmpty();
  }

  private static SavedSearchTerm term() {
    return SavedSearchTermBuilder.builder()
        .object("flowRun")
        .property("name")
        .type("")
        .operation("")
        .value(new TextNode("night"))
        .build();
  }

  @Test
  void the_search_with_nothing_typed_with_something_found_and_with_nothing() {
    Everything.fill(server);
    var page = tab();
    open(page, "flow-runs/flow-run/" + Everything.ID);
    var found = new TreeMap<String, Object>();
    page.keyboard().press("Control+k");
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Retry this run");
    found.putAll(found(page, "search"));

    dialog.getByRole(AriaRole.COMBOBOX).fill("r");
    assertThat(dialog).containsText("Deployments");
    found.putAll(found(page, "search that finds"));

    dialog.getByRole(AriaRole.COMBOBOX).fill("no such thing");
    assertThat(dialog).containsText("Nothing is found.");
    found.putAll(found(page, "search that finds nothing"));
    assertThat(found).isEmpty();
  }

  @Test
  void a_run_under_way_with_the_steps_of_a_subflow() {
    var flow = Things.flow("orders-etl");
    var run = Things.run("vivid-gnu", flow, StateType.RUNNING).build();
    var inner = Things.run("small-fox", flow, StateType.RUNNING).build();
    var step = Things.step("copy all", run, StateType.RUNNING);
    var state =
        StateResponseBuilder.builder(step.state())
            .stateDetails(StateDetails.NONE.withChild(inner.id()))
            .build();
    server.has(flow, run, inner, TaskRunResponseBuilder.builder(step).state(state).build());
    server.has(Things.step("read", inner, StateType.COMPLETED));
    var page = tab();
    open(page, "flow-runs/flow-run/" + run.id());
    Seen.button(page, "Steps of copy all").click();
    assertThat(Seen.link(page, "read")).isVisible();
    assertThat(Seen.button(page, "Tell me when it ends")).isVisible();

    assertThat(found(page, "subflow")).isEmpty();
  }

  @Test
  void kinds_of_schedules_while_they_are_edited() {
    Everything.fill(server);
    var page = tab();
    open(page, "deployments/deployment/" + Everything.ID + "/edit");
    var found = new TreeMap<String, Object>();
    for (var kind : List.of("Rule", "Every")) {
      Seen.button(page, kind).click();
      assertThat(Seen.button(page, kind)).hasAttribute("aria-pressed", "true");
      found.putAll(found(page, kind));
    }
    assertThat(found).isEmpty();
  }

  private void judge(List<Way> ways, Stream<String> addresses) {
    var page = tab();
    var found = new TreeMap<String, Object>();
    addresses.forEach(
        address -> {
          open(page, address);
          found.putAll(found(page, address, ways));
        });
    assertThat(found).isEmpty();
  }

  /** Where axe is at hand on each page; not by its builder, which opens a tab for each look. */
  private Page tab() {
    visitor.window().addInitScript(AXE);
    return visitor.tab();
  }

  /** Until it shows what it is about, without any trouble. */
  private void open(Page page, String address) {
    page.navigate(server.at(address).toString());
    assertThat(Seen.title(page)).hasCount(1);
    assertThat(page.locator(".waiting")).hasCount(0);
    assertThat(Seen.title(page)).not().hasText("Not found");
    assertThat(Seen.problem(page)).hasText("");
  }

  /** What is wrong with a page, by the way in which it is looked at. */
  private static Map<String, Object> found(Page page, String address) {
    return found(page, address, ALL_WAYS);
  }

  private static Map<String, Object> found(Page page, String address, List<Way> ways) {
    var found = new TreeMap<String, Object>();
    for (var way : ways) {
      page.setViewportSize(way.width(), 900);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(way.scheme()));
      found.put(address + ", " + way, page.evaluate(ANALYSE, RULES.get(way.scheme())));
    }
    page.setViewportSize(320, 640);
    found.put(address + ", 320 px", page.evaluate(TOO_WIDE));
    page.setViewportSize(WIDE, 900);
    found.values().removeIf(List.of()::equals);
    return found;
  }
}
