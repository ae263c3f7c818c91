package dev.rigel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rigel.contract.json.Json;
import dev.rigel.webapp.InBrowser;
import dev.rigel.webapp.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages of the real server in a real browser, whose complaints (of scripts, of the policy) fail
 * each test.
 */
@InBrowser
@OnServer
@EachOnce
class WebPageIT {
  /**
   * On the page of the API, near its begin: of a hundred operations and more, Swagger UI renders
   * those that are near what is seen.
   */
  static final String AN_OPERATION = "/api/admin/database/clear";

  private static final Path ROUTES =
      Path.of(System.getProperty("it.project"), "src/main/webapp/routes.json");

  private final Visitor visitor;
  private final Rigel rigel;

  WebPageIT(Visitor visitor, Rigel rigel) {
    this.visitor = visitor;
    this.rigel = rigel;
  }

  @Test
  void a_queue_that_is_made_while_the_list_is_open_appears() {
    var name = "0000 queue-" + UUID.randomUUID();
    var page = open("work-queues?name=" + name.substring(5));

    rigel.http().post("/work_queues/", "{\"name\":\"" + name + "\"}");

    assertThat(rowHeader(page, name)).isVisible();
  }

  /** In one window, which keeps the files, as somebody has who goes through all pages. */
  @TestFactory
  Stream<DynamicTest> each_page_shows_its_heading_and_nothing_is_wrong() throws IOException {
    var made = new OneOfEach(rigel);
    var run = "flow-runs/flow-run/" + made.run.id();
    var step = "task-run/" + made.step.id();
    var flow = made.site.flow;
    var deployment = made.site.deployment;
    var queue = made.site.queue;
    var ofQueue = "work-queues/work-queue/" + queue.id();
    var pages =
        List.of(
            shows("", "All is well|\\d+ things? needs? you"),
            shows("dashboard", "All is well|\\d+ things? needs? you"),
            shows("flow-runs", "Runs"),
            shows("flow-runs?state=failed&state=crashed&last=7d&tag=a&sort=NAME_ASC", "Runs"),
            shows("runs", "Runs"),
            shows(run, made.run.name()),
            shows(run + "?tab=steps", made.run.name()),
            shows(run + "?tab=subflows", made.run.name()),
            shows(run + "?tab=parameters", made.run.name()),
            shows(run + "?tab=graph", made.run.name()),
            shows(run + "?tab=details", made.run.name()),
            shows(run + "/radar", made.run.name()),
            shows("runs/flow-run/" + made.run.id(), made.run.name()),
            shows("task-runs", "Task runs"),
            shows("flow-runs/" + step, made.step.name()),
            shows("runs/" + step, made.step.name()),
            shows("task-runs/" + step, made.step.name()),
            shows("flows", "Flows"),
            shows("flows/flow/" + flow.id(), flow.name()),
            shows("deployments", "Deployments"),
            shows("deployments/new", "New deployment"),
            shows("deployments/deployment/" + deployment.id(), deployment.name()),
            shows(
                "deployments/deployment/" + deployment.id() + "/edit", "Edit " + deployment.name()),
            shows("deployments/deployment/" + deployment.id() + "/run", "Run " + deployment.name()),
            shows("deployments/name/" + flow.name() + "/" + deployment.name(), deployment.name()),
            shows("schedule", "Schedule"),
            shows("schedule?view=month", "Schedule"),
            shows("schedule?view=agenda", "Schedule"),
            shows("work-queues", "Work queues"),
            shows("work-queues/new", "New work queue"),
            shows(ofQueue, queue.name()),
            shows(ofQueue + "?tab=scheduled", queue.name()),
            shows(ofQueue + "?tab=in-progress", queue.name()),
            shows(ofQueue + "?tab=ended", queue.name()),
            shows(ofQueue + "/edit", "Edit " + queue.name()),
            shows("work-queues/name/" + queue.name(), queue.name()),
            shows("agents", "Agents"),
            shows("agents/agent/" + made.agent, made.agentName),
            shows("concurrency-limits", "Task limits"),
            shows("concurrency-limits/concurrency-limit/" + made.limit.id(), made.limit.tag()),
            shows("calendars", "Business days"),
            shows("calendars/new", "New calendar"),
            shows("calendars/calendar/" + made.calendar.id(), made.calendar.name()),
            shows(
                "calendars/calendar/" + made.calendar.id() + "/edit",
                "Edit " + made.calendar.name()),
            shows("notifications", "Notifications"),
            shows("notifications/new", "New notification"),
            shows("notifications/edit/" + made.policy, "Edit notification"),
            shows("blocks", "Blocks"),
            shows("blocks/catalog", "Types of blocks"),
            shows("blocks/catalog/process", "Process"),
            shows("blocks/catalog/process/create", "New Process"),
            shows("blocks/block/" + made.block, made.blockName),
            shows("blocks/block/" + made.block + "/edit", "Edit " + made.blockName),
            shows("try-it", "Try it"),
            shows("settings", "Settings"));
    assertThat(routes())
        .filteredOn(route -> !route.pattern().equals(OPERATION))
        .allSatisfy(route -> assertThat(pages).anyMatch(one -> one.isAt(route)));
    var tab = visitor.tab();
    return pages.stream().map(one -> DynamicTest.dynamicTest("/" + one.path, () -> meet(tab, one)));
  }

