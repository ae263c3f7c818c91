package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.fixture.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Work queues: the list, one of them, and the form. */
@InBrowser
class WorkQueuePagesTest {
  private final Visitor visitor;
  private final FakeServer server;

  WorkQueuePagesTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  private QueueOverview calm(String name) {
    var queue = Things.calm(Things.queue(name).build());
    server.has(queue);
    return queue;
  }

  private QueueOverview full(String name) {
    var queue = Things.queue(name).concurrencyLimit(1).build();
    var runs = new QueueRuns(0, 7, 0, 1);
    var overview = Things.overview(queue, QueueCondition.full, runs, "rack-4");
    server.has(overview);
    return overview;
  }

  private Page list() {
    return visitor.open(server.at("work-queues"));
  }

  private Page page(UUID id) {
    return visitor.open(server.at("work-queues/work-queue/" + id));
  }

  private static UUID id(QueueOverview overview) {
    return overview.workQueue().id();
  }

  @Test
  void troubled_ones_come_first_with_the_reason_in_words() {
    calm("alpha");
    full("zulu");

    var page = list();

    Seen.assertRows(page, "zulu", "alpha");
    var row = page.getByRole(AriaRole.ROW).nth(1);
    assertThat(row).containsText("Unhealthy");
    assertThat(row).containsText("7 late, full");
    assertThat(row).containsText("1 of 1");
    assertThat(row).containsText("oldest 5 min");
  }

  @Test
  void eighty_queues_are_all_there_by_one_call() {
    for (var i = 0; i < 80; i++) {
      calm("queue-" + i);
    }

    var page = list();

    assertThat(Seen.rows(page)).hasCount(80);
    assertThat(page.getByText("80 queues")).isVisible();
    assertThat(server.calls("POST /ui/work_queues/filter")).isEqualTo(1);
  }

  @Test
  void one_that_is_paused_is_not_unhealthy_and_a_new_one_is_only_new() {
    server.has(
        Things.overview(
            Things.queue("night").isPaused(true).build(),
            QueueCondition.paused,
            new QueueRuns(2, 1, 0, 0)));
    server.has(
        Things.overview(
            Things.queue("young").lastPolled(null).build(),
            QueueCondition.unserved,
            new QueueRuns(0, 0, 0, 0)));

    var page = list();

    assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("Paused");
    assertThat(page.getByRole(AriaRole.ROW).nth(2)).containsText("New");
    assertThat(page.getByText("Unhealthy")).hasCount(0);
  }

  @Test
  void a_queue_is_paused_at_once_and_it_can_be_taken_back() {
    var queue = calm("gpu");
    var page = list();

    Seen.button(page, "Pause gpu").click();
    assertThat(Seen.said(page)).containsText("gpu is paused. Running ones go on.");
    assertThat(Seen.button(page, "Resume gpu")).isVisible();
    assertThat(server.queue(id(queue)).workQueue().isPaused()).isTrue();

    Seen.button(page, "Undo").click();
    assertThat(Seen.button(page, "Pause gpu")).isVisible();
    assertThat(server.queue(id(queue)).workQueue().isPaused()).isFalse();
  }

  @Test
  void a_name_filters_on_the_server() {
    calm("gpu");
    calm("cpu-1");
    var page = list();

    page.getByPlaceholder("Name of queue").fill("CPU");

    Seen.assertRows(page, "cpu-1");
    assertThat(Seen.query(page)).isEqualTo("name=CPU");
  }

  @Test
  void a_server_without_queues_says_how_one_is_made() {
    assertThat(list().getByText("rigel agent start -q default")).isVisible();
  }

