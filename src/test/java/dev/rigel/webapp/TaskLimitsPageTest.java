package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits by tag: who holds their slots, and what can be done. */
@InBrowser
class TaskLimitsPageTest {
  private final Visitor visitor;
  private final FakeServer server;

  TaskLimitsPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  @Test
  void a_limit_names_who_holds_its_slots() {
    var run = Things.run("calm-otter", Things.flow("etl"), StateType.RUNNING).build();
    var step = Things.step("load", run, StateType.RUNNING);
    has(OtherThings.limit("database", 2, step.id()), OtherThings.limit("rates", 30));
    server.on("POST /task_runs/filter", call -> Reply.json(200, List.of(step)));

    var page = visitor.open(server.at("concurrency-limits"));

    var rows = page.getByRole(AriaRole.TABLE).locator("tbody tr");
    assertThat(rows.nth(0)).containsText("1 of 2");
    assertThat(rows.nth(0).getByRole(AriaRole.LINK, of("load")))
        .hasAttribute("href", "flow-runs/task-run/" + step.id());
    assertThat(rows.nth(1)).containsText("nobody");
    assertThat(server.calls("POST /task_runs/filter")).as("one call for all").isEqualTo(1);
  }

  @Test
  void one_more_is_set_at_once_and_can_be_taken_back() {
    var limit = OtherThings.limit("database", 2);
    has(limit);
    server.on("POST /concurrency_limits/", call -> Reply.json(200, limit));
    var page = visitor.open(server.at("concurrency-limits"));

    page.getByRole(AriaRole.BUTTON, named("One more for database")).click();
    assertThat(page.locator("#says")).containsText("database: at most 3 at once.");
    page.getByRole(AriaRole.BUTTON, named("Undo")).click();

    page.waitForCondition(() -> server.calls("POST /concurrency_limits/") == 2);
    assertThat(server.bodies("POST /concurrency_limits/"))
        .extracting(body -> body.get("concurrency_limit").asInt())
        .containsExactly(3, 2);
  }

  @Test
  void what_is_wrong_stands_beside_its_field() {
    visitor.expects("status of 422");
    has();
    server.on(
        "POST /concurrency_limits/",
        call ->
            Reply.of(
                422,
                """
                {"exception_message": "Invalid request received.",
                 "exception_detail": [{"loc": ["body", "tag"], "msg": "no backslash", "type": "value_error"}]}
                """));
    var page = visitor.open(server.at("concurrency-limits"));
    assertThat(page.getByText("No task limit yet")).isVisible();

    page.getByRole(AriaRole.BUTTON, named("New task limit")).click();
    assertThat(page.getByLabel("Tag")).isFocused();
    page.getByRole(AriaRole.BUTTON, named("Make limit")).click();
    assertThat(page.getByText("A limit is that of a tag.")).isVisible();
    page.getByLabel("Tag").fill("a\\b");
    page.getByRole(AriaRole.BUTTON, named("Make limit")).click();

    assertThat(page.getByText("no backslash")).isVisible();
    assertThat(page.locator("input[name=tag]")).isFocused();
  }

  @Test
  void freeing_all_deletes_the_limit_and_makes_it_again() {
    var run = Things.run("calm-otter", Things.flow("etl"), StateType.RUNNING).build();
    var step = Things.step("load", run, StateType.RUNNING);
    var limit = OtherThings.limit("database", 2, step.id());
    var made = OtherThings.limit("database", 2);
    has(limit, made);
    server.on("POST /task_runs/filter", call -> Reply.json(200, List.of()));
    server.on("DELETE /concurrency_limits/" + limit.id(), call -> Reply.of(200, "null"));
    server.on("POST /concurrency_limits/", call -> Reply.json(200, made));
    var page = visitor.open(server.at("concurrency-limits/concurrency-limit/" + limit.id()));

    page.getByRole(AriaRole.BUTTON, named("Free all")).click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("up to 1 more than 2 may run at once");
    dialog.getByRole(AriaRole.BUTTON).last().click();

    assertThat(page.locator("#says")).containsText("All slots of database are free.");
    assertThat(page)
        .hasURL(server.at("concurrency-limits/concurrency-limit/" + made.id()).toString());
    assertThat(server.calls("DELETE /concurrency_limits/" + limit.id())).isEqualTo(1);
  }

  private void has(ConcurrencyLimitResponse... limits) {
    server.on("POST /concurrency_limits/filter", call -> Reply.json(200, List.of(limits)));
    for (var limit : limits) {
      server.on("GET /concurrency_limits/" + limit.id(), call -> Reply.json(200, limit));
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions of(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
