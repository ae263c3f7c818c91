package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From an empty server to a run that was retried and one that comes by itself. */
@InBrowser
class TryItPageTest {
  private static final UUID ID = UUID.randomUUID();

  private final Visitor visitor;
  private final FakeServer server;

  TryItPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  @Test
  void on_an_empty_server_only_the_deployment_can_be_made() {
    var page = open();

    assertThat(steps(page)).hasCount(6);
    assertThat(steps(page).first())
        .containsText("rigel agent start -q example --api " + server.at("api"));
    assertThat(done(page)).hasCount(0);
    assertThat(Seen.button(page, "Run it")).isDisabled();

    Seen.button(page, "Create it").click();

    assertThat(steps(page).nth(1)).containsText("Done");
    var made = asked("POST /deployments/");
    assertThat(made.get("entrypoint").asText()).isEqualTo("batch:rigel-example");
    assertThat(made.get("work_queue_name").asText()).isEqualTo("example");
    assertThat(Seen.button(page, "Run it")).isEnabled();
  }

  @Test
  void each_step_is_ticked_off_when_it_has_been_done() {
    var flow = example();
    var page = open();
    assertThat(done(page)).hasCount(1);

    server.has(Things.calm(Things.queue("example").build()));
    assertThat(steps(page).first()).containsText("Done");

    server.has(run("calm-otter", flow, StateType.COMPLETED, 1, "well"));
    assertThat(steps(page).nth(2)).containsText("Done");
    assertThat(Seen.link(page, "calm-otter")).isVisible();

    server.has(run("odd-emu", flow, StateType.FAILED, 1, "badly at first"));
    assertThat(steps(page).nth(3)).containsText("odd-emu");
    assertThat(steps(page).nth(3)).containsText("Failed");
    assertThat(steps(page).nth(3)).not().containsText("Done");

    server.has(run("keen-kiwi", flow, StateType.COMPLETED, 2, "badly at first"));
    assertThat(steps(page).nth(3)).containsText("Done");

    Seen.button(page, "Every minute").click();
    assertThat(steps(page).nth(4)).containsText("Done");
    assertThat(done(page)).hasCount(5);
    Seen.button(page, "Switch it off").click();
    assertThat(done(page)).hasCount(4);
  }

  @Test
  void the_run_that_is_to_fail_is_asked_to() {
    example();
    var create = "POST /deployments/" + ID + "/create_flow_run";
    server.on(create, call -> Reply.json(201, Map.of()));
    var page = open();

    Seen.button(page, "Run one that fails").click();

    assertThat(Seen.said(page)).containsText("A run is created.");
    var asked = asked(create);
    assertThat(asked.get("parameters").get("ends").asText()).isEqualTo("badly at first");
    assertThat(asked.get("state").get("type").asText()).isEqualTo("SCHEDULED");
  }

  @Test
  void it_is_removed_again_when_one_is_sure() {
    var flow = example();
    server.on(
        "DELETE /flows/" + flow.id(),
        call -> {
          server.loses(ID);
          return Reply.of(204, "");
        });
    var page = open();

    Seen.button(page, "Remove the example").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Delete flow rigel-example?");
    Seen.button(page, "Delete flow").click();

    assertThat(done(page)).hasCount(0);
    assertThat(Seen.button(page, "Create it")).isEnabled();
  }

  private FlowResponse example() {
    var flow = Things.flow("rigel-example");
    server.has(flow, Things.deployment("orders", flow).id(ID).schedule(null).build());
    return flow;
  }

  private static Object run(
      String name, FlowResponse flow, StateType type, int attempts, String ends) {
    return Things.run(name, flow, type, Things.ago(Duration.ofMinutes(1)), Duration.ofSeconds(9))
        .deploymentId(ID)
        .runCount(attempts)
        .parameters(Map.of("ends", ends))
        .build();
  }

  /** The body of the only call of that name. */
  private JsonNode asked(String name) {
    var calls = server.calls().stream().filter(call -> call.name().equals(name)).toList();
    assertThat(calls).hasSize(1);
    return calls.get(0).json();
  }

  private Page open() {
    return visitor.open(server.at("try-it"));
  }

  private static Locator steps(Page page) {
    return Seen.part(page, "Steps").getByRole(AriaRole.LISTITEM);
  }

  private static Locator done(Page page) {
    return page.getByText("Done", new Page.GetByTextOptions().setExact(true));
  }
}