  @Test
  void a_queue_shows_who_waits_who_runs_and_how_to_start_an_agent() {
    var queue = full("the gpu's");
    var flow = Things.flow("fraud-scoring");
    server.has(
        flow,
        Things.run("fresh-fox", flow, StateType.RUNNING).workQueueName("the gpu's").build(),
        Things.run("calm-otter", flow, StateType.SCHEDULED)
            .stateName("Late")
            .workQueueName("the gpu's")
            .build());

    var page = page(id(queue));

    assertThat(Seen.title(page)).hasText("the gpu's");
    Seen.assertRows(page, "calm-otter");
    assertThat(page.locator("pre"))
        .hasText("rigel agent start -q 'the gpu'\\''s' --api " + server.at("api"));
    Seen.link(page, "In progress").click();
    Seen.assertRows(page, "fresh-fox");
    assertThat(Seen.query(page)).isEqualTo("tab=in-progress");
    assertThat(server.calls("POST /work_queues/" + id(queue) + "/get_runs")).isZero();
  }

  @Test
  void a_limit_is_changed_in_place() {
    var queue = full("gpu");
    var page = page(id(queue));

    Seen.button(page, "One more").click();
    assertThat(Seen.said(page)).containsText("gpu: at most 2 at once.");
    assertThat(server.queue(id(queue)).workQueue().concurrencyLimit()).isEqualTo(2);

    Seen.button(page, "No limit").click();
    assertThat(Seen.said(page)).containsText("gpu has no limit.");
    assertThat(server.queue(id(queue)).workQueue().concurrencyLimit()).isNull();
  }

  @Test
  void a_queue_is_deleted_after_a_question() {
    var queue = calm("gpu");
    var page = page(id(queue));

    Seen.button(page, "Delete work queue").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("keep its name");
    Seen.button(page, "Delete queue").click();

    assertThat(Seen.title(page)).hasText("Work queues");
    assertThat(server.queue(id(queue))).isNull();
  }

  @Test
  void a_queue_is_found_by_its_name() {
    calm("low priority");

    var page = visitor.open(server.at("work-queues/name/low%20priority"));

    assertThat(Seen.title(page)).hasText("low priority");
  }

  @Test
  void a_queue_is_made_by_the_form() {
    var page = list();
    Seen.link(page, "New work queue").click();
    Seen.field(page, "Name").fill("gpu");
    Seen.field(page, "Concurrency limit").fill("3");
    Seen.button(page, "Make work queue").click();

    assertThat(Seen.title(page)).hasText("gpu");
    assertThat(Seen.said(page)).containsText("Work queue gpu is made.");
    var made = server.bodies("POST /work_queues/").get(0);
    assertThat(made.path("concurrency_limit").asInt()).isEqualTo(3);
  }

  @Test
  void what_the_server_does_not_take_is_said_beside_its_field() {
    visitor.expects("status of 409").expects("status of 422");
    calm("gpu");
    var page = visitor.open(server.at("work-queues/new"));

    Seen.button(page, "Make work queue").click();
    assertThat(page.getByText("A queue has a name.")).isVisible();
    assertThat(Seen.field(page, "Name")).isFocused();

    Seen.field(page, "Name").fill("gpu");
    Seen.button(page, "Make work queue").click();
    assertThat(page.locator(".wrong")).containsText("The server refused with 409");

    server.on(
        "POST /work_queues/",
        call ->
            Reply.of(
                422,
                """
                {"exception_message": "Invalid request received.",
                 "exception_detail": [{"loc": ["body", "concurrency_limit"], "msg": "too many", "type": "x"}]}
                """));
    Seen.field(page, "Name").fill("other");
    Seen.field(page, "Concurrency limit").fill("3000000000");
    Seen.button(page, "Make work queue").click();
    assertThat(page.locator(".wrong")).containsText("too many");
    assertThat(Seen.field(page, "Concurrency limit")).isFocused();
  }

  @Test
  void a_queue_is_edited() {
    var queue = calm("gpu");
    var page = page(id(queue));
    Seen.link(page, "Edit").click();
    assertThat(Seen.field(page, "Name")).hasValue("gpu");

    Seen.field(page, "Description").fill("Runs that need the card of rack 4.");
    Seen.button(page, "Save").click();

    assertThat(page.getByText("Runs that need the card of rack 4.")).isVisible();
    assertThat(server.queue(id(queue)).workQueue().description()).contains("rack 4");
  }
}
