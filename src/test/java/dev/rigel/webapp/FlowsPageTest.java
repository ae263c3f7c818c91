package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.log.LogResponseBuilder;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flows, and the steps of their runs. */
@InBrowser
class FlowsPageTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("weather-report");
  private final DeploymentResponse daily = Things.deployment("daily", flow).build();

  FlowsPageTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(flow, daily);
    server.on("POST /flows/count", call -> Reply.json(200, 2));
    server.on("GET /flows/" + flow.id(), call -> Reply.json(200, flow));
  }

  @Test
  void each_flow_names_its_deployments_by_one_call_for_all() {
    server.has(Things.flow("orders"));

    var page = visitor.open(server.at("flows"));

    var rows = page.getByRole(AriaRole.TABLE).locator("tbody tr");
    assertThat(rows).hasCount(2);
    assertThat(rows.filter(having("weather-report"))).containsText("daily");
    assertThat(rows.filter(having("orders"))).containsText("none");
    assertThat(server.calls("POST /deployments/filter")).isEqualTo(1);
  }

  @Test
  void runs_of_all_deployments_of_a_flow_are_shown_together_by_one_call() {
    var hourly = Things.deployment("hourly", flow).build();
    var failed = Things.run("odd-emu", flow, StateType.FAILED).deploymentId(hourly.id()).build();
    var before = Things.ago(Duration.ofHours(2));
    server.has(
        hourly,
        failed,
        Things.run("calm-otter", flow, StateType.COMPLETED, before, Duration.ofSeconds(9))
            .deploymentId(daily.id())
            .build());

    var page = visitor.open(server.at("flows"));

    assertThat(page.getByRole(AriaRole.IMG, named("Last 2 runs: 1 Completed, 1 Failed")))
        .isVisible();
    assertThat(page.getByRole(AriaRole.LINK, named("Last run odd-emu: Failed")))
        .hasAttribute("href", "flow-runs/flow-run/" + failed.id());
    assertThat(server.calls("POST /ui/deployments/latest")).isEqualTo(1);
  }

  @Test
  void deleting_says_by_number_what_goes_with_it() {
    var run = Things.run("calm-otter", flow, StateType.COMPLETED).build();
    server.has(run);
    server.on("DELETE /flows/" + flow.id(), call -> Reply.of(204, ""));
    var page = visitor.open(server.at("flows"));

    page.getByLabel("Pick weather-report").click();
    page.getByRole(AriaRole.BUTTON, named("Delete 1").setExact(true)).click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("1 deployment and 1 run go with it");
    assertThat(dialog.getByRole(AriaRole.BUTTON).first()).isFocused();
    dialog.getByRole(AriaRole.BUTTON).last().click();

    assertThat(page.locator("#says")).containsText("1 flow is deleted.");
    assertThat(server.calls("DELETE /flows/" + flow.id())).isEqualTo(1);
  }

  @Test
  void a_flow_shows_its_runs_and_its_deployments() {
    server.has(Things.run("calm-otter", flow, StateType.COMPLETED).build());
    var page = visitor.open(server.at("flows/flow/" + flow.id()));
    assertThat(page.getByRole(AriaRole.ROWHEADER)).containsText("calm-otter");

    page.getByRole(AriaRole.LINK, named("Deployments").setExact(true)).last().click();

    assertThat(page.getByRole(AriaRole.ROWHEADER)).hasText("daily");
    assertThat(page).hasURL(server.at("flows/flow/" + flow.id() + "?tab=deployments").toString());
  }

  @Test
  void steps_of_all_runs_are_found_by_state_and_name_their_runs() {
    var step = failedStep();
    server.on("POST /task_runs/filter", call -> Reply.json(200, List.of(step)));
    server.on("POST /task_runs/count", call -> Reply.json(200, 1));

    var page = visitor.open(server.at("task-runs?state=failed"));

    assertThat(page.getByRole(AriaRole.ROWHEADER)).containsText("calm-otter");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("no such currency");
    assertThat(
            server
                .bodies("POST /task_runs/filter")
                .get(0)
                .at("/task_runs/state/name/any_")
                .toString())
        .isEqualTo("[\"Failed\"]");
  }

  @Test
  void a_step_has_its_figures_its_inputs_and_its_own_lines() {
    var step = failedStep();
    var run = server.run(step.flowRunId());
    server.on("GET /task_runs/" + step.id(), call -> Reply.json(200, step));
    server.on("GET /task_run_states/", call -> Reply.json(200, List.of(step.state())));
    var line = Things.line(run, 20, "began", Things.now());
    server.has(LogResponseBuilder.builder(line).taskRunId(step.id()).build());
    var page = visitor.open(server.at("runs/task-run/" + step.id()));

    assertThat(page).hasURL(server.at("flow-runs/task-run/" + step.id()).toString());
    assertThat(page).hasTitle("Failed · load · Rigel");
    assertThat(page.getByLabel("What the step counted")).containsText("Read400");
    assertThat(page.getByLabel("Why it ended so")).containsText("no such currency");
    assertThat(page.getByRole(AriaRole.LOG)).containsText("began");
    assertThat(server.bodies("POST /logs/filter").get(0).at("/logs/task_run_id/any_").toString())
        .contains(step.id().toString());

    page.getByRole(AriaRole.LINK, named("Inputs")).click();
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("parameter day");
  }

  private TaskRunResponse failedStep() {
    var run = Things.run("calm-otter", flow, StateType.FAILED).build();
    server.has(run);
    var step = Things.step("load", run, StateType.FAILED);
    var state =
        StateResponseBuilder.builder(Things.state(StateType.FAILED, "no such currency: XBT"))
            .data(Json.mapper().valueToTree(Map.of("read_count", 400, "write_count", 350)))
            .build();
    return TaskRunResponseBuilder.builder(step)
        .state(state)
        .stateId(state.id())
        .taskInputs(Map.of("day", List.of(new TaskRunInput.Parameter("day"))))
        .build();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
