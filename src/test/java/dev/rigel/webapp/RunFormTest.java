package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The form that makes a run of a deployment, whose fields come from a schema. */
@InBrowser
class RunFormTest {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              "city", Map.of("title", "City", "type", "string", "position", 0),
              "stations",
                  Map.of(
                      "title",
                      "Stations",
                      "type",
                      "integer",
                      "minimum",
                      1,
                      "default",
                      5,
                      "position",
                      1),
              "token",
                  Map.of(
                      "title",
                      "Token",
                      "type",
                      "string",
                      "format",
                      "password",
                      "writeOnly",
                      true,
                      "position",
                      2)),
          "required",
          List.of("city"));

  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse flow = Things.flow("weather-report");
  private final DeploymentResponse daily;
  private final FlowRunResponse made;

  RunFormTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    daily = Things.deployment("daily", flow).parameterOpenapiSchema(SCHEMA).build();
    made = Things.run("calm-otter", flow, StateType.SCHEDULED).build();
    server.has(flow, daily);
    server.on("GET /flows/" + flow.id(), call -> Reply.json(200, flow));
    server.on(create(daily), call -> made());
  }

  private Reply made() {
    server.has(made);
    return Reply.json(201, made);
  }

  private static String create(DeploymentResponse deployment) {
    return "POST /deployments/" + deployment.id() + "/create_flow_run";
  }

  private Page form(String query) {
    return visitor.open(server.at("deployments/deployment/" + daily.id() + "/run" + query));
  }

  @Test
  void a_field_is_checked_when_it_is_left() {
    var page = form("");

    field(page, "Stations").fill("0");
    assertThat(page.getByText("At least 1.")).not().isVisible();
    field(page, "Stations").press("Tab");

    assertThat(page.getByText("At least 1.")).isVisible();
    assertThat(field(page, "Stations")).hasAttribute("aria-invalid", "true");
  }

  @Test
  void nothing_is_sent_while_something_is_wrong_and_the_first_of_it_has_the_focus() {
    var page = form("");

    button(page, "Run now").click();

    assertThat(field(page, "City required")).isFocused();
    assertThat(page.getByText("This is required.")).isVisible();
    assertThat(server.calls(create(daily))).isZero();
  }

  @Test
  void what_is_filled_in_is_sent_and_leads_to_the_run() {
    var page = form("");

    field(page, "City required").fill("Berlin");
    button(page, "Run now").click();

    assertThat(page.getByRole(AriaRole.HEADING, named("calm-otter").setLevel(1))).isVisible();
    var body = server.bodies(create(daily)).get(0);
    assertThat(body.get("parameters").toString()).isEqualTo("{\"city\":\"Berlin\"}");
    assertThat(body.path("enforce_parameter_schema").asBoolean()).isTrue();
    assertThat(body.at("/state/type").asText()).isEqualTo("SCHEDULED");
    assertThat(body.get("idempotency_key").asText()).hasSize(36);
  }

  @Test
  void form_and_json_are_always_equal() {
    var page = form("");
    field(page, "City required").fill("Berlin");
    field(page, "Stations").fill("7.0");

    button(page, "JSON").click();
    var json = page.getByLabel("As JSON");
    assertThat(json).hasValue("{\n  \"city\": \"Berlin\",\n  \"stations\": 7\n}");
    json.fill("{\"city\": \"Bonn\", \"stations\": \"many\"");
    button(page, "Form").click();
    assertThat(page.getByText("Line 1, column 36: , or } was expected.")).isVisible();
    json.fill("{\"city\": \"Bonn\", \"stations\": \"many\"}");
    button(page, "Form").click();

    assertThat(field(page, "City required")).hasValue("Bonn");
    assertThat(field(page, "Stations")).hasValue("many");
  }

  @Test
  void a_run_is_begun_with_all_of_another() {
    var before =
        Things.run("old-fox", flow, StateType.FAILED)
            .deploymentId(daily.id())
            .parameters(Map.of("city", "Paris", "stations", 3))
            .tags(List.of("eu"))
            .build();
    server.has(before);
    var page = form("?from=" + before.id());

    assertThat(field(page, "City required")).hasValue("Paris");
    button(page, "Run now").click();

    assertThat(page.getByRole(AriaRole.HEADING, named("calm-otter").setLevel(1))).isVisible();
    var body = server.bodies(create(daily)).get(0);
    assertThat(body.at("/parameters/stations").asInt()).isEqualTo(3);
    assertThat(body.get("tags").toString()).isEqualTo("[\"eu\"]");
  }

  @Test
  void what_the_server_refuses_is_told_beside_its_field() {
    visitor.expects("status of 422");
    var wrong = Map.of("loc", List.of("body", "parameters", "city"), "msg", "no such city");
    var refusal = Map.of("exception_message", "Invalid", "exception_detail", List.of(wrong));
    server.on(create(daily), call -> Reply.json(422, refusal));
    var page = form("");

    field(page, "City required").fill("Atlantis");
    button(page, "Run now").click();

    assertThat(page.getByText("no such city")).isVisible();
    assertThat(field(page, "City required")).isFocused();
  }

  @Test
  void the_command_does_the_same_and_keeps_secrets() {
    var page = form("");

    field(page, "City required").fill("Berlin");
    field(page, "Token").fill("hush");

    assertThat(page.locator("pre"))
        .hasText(
            "rigel deployment run weather-report/daily --params"
                + " '{\"city\":\"Berlin\",\"token\":\"********\"}'");
  }

  @Test
  void what_needs_nothing_runs_at_once_and_can_be_taken_back() {
    var hourly = Things.deployment("hourly", flow).build();
    server.has(hourly);
    server.on(create(hourly), call -> made());
    var page = visitor.open(server.at("deployments/deployment/" + hourly.id()));

    button(page, "Run").click();
    button(page, "Undo").click();

    assertThat(page.getByText("calm-otter is cancelled.")).isVisible();
    var undone = server.bodies("POST /flow_runs/" + made.id() + "/set_state").get(0);
    assertThat(undone.at("/state/type").asText()).isEqualTo("CANCELLED");
    assertThat(undone.get("force").asBoolean()).isTrue();
  }

  @Test
  void what_needs_something_leads_to_the_form() {
    var page = visitor.open(server.at("deployments/deployment/" + daily.id()));

    button(page, "Run").click();

    assertThat(page.getByRole(AriaRole.HEADING, named("Run daily").setLevel(1))).isVisible();
    assertThat(server.calls(create(daily))).isZero();
  }

  private static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
