package dev.rigel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.webapp.InBrowser;
import dev.rigel.webapp.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages of the real server in a real browser, whose complaints (of scripts, of the policy) fail
 * each test.
 */
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
    var page = open("work-queues?name=" + name.substring(5));

    rigel.http().post("/work_queues/", "{\"name\":\"" + name + "\"}");

    assertThat(rowHeader(page, name)).isVisible();
  }

  @ParameterizedTest
  @CsvSource({
    "'', All is well|.* needs? you|Welcome to Rigel",
    "flow-runs, Runs",
    "flow-runs?state=failed&state=crashed&last=7d&tag=a&sort=NAME_ASC, Runs",
    "flow-runs/flow-run/RUN, RUN_NAME",
    "flow-runs/flow-run/RUN?tab=steps, RUN_NAME",
    "flow-runs/flow-run/RUN?tab=subflows, RUN_NAME",
    "flow-runs/flow-run/RUN?tab=parameters, RUN_NAME",
    "flow-runs/flow-run/RUN?tab=details, RUN_NAME",
    "runs/flow-run/RUN, RUN_NAME",
    "deployments, Deployments",
    "deployments/deployment/DEPLOYMENT, DEPLOYMENT_NAME",
    "work-queues, Work queues",
    "work-queues/new, New work queue",
    "work-queues/work-queue/QUEUE, QUEUE_NAME",
    "work-queues/work-queue/QUEUE?tab=scheduled, QUEUE_NAME",
    "work-queues/work-queue/QUEUE?tab=in-progress, QUEUE_NAME",
    "work-queues/work-queue/QUEUE?tab=ended, QUEUE_NAME",
    "work-queues/work-queue/QUEUE/edit, Edit QUEUE_NAME",
    "work-queues/name/QUEUE_NAME, QUEUE_NAME",
    "deployments/name/FLOW_NAME/DEPLOYMENT_NAME, DEPLOYMENT_NAME",
    "agents, Agents",
    "flows, Flows",
    "flows/flow/FLOW, FLOW_NAME",
    "task-runs, Task runs",
    "deployments/deployment/DEPLOYMENT/run, (?!Not found).*",
    "concurrency-limits, Task limits",
    "calendars, Business days",
    "calendars/new, (?!Not found).*",
    "notifications, Notifications",
    "notifications/new, (?!Not found).*",
    "blocks, Blocks",
    "blocks/catalog, (?!Not found).*",
    "blocks/catalog/process, (?!Not found).*",
    "blocks/catalog/process/create, (?!Not found).*",
    "settings, Settings"
  })
  void each_page_shows_its_heading_and_nothing_is_wrong(String path, String heading) {
    var site = Site.unlimited(rigel.api());
    site.run(StateCreate.of(StateType.RUNNING, null));
    var run = site.dueRun();
    var texts =
        List.of(
            List.of("RUN_NAME", run.name()),
            List.of("RUN", run.id().toString()),
            List.of("DEPLOYMENT_NAME", site.deployment.name()),
            List.of("DEPLOYMENT", site.deployment.id().toString()),
            List.of("QUEUE_NAME", site.queue.name()),
            List.of("QUEUE", site.queue.id().toString()),
            List.of("FLOW_NAME", site.flow.name()),
            List.of("FLOW", site.flow.id().toString()));
    for (var text : texts) {
      path = path.replace(text.get(0), text.get(1));
      heading = heading.replace(text.get(0), text.get(1));
    }

    var page = open(path.replace(" ", "%20"));

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText(Pattern.compile("^(" + heading + ")$"));
    assertThat(page.locator("#main .waiting")).hasCount(0);
    assertThat(page.locator("#problem")).isEmpty();
    assertThat(page).hasTitle(Pattern.compile(".* · Rigel$"));
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
  void what_commands_print_opens_the_deployment_and_the_run(@TempDir Path directory)
      throws IOException {
    var name = "printed-" + UUID.randomUUID();
    var yaml = "name: daily\nflow_name: %1$s\nwork_queue_name: %1$s\nentrypoint: batch:a\n";
    var file = Files.writeString(directory.resolve("a.yaml"), yaml.formatted(name)).toString();

    var apply = printed(directory, "deployment", "apply", file);
    var run = printed(directory, "deployment", "run", name + "/daily");

    var deployment = visitor.open(URI.create(found("View Deployment in UI: (\\S+)", apply)));
    assertThat(deployment.getByRole(AriaRole.HEADING, headed("daily"))).isVisible();
    assertThat(deployment.getByRole(AriaRole.MAIN)).containsText(name);
    var started = visitor.open(URI.create(found("URL: (\\S+)", run)));
    assertThat(
            started.getByRole(AriaRole.HEADING, headed(found("Created flow run '([^']+)'", run))))
        .isVisible();
  }

  private String printed(Path directory, String... command) {
    try (var program = Program.start(rigel, directory, command)) {
      assertThat(program.exitStatus()).as(program::output).isZero();
      return program.output();
    }
  }

  private static String found(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  @Test
  void the_api_page_shows_the_operations_asks_nobody_else_and_leads_back() {
    var page = open("docs/");

    assertThat(page.locator("#api")).containsText("/api/work_queues/{id}/get_runs");
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
    return visitor.open(URI.create(rigel.address().resolve("/") + path));
  }

  private static Locator rowHeader(Page page, String name) {
    return page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions headed(String name) {
    return new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true);
  }
}
