package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueRuns;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users and their programs wrote is text on every page, whatever it looks like: it makes no
 * element, runs nothing, leads nowhere but to the web, turns no text around that is not its own,
 * and fits into the page. That nothing is reported against the policy, every test of the pages
 * holds.
 */
@InBrowser
class TextSafetyTest {
  private static final String MARKUP =
      "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>";
  private static final String LINK = "javascript:window.broken=1";

  /** Right to left from here on, without an end. */
  private static final String TURNED = "\u202Egnp.exe \u2067x";

  private static final String LONG = "w".repeat(10_000);
  private static final String ALL = MARKUP + " " + LINK + " " + TURNED + " ${x} {{x}} &amp; ";

  /** What reaches beyond the right edge, if the page has to be scrolled sideways for it. */
  private static final String BEYOND =
      """
      () => {
        const width = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth <= width ? [] :
          [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > width)
            .map((one) => `${one.tagName}.${one.className} in ${one.parentElement.className}`);
      }
      """;

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow;
  private final DeploymentResponse deployment;
  private final FlowRunResponse run;
  private final TaskRunResponse step;
  private final QueueOverview queue;

  TextSafetyTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    flow = FlowResponseBuilder.builder(Things.flow(ALL + "flow")).tags(List.of(ALL, LONG)).build();
    deployment =
        Things.deployment(ALL + "deployment", flow)
            .description(ALL + "\n# " + MARKUP + "\n[here](" + LINK + ")\n" + LONG)
            .entrypoint(ALL + LONG)
            .version(MARKUP)
            .tags(List.of(MARKUP, LINK, TURNED, LONG))
            .parameters(Map.of(MARKUP, ALL + LONG, LONG, LINK))
            .workQueueName(ALL + "queue")
            .build();
    var failed = Things.state(StateType.FAILED, ALL + "message " + LONG);
    run =
        FlowRunResponseBuilder.builder(
                Things.in(Things.run(ALL + "run", flow, StateType.RUNNING).build(), failed))
            .deploymentId(deployment.id())
            .workQueueName(ALL + "queue")
            .tags(List.of(MARKUP, LINK, TURNED, LONG))
            .parameters(Map.of(MARKUP, ALL + LONG))
            .idempotencyKey(MARKUP + LONG)
            .infrastructurePid(MARKUP)
            .build();
    step =
        TaskRunResponseBuilder.builder(Things.step(ALL + "step", run, StateType.FAILED))
            .state(failed)
            .build();
    queue =
        Things.overview(
            Things.queue(ALL + "queue").description(ALL + LONG).build(),
            QueueCondition.late,
            new QueueRuns(1, 2, 3, 4),
            ALL + "agent");
    server.has(flow, deployment, run, step, queue);
    server.has(
        Things.run(LONG, flow, StateType.RUNNING).workQueueName(LONG).build(),
        Things.deployment(LONG, flow).workQueueName(LONG).build(),
        Things.calm(Things.queue(LONG).build()));
    for (var text : List.of(ALL, LONG, LINK, "see https://example.org/?a=1&b=<b>2, " + LINK)) {
      server.has(Things.line(run, 40, text, Things.now()));
    }
  }

  private String addressOf(String page) {
    return page.replace("RUN", run.id().toString())
        .replace("DEPLOYMENT", deployment.id().toString())
        .replace("QUEUE", queue.workQueue().id().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flow-runs",
        "flow-runs?state=<img src=x onerror=broken=1>&tag=" + LINK + "&name=" + "\"><b>",
        "flow-runs/flow-run/RUN",
        "deployments",
        "deployments/deployment/DEPLOYMENT",
        "work-queues",
        "work-queues/work-queue/QUEUE",
        "work-queues/work-queue/QUEUE?tab=ended",
        "work-queues/work-queue/QUEUE/edit",
        "settings"
      })
  void what_was_written_is_text(String address) {
    var page = open(addressOf(address));

    isSafe(page);
    page.setViewportSize(390, 800);
    fits(page);
  }

  private Page open(String address) {
    var page = visitor.tab();
    page.navigate(server.address() + address);
    assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
    assertThat(page.locator(".waiting")).hasCount(0);
    return page;
  }

  private static void isSafe(Page page) {
    assertThat(page.evaluate("window.broken ?? 'whole'")).isEqualTo("whole");
    assertThat(page.locator("main :is(script, iframe, object, embed, style, base)")).hasCount(0);
    assertThat(page.locator("img:not([src^='http'])")).hasCount(0);
    assertThat(page.locator("img[src='x']")).hasCount(0);
    assertThat(page.locator("a[href^='javascript:' i]")).hasCount(0);
    fits(page);
  }

  /** Nothing has to be scrolled sideways but what scrolls in itself. */
  private static void fits(Page page) {
    assertThat((List<?>) page.evaluate(BEYOND)).as("beyond the right edge").isEmpty();
  }

  @Test
  void a_line_of_a_log_leads_to_the_web_only_and_without_saying_from_where() {
    var page = open("flow-runs/flow-run/" + run.id());

    var lines = page.getByRole(AriaRole.LOG).locator(".said");
    var links = lines.getByRole(AriaRole.LINK);
    assertThat(links).hasCount(1);
    assertThat(links).hasAttribute("href", "https://example.org/?a=1&b=");
    assertThat(links).hasAttribute("rel", "noopener noreferrer");
  }

  @Test
  void a_name_that_runs_from_right_to_left_turns_nothing_around_but_itself() {
    var page = open("flow-runs/flow-run/" + run.id());

    var heading = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    assertThat(heading).hasCSS("unicode-bidi", "isolate");
  }

  @Test
  void no_page_can_be_put_into_a_frame() {
    visitor.expects("frame-ancestors");
    var page = visitor.tab();

    page.setContent("<iframe src='" + server.at("flow-runs") + "'></iframe>");

    assertThat(server.calls("GET page /flow-runs")).isEqualTo(1);
    assertThat(page.frames().get(1).url()).isEqualTo("chrome-error://chromewebdata/");
  }

  @Test
  void a_dialog_and_what_is_said_afterwards_are_text_too() {
    var page = open("work-queues/work-queue/" + queue.workQueue().id());

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete work queue"))
        .click();

    assertThat(page.getByRole(AriaRole.DIALOG)).containsText(MARKUP);
    isSafe(page);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep")).click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause")).click();
    assertThat(page.locator("#says")).containsText(MARKUP);
    isSafe(page);
  }
}
