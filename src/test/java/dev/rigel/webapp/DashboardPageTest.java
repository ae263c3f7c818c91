package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rigel.contract.attention.MentionType.deployment;
import static dev.rigel.contract.attention.MentionType.flow;
import static dev.rigel.contract.attention.MentionType.flow_run;
import static dev.rigel.contract.attention.MentionType.work_queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleFiguresBuilder;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first page: what needs somebody, and how it goes. */
@InBrowser
class DashboardPageTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse orders = Things.flow("orders-etl");
  private final UUID hourly = UUID.randomUUID();
  private final UUID gpu = UUID.randomUUID();

  DashboardPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  private Page open() {
    return visitor.open(server.address());
  }

  private FlowRunResponse run(String name, StateType type) {
    var run = Things.run(name, orders, type).deploymentId(hourly).build();
    server.has(orders, Things.deployment("hourly", orders).id(hourly).build(), run);
    return run;
  }

  /** There is nothing else that needs anybody. */
  private void needs(Trouble... troubles) {
    server.on("GET /ui/attention", call -> Reply.json(200, List.of(troubles)));
  }

  private static Trouble trouble(TroubleKind kind, TroubleFigures figures, Mention... ids) {
    return TroubleBuilder.builder()
        .kind(kind)
        .severity(Severity.high)
        .since(Things.ago(Duration.ofMinutes(7)))
        .ids(List.of(ids))
        .figures(figures)
        .build();
  }

  private Trouble full() {
    var figures = TroubleFiguresBuilder.builder().late(7).taken(1).limit(1).build();
    return trouble(TroubleKind.queue_full, figures, Mention.of(work_queue, gpu, "gpu"));
  }

  private static Trouble unserved(String name) {
    var figures = TroubleFiguresBuilder.builder().late(4).agents(0).build();
    var queue = Mention.of(work_queue, UUID.nameUUIDFromBytes(name.getBytes()), name);
    return trouble(TroubleKind.no_agent, figures, queue);
  }

  private static Locator note(Page page, String text) {
    return Seen.part(page, "Needs attention")
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  @Test
  void what_needs_somebody_is_said_in_words_the_worst_first() {
    run("calm-otter", StateType.COMPLETED);
    needs(full(), unserved("reports"));

    var page = open();

    assertThat(Seen.title(page)).hasText("2 things need you");
    var notes = Seen.part(page, "Needs attention").getByRole(AriaRole.LISTITEM);
    assertThat(notes).hasCount(2);
    assertThat(notes.first()).containsText("gpu is full and 7 runs are late");
    assertThat(notes.first()).containsText("1 of 1 slots taken; the oldest has waited 7 min");
    assertThat(notes.last()).containsText("No agent polls reports");
    assertThat(notes.last()).containsText("rigel agent start -q reports");
    assertThat(page).hasTitle("Dashboard · Rigel");
  }

  @Test
  void a_trouble_leads_to_what_it_is_about() {
    run("calm-otter", StateType.COMPLETED);
    server.has(Things.calm(Things.queue("gpu").id(gpu).build()));
    needs(full());
    var page = open();

    Seen.link(page, "Open queue").click();

    assertThat(Seen.title(page)).hasText("gpu");
  }

  @Test
  void the_last_run_of_a_failing_deployment_is_retried_from_here() {
    var failed = run("odd-emu", StateType.FAILED);
    var last = Mention.of(flow_run, failed.id(), "odd-emu");
    needs(
        TroubleBuilder.builder(
                trouble(
                    TroubleKind.deployment_failing,
                    TroubleFiguresBuilder.builder().count(3).build(),
                    Mention.of(deployment, hourly, "hourly"),
                    Mention.of(flow, orders.id(), "orders-etl"),
                    last))
            .message("no such currency: XBT")
            .build());
    var page = open();
    assertThat(note(page, "hourly")).containsText("orders-etl / hourly failed 3 times in a row");
    assertThat(note(page, "hourly")).containsText("no such currency: XBT; none was good so far");

    assertThat(Seen.link(page, "Open run"))
        .hasAttribute("href", "flow-runs/flow-run/" + failed.id());
    Seen.button(page, "Retry last").click();

    assertThat(Seen.said(page)).containsText("odd-emu");
    var body = server.bodies("POST /flow_runs/" + failed.id() + "/set_state").get(0);
    assertThat(body.at("/state/type").asText()).isEqualTo("SCHEDULED");
  }

  @Test
  void what_is_put_off_is_out_of_sight_in_this_browser_until_it_is_wanted() {
    run("calm-otter", StateType.COMPLETED);
    needs(full(), unserved("reports"));
    var page = open();

    note(page, "gpu").getByLabel("Put off for an hour").click();
    assertThat(Seen.title(page)).hasText("1 thing needs you");
    assertThat(page.getByText("1 put off")).isVisible();

    page.reload();
    assertThat(Seen.title(page)).hasText("1 thing needs you");
    Seen.button(page, "Show them").click();
    assertThat(Seen.title(page)).hasText("2 things need you");
  }

  @Test
  void more_than_eight_are_folded() {
    run("calm-otter", StateType.COMPLETED);
    needs(IntStream.range(0, 13).mapToObj(i -> unserved("queue-" + i)).toArray(Trouble[]::new));
    var page = open();
    var notes = Seen.part(page, "Needs attention").getByRole(AriaRole.LISTITEM);
    assertThat(notes).hasCount(8);

    Seen.button(page, "and 5 more").click();

    assertThat(notes).hasCount(13);
  }

  @Test
  void figures_are_counted_and_lead_to_their_runs() {
    Stream.of(StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.RUNNING)
        .forEach(type -> run("a " + type + " run", type));
    run("another", StateType.COMPLETED);
    server.has(
        Things.overview(
            Things.queue("gpu").id(gpu).concurrencyLimit(1).build(),
            QueueCondition.full,
            new QueueRuns(2, 3, 0, 1),
            "rack-4"));

    var page = open();

    assertThat(Seen.title(page)).hasText("All is well");
    assertThat(page.getByText("4 runs ended in the last 24 hours, 50% of them completed."))
        .isVisible();
    assertFigure(page, "In progress", "1");
    assertFigure(page, "Waiting", "5");
    assertThat(figure(page, "Waiting")).containsText("3 late");
    assertFigure(page, "Completed, 24 h", "2");
    assertFigure(page, "Failed or crashed, 24 h", "2");
    assertThat(figure(page, "Failed or crashed, 24 h")).containsText("1 failed, 1 crashed");

    figure(page, "Failed or crashed, 24 h").click();
    assertThat(page.getByRole(AriaRole.ROWHEADER)).hasCount(2);
    assertThat(Seen.query(page)).isEqualTo("state=Failed&state=Crashed");
  }

  private static Locator figure(Page page, String what) {
    return page.locator("a.figure").filter(new Locator.FilterOptions().setHasText(what));
  }

  private static void assertFigure(Page page, String what, String value) {
    assertThat(figure(page, what).locator(".value")).hasText(value);
  }

  @Test
  void what_runs_what_comes_and_the_queues_are_listed_troubled_ones_first() {
    run("calm-otter", StateType.RUNNING);
    server.has(
        Things.run(
                "next-newt",
                orders,
                StateType.SCHEDULED,
                Things.now().plusMinutes(26).plusSeconds(30),
                Duration.ZERO)
            .deploymentId(hourly)
            .build(),
        Things.calm(Things.queue("alpha").build()),
        Things.overview(
            Things.queue("zulu").concurrencyLimit(1).build(),
            QueueCondition.full,
            new QueueRuns(0, 7, 0, 1),
            "rack-4"));

    var page = open();

    assertThat(Seen.part(page, "Running now")).containsText("calm-otter");
    assertThat(Seen.part(page, "Next")).containsText("next-newt");
    assertThat(Seen.part(page, "Next")).containsText("in 26 min");
    var queues = Seen.part(page, "Work queues").locator("tbody tr");
    assertThat(queues.first()).containsText("zulu");
    assertThat(queues.last()).containsText("alpha");
  }

  @Test
  void on_a_phone_the_picture_opens_where_it_is_now() {
    run("calm-otter", StateType.COMPLETED);
    visitor.on(390, 2_000);
    var page = open();

    assertThat(page.locator(".activity line.now")).isInViewport();
  }

  @Test
  void the_time_of_the_picture_is_in_the_address() {
    run("calm-otter", StateType.COMPLETED);
    var page = open();
    assertThat(Seen.part(page, "Activity").getByRole(AriaRole.IMG))
        .hasAttribute(
            "aria-label", "Runs of the last 24h: 1 completed, 0 failed, 0 crashed; 0 planned");

    Seen.button(page, "7d").click();
    assertThat(Seen.part(page, "Activity").getByRole(AriaRole.IMG))
        .hasAttribute(
            "aria-label", "Runs of the last 7d: 1 completed, 0 failed, 0 crashed; 0 planned");
    assertThat(Seen.query(page)).isEqualTo("last=7d");

    page.getByText("Show as table").click();
    Seen.part(page, "Activity").getByRole(AriaRole.ROWHEADER).getByRole(AriaRole.LINK).click();
    assertThat(page.getByRole(AriaRole.ROWHEADER)).hasCount(1);
    assertThat(page.getByRole(AriaRole.ROWHEADER)).containsText("calm-otter");
    assertThat(Seen.query(page)).startsWith("start-date=");
  }

  @Test
  void a_new_server_shows_the_first_steps_and_ticks_them_off() {
    var page = open();
    assertThat(Seen.title(page)).hasText("Welcome to Rigel");
    var steps = Seen.part(page, "First steps").getByRole(AriaRole.LISTITEM);
    assertThat(steps).hasCount(3);
    assertThat(steps.first()).containsText("rigel agent start -q default");
    var done = page.getByText("Done", new Page.GetByTextOptions().setExact(true));
    assertThat(done).hasCount(0);

    server.has(Things.calm(Things.queue("default").build()));

    assertThat(steps.first()).containsText("Done");
    assertThat(done).hasCount(1);
  }

  @Test
  void a_server_in_trouble_is_told_of_and_what_it_said_last_stays() {
    visitor.expects("status of 503");
    run("calm-otter", StateType.COMPLETED);
    needs(full());
    var page = open();
    assertThat(Seen.title(page)).hasText("1 thing needs you");

    server.refuses(Reply.refusal(503, "The database is away."));
    assertThat(Seen.problem(page)).containsText("The database is away.");
    assertThat(note(page, "gpu")).isVisible();

    server.recovers();
    Seen.button(page, "Try now").click();
    assertThat(Seen.problem(page)).hasText("");
  }
}