  /** There is one only after something was done to more than 200 runs: BulkRunsTest opens it. */
  private static final String OPERATION = "operations/operation/[^/]+";

  /** What the main heading of a page says: a pattern, as which no name here is special. */
  private record Expected(String path, String heading) {
    private boolean isAt(Pattern route) {
      return route.matcher(path.replaceFirst("\\?.*", "")).matches();
    }
  }

  private static Expected shows(String path, String heading) {
    return new Expected(path, heading);
  }

  private static List<Pattern> routes() throws IOException {
    return Json.mapper().readTree(ROUTES.toFile()).findValuesAsText("path").stream()
        .map(path -> Pattern.compile(path.replaceAll(":\\w+", "[^/]+")))
        .toList();
  }

  private void meet(Page tab, Expected page) {
    var before = visitor.troubles();

    tab.navigate(at(page.path).toString());

    assertThat(tab.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText(Pattern.compile("^(" + page.heading + ")$"));
    assertThat(tab.locator("#main .waiting")).hasCount(0);
    assertThat(tab.locator("#problem")).isEmpty();
    assertThat(tab).hasTitle(Pattern.compile(".* · Rigel$"));
    assertThat(visitor.troubles()).isEqualTo(before);
  }

  @Test
  void what_is_not_there_is_told_with_a_way_on() {
    visitor.expects("status of 404");

    var unknown = open("no/such/page");
    assertThat(unknown.getByRole(AriaRole.HEADING, headed("Not found"))).isVisible();
    assertThat(unknown.getByRole(AriaRole.MAIN)).containsText("/no/such/page");

    for (var kind :
        List.of("flow-runs/flow-run/", "deployments/deployment/", "work-queues/work-queue/")) {
      var page = open(kind + UUID.randomUUID());
      assertThat(page.getByRole(AriaRole.HEADING, headed("Not found"))).isVisible();
      assertThat(
              page.getByRole(AriaRole.MAIN)
                  .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("All runs")))
          .isVisible();
    }
  }

  @Test
  void the_api_page_shows_the_operations_asks_nobody_else_and_leads_back() {
    var page = open("docs/");

    assertThat(page.locator("#api")).containsText(AN_OPERATION);
    assertThat(visitor.troubles()).isEmpty();

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rigel")).first().click();
    assertThat(page).hasTitle(Pattern.compile(".* · Rigel$"));
    assertThat(page).hasURL(rigel.address() + "/");
  }

  @Test
  void the_api_page_is_dark_where_the_others_are_and_does_not_offer_to_empty_the_database() {
    visitor.options().setColorScheme(ColorScheme.DARK);

    var page = open("docs/");

    assertThat(page.locator("html")).hasClass(Pattern.compile("dark-mode"));
    for (var one : List.of("admin_drop", "admin_version")) {
      page.locator("[id$=" + one + "] button.opblock-summary-control").click();
    }
    assertThat(page.locator("[id$=admin_version] .try-out")).isVisible();
    assertThat(page.locator("[id$=admin_drop] .responses-wrapper")).isVisible();
    assertThat(page.locator("[id$=admin_drop] .try-out")).hasCount(0);
  }

  private Page open(String path) {
    return visitor.open(at(path));
  }

  private URI at(String path) {
    return URI.create(rigel.address() + "/" + path.replace(" ", "%20"));
  }

  private static Locator rowHeader(Page page, String name) {
    return page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions headed(String name) {
    return new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true);
  }
}
