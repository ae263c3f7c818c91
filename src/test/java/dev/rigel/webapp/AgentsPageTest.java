package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.fixture.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who works, and what can be done with them. */
@InBrowser
class AgentsPageTest {
  private final Visitor visitor;
  private final FakeServer server;

  AgentsPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  @Test
  void each_agent_has_its_state_its_queues_in_order_and_its_slots() {
    var run = Things.run("calm-otter", Things.flow("etl"), StateType.RUNNING).build();
    var blue =
        OtherThings.agent("blue", AgentState.ONLINE, "gpu", "default")
            .flowRunIds(List.of(run.id()))
            .build();
    var polls =
        OtherThings.agent("stock", AgentState.ONLINE, "weather").isNative(false).host(null).build();
    has(blue, polls, OtherThings.agent("green", AgentState.LOST, "gpu").build());

    var page = visitor.open(server.at("agents"));

    var rows = page.getByRole(AriaRole.TABLE).locator("tbody tr");
    assertThat(rows).hasCount(3);
    assertThat(rows.nth(0)).containsText("green");
    assertThat(rows.nth(0)).containsText("Lost");
    assertThat(rows.nth(1).locator(".chips")).hasText("gpudefault");
    assertThat(rows.nth(1)).containsText("1 of 4");
    assertThat(rows.nth(2)).containsText("polls only");
    assertThat(server.bodies("POST /agents/filter").get(0).get("states"))
        .as("those that have stopped are not asked for")
        .hasSize(3);
  }

  @Test
  void a_state_that_no_agent_has_is_not_asked_for() {
    has(OtherThings.agent("blue", AgentState.ONLINE, "gpu").build());

    var page = visitor.open(server.at("agents?state=constructor"));

    assertThat(page.getByRole(AriaRole.TABLE)).containsText("blue");
    assertThat(server.bodies("POST /agents/filter").get(0).get("states").toString())
        .isEqualTo("[\"ONLINE\",\"DRAINING\",\"LOST\"]");
  }

  @Test
  void draining_is_asked_for_and_said() {
    var blue = OtherThings.agent("blue", AgentState.ONLINE, "gpu").build();
    has(blue);
    server.on("POST /agents/" + blue.id() + "/drain", call -> Reply.of(204, ""));
    var page = visitor.open(server.at("agents/agent/" + blue.id()));

    page.getByRole(AriaRole.BUTTON, named("Drain")).click();
    assertThat(server.calls("POST /agents/" + blue.id() + "/drain")).isZero();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).last().click();

    assertThat(page.getByRole(AriaRole.STATUS).last()).containsText("blue takes no more runs.");
    assertThat(server.calls("POST /agents/" + blue.id() + "/drain")).isEqualTo(1);
  }

  @Test
  void a_refusal_is_said_in_the_servers_words() {
    visitor.expects("status of 409");
    var blue = OtherThings.agent("blue", AgentState.ONLINE, "gpu").build();
    has(blue);
    server.on(
        "POST /agents/" + blue.id() + "/drain",
        call -> Reply.refusal(409, "Agent 'blue' is LOST: there is nobody to drain."));
    var page = visitor.open(server.at("agents"));

    page.getByRole(AriaRole.BUTTON, named("Drain blue")).click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).last().click();

    assertThat(page.locator("#says")).containsText("there is nobody to drain");
  }

  @Test
  void without_an_agent_the_command_names_the_queues_that_wait() {
    has();
    var runs = new QueueRuns(2, 1, 0, 0);
    var queue = Things.queue("night batch").build();
    server.has(
        Things.overview(queue, QueueCondition.unserved, runs),
        Things.calm(Things.queue("default").build()));

    var page = visitor.open(server.at("agents"));

    assertThat(page.getByRole(AriaRole.MAIN)).containsText("rigel agent start -q 'night batch'");
    assertThat(page.getByRole(AriaRole.MAIN)).not().containsText("-q default");
  }

  @Test
  void none_that_matches_can_be_cleared() {
    has();
    var page = visitor.open(server.at("agents?state=Stopped"));
    assertThat(page.getByText("No agent matches.")).isVisible();

    page.getByRole(AriaRole.BUTTON, named("Clear filters")).click();

    assertThat(page).hasURL(server.at("agents").toString());
  }

  private void has(AgentResponse... agents) {
    server.on("POST /agents/filter", call -> Reply.json(200, List.of(agents)));
    for (var agent : agents) {
      server.on("GET /agents/" + agent.id(), call -> Reply.json(200, agent));
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
