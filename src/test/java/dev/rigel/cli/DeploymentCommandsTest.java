package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.fixture.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentCommandsTest extends CommandLineCase {
  private static final String ID = "f48057f0-4579-45af-a7f5-24cb47ec861c";
  private static final String FLOW = "e088e509-fdd2-4cbc-ae34-30adfcb98aad";
  private static final String BLOCK = "60beb20d-ba2e-4492-b738-6a18d2572c05";
  private static final String TIMES =
      "\"created\": \"2026-11-23T11:00:00+00:00\", \"updated\": \"2026-11-23T11:00:00+00:00\"";
  private static final String DEPLOYMENT =
      """
      {"id": "%s", %s, "name": "daily", "flow_id": "%s", "is_schedule_active": true,
       "infra_overrides": {}, "parameters": {}, "tags": [], "work_queue_name": "weather",
       "parameter_openapi_schema": {"properties": {"n": {}, "name": {}}},
       "infrastructure_document_id": "%s"}"""
          .formatted(ID, TIMES, FLOW, BLOCK);
  private static final String FLOW_BODY =
      "{\"id\": \"%s\", %s, \"name\": \"report\", \"tags\": []}".formatted(FLOW, TIMES);
  private static final String TYPE =
      "{\"id\": \"%s\", %s, \"name\": \"Batch Job\", \"slug\": \"batch-job\"}"
          .formatted(BLOCK, TIMES);
  private static final String DOCUMENT =
      """
      {"id": "%s", %s, "name": "anonymous-1", "data": {"runtime": "process"}, "block_type": %s}"""
          .formatted(BLOCK, TIMES, TYPE);
  private static final String RUN =
      """
      {"id": "13b4e894-75b5-4372-b46e-2ae39ad852e6", %s, "name": "calm-bee", "flow_id": "%s",
       "parameters": {"n": 5}}"""
          .formatted(TIMES, FLOW);
  private static final String CREATE_RUN = "POST /deployments/" + ID + "/create_flow_run";

  @BeforeEach
  void deploy() {
    api.on("GET /deployments/name/report/daily", 200, DEPLOYMENT)
        .on("GET /deployments/" + ID, 200, DEPLOYMENT)
        .on("PATCH /deployments/" + ID, 204, "")
        .on("DELETE /deployments/" + ID, 204, "")
        .on("GET /flows/" + FLOW, 200, FLOW_BODY)
        .on("GET /block_documents/" + BLOCK, 200, DOCUMENT)
        .on(CREATE_RUN, 201, RUN);
  }

  private String file(String more) throws IOException {
    var yaml = "name: daily\nflow_name: report\nentrypoint: batch:report\n" + more;
    return Files.writeString(home.resolve("daily.yaml"), yaml).toString();
  }

  private void acceptApply() {
    api.on("POST /flows/", 201, FLOW_BODY)
        .on("GET /block_types/slug/batch-job", 200, TYPE)
        .on("POST /block_schemas/", 201, "{\"id\": \"%s\", %s}".formatted(FLOW, TIMES))
        .on("POST /block_documents/", 201, DOCUMENT)
        .on("POST /deployments/", 201, DEPLOYMENT);
  }

  @Test
  void apply_warns_of_a_class_path_that_is_not_there() throws IOException {
    acceptApply();
    Files.createDirectories(home.resolve("lib"));
    columns = 1000;

    var result =
        rigel("deployment", "apply", file("infrastructure: {classpath: [a.jar, lib/*, b/*]}\n"));

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains(
            "Not on this machine, and needed where the agent runs: %s/a.jar, %s/b/*. Is the jar built?\n"
                .formatted(home, home));
  }

  @Test
  void apply_makes_flow_block_and_deployment() throws IOException {
    acceptApply();
    Files.writeString(home.resolve("a.jar"), "");

    var result = rigel("deployment", "apply", file("infrastructure: {classpath: [a.jar]}\n"));

    assertThat(result.out())
        .isEqualTo(
            """
            Successfully loaded 'daily'
            Deployment 'report/daily' successfully created with id '%1$s'.
            View Deployment in UI: %2$s/deployments/deployment/%1$s

            To execute flow runs from this deployment, start an agent that pulls work from the 'weather' work\s
            queue:
            $ rigel agent start -q 'weather'
            """
                .formatted(ID, api.url().replace("/api", "")));
    var document = api.bodies("POST /block_documents/").get(0);
    assertThat(document.at("/data/classpath/0").asText()).isEqualTo(home + "/a.jar");
    assertThat(document.at("/data").has("_block_type_slug")).isFalse();
    assertThat(document.path("is_anonymous").asBoolean()).isTrue();
    var deployment = api.bodies("POST /deployments/").get(0);
    assertThat(deployment.path("entrypoint").asText()).isEqualTo("batch:report");
    assertThat(deployment.path("infrastructure_document_id").asText()).isEqualTo(BLOCK);
  }

  @Test
  void apply_with_a_limit_changes_the_queue() throws IOException {
    acceptApply();
    var queue = "{\"id\": \"%s\", %s, \"name\": \"default\", \"concurrency_limit\": 4}";
    api.on("POST /work_queues/", 409, "{\"detail\": \"taken\"}")
        .on("GET /work_queues/name/default", 200, queue.formatted(ID, TIMES))
        .on("PATCH /work_queues/" + ID, 204, "");

    columns = 200;
    assertThat(rigel("deployment", "apply", file(""), "--limit", "5").out())
        .contains(
            "Work queue 'default' already exists with a concurrency limit of 4, this limit is being"
                + " updated...\n",
            "Updated concurrency limit on work queue 'default' to 5\n");
    assertThat(api.bodies("PATCH /work_queues/" + ID).get(0))
        .hasToString("{\"concurrency_limit\":5}");
  }

  @Test
  void apply_refuses_values_that_the_block_type_does_not_have() throws IOException {
    acceptApply();

    var unknown = rigel("deployment", "apply", file("infrastructure: {clsspath: [a.jar]}\n"));
    var wrong = rigel("deployment", "apply", file("infrastructure: {runtime: moon}\n"));

    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.out()).contains("has no field 'clsspath'");
    assertThat(wrong.out()).contains("must be one of [process, agent, server], not 'moon'");
    assertThat(api.bodies("POST /deployments/")).isEmpty();
  }

  @Test
  void run_plants_a_run_that_is_due_now() {
    var result = rigel("deployment", "run", "report/daily", "-p", "n=5", "-p", "name=x y");

    assertThat(result.out())
        .isEqualTo(
            """
            Creating flow run for deployment 'report/daily'...
            Created flow run 'calm-bee'.
            └── UUID: 13b4e894-75b5-4372-b46e-2ae39ad852e6
            └── Parameters: {'n': 5}
            └── URL: %s/flow-runs/flow-run/13b4e894-75b5-4372-b46e-2ae39ad852e6
            """
                .formatted(api.url().replace("/api", "")));
    var body = api.bodies(CREATE_RUN).get(0);
    assertThat(body.path("parameters")).hasToString("{\"n\":5,\"name\":\"x y\"}");
    assertThat(body.at("/state/type").asText()).isEqualTo("SCHEDULED");
    assertThat(body.at("/state/state_details/scheduled_time").asText())
        .startsWith("2026-11-23T12:00:00");
  }

  @Test
  void a_run_whose_answer_is_lost_is_asked_for_again_under_its_key_and_that_is_said() {
    var answers = new ArrayDeque<>(List.of(Reply.of(502, "{}")));
    api.on(CREATE_RUN, call -> answers.isEmpty() ? Reply.of(201, RUN) : answers.remove());

    var result = rigel("deployment", "run", "report/daily");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("The API does not answer, trying again: Bad Gateway (HTTP 502)")
        .contains("Created flow run 'calm-bee'.");
    assertThat(api.bodies(CREATE_RUN).stream().map(b -> b.path("idempotency_key").asText()))
        .hasSize(2)
        .containsOnly(api.bodies(CREATE_RUN).get(0).path("idempotency_key").asText());
  }

  @Test
  void a_run_that_may_exist_is_no_plain_failure() {
    api.on(CREATE_RUN, 502, "{}");
    columns = 200;

    var result = rigel("deployment", "run", "report/daily");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .endsWith(
            """
            Bad Gateway (HTTP 502)
            The flow run may have been created all the same: look with `rigel flow-run ls` before you run it again.
            """);
  }

  @Test
  void a_single_parameter_wins_over_the_same_among_many() {
    columns = 200;
    var result = rigel("deployment", "run", "report/daily", "-p", "n=2", "--params", "{\"n\": 1}");

    assertThat(result.out())
        .startsWith(
            "The following parameters were specified by `--param` and `--params`, the `--param`"
                + " value will be used: {'n'}\n");
    assertThat(api.bodies(CREATE_RUN).get(0).path("parameters")).hasToString("{\"n\":2}");
  }

  @Test
  void parameters_that_the_deployment_does_not_take_are_refused() {
    assertThat(rigel("deployment", "run", "report/daily", "-p", "zz=1"))
        .isEqualTo(
            new Result(
                1,
                """
                The following parameters were specified but not found on the deployment: 'zz'
                The following parameters are available on the deployment: 'n', 'name'
                """,
                ""));
  }

  @Test
  void broken_json_is_refused_and_shown() {
    var result = rigel("deployment", "run", "report/daily", "-p", "n={\"x");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith(
            "Failed to parse JSON for parameter 'n' with value\n\n        {\"x\n\nJSON Error: ");
    assertThat(rigel("deployment", "run", "report/daily", "--params", "[1]").out())
        .startsWith("Failed to parse JSON: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--params | {\"n\": 1e999}         | Parameter n holds a number that is too large",
        "--params | {\"n\": {\"x\": [-1e999]}} | Parameter n.x[0] holds a number that is too large",
        "--params | {\"n\": NaN}           | Failed to parse JSON: Non-standard token 'NaN'",
        "--params | {\"n\": 1, \"n\": 2}     | Failed to parse JSON: Duplicate field 'n'",
        "-p       | n=1e999                | Parameter n holds a number that is too large",
        "-p       | n                      | Invalid parameter 'n': expected NAME=VALUE",
        "-p       | =1                     | Invalid parameter '=1': expected NAME=VALUE",
      })
  void a_parameter_that_cannot_be_meant_is_refused_with_its_place(
      String option, String value, String reason) {
    var result = rigel("deployment", "run", "report/daily", option, value);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).startsWith(reason);
    assertThat(api.bodies(CREATE_RUN)).isEmpty();
  }

  @Test
  void a_parameter_is_given_once() {
    assertThat(rigel("deployment", "run", "report/daily", "-p", "n=1", "-p", "n=2"))
        .isEqualTo(new Result(1, "Parameter 'n' is given twice\n", ""));
  }

  @Test
  void a_run_may_have_retries_of_its_own() {
    rigel("deployment", "run", "report/daily", "--retries", "3", "--retry-delay-seconds", "20");
    rigel("deployment", "run", "report/daily");

    var bodies = api.bodies(CREATE_RUN);
    assertThat(bodies.get(0).at("/empirical_policy/retries").intValue()).isEqualTo(3);
    assertThat(bodies.get(0).at("/empirical_policy/retry_delay").intValue()).isEqualTo(20);
    assertThat(bodies.get(1).has("empirical_policy")).isFalse();
    assertThat(rigel("deployment", "run", "report/daily", "--retries", "-1"))
        .isEqualTo(new Result(1, "--retries must not be negative, but is -1\n", ""));
  }

  @Test
  void a_run_may_have_a_priority() {
    rigel("deployment", "run", "report/daily", "--priority", "-7");
    rigel("deployment", "run", "report/daily");

    var bodies = api.bodies(CREATE_RUN);
    assertThat(bodies.get(0).at("/priority").intValue()).isEqualTo(-7);
    assertThat(bodies.get(1).has("priority")).isFalse();
    assertThat(rigel("deployment", "run", "report/daily", "--priority", "1001"))
        .isEqualTo(
            new Result(1, "A priority lies between -1000 and 1000, but 1001 was given.\n", ""));
  }

  @Test
  void parameters_are_checked_where_that_is_wanted() {
    rigel("deployment", "run", "report/daily", "--enforce-parameter-schema");
    rigel("deployment", "run", "report/daily");

    var bodies = api.bodies(CREATE_RUN);
    assertThat(bodies.get(0).at("/enforce_parameter_schema").booleanValue()).isTrue();
    assertThat(bodies.get(1).has("enforce_parameter_schema")).isFalse();
  }

  @Test
  void apply_sends_the_retries_of_the_file() throws IOException {
    acceptApply();

    rigel("deployment", "apply", file("retries: 2\nretry_delay_seconds: 30\n"));
    rigel("deployment", "apply", file(""));

    var bodies = api.bodies("POST /deployments/");
    assertThat(bodies.get(0).at("/empirical_policy/retries").intValue()).isEqualTo(2);
    assertThat(bodies.get(0).at("/empirical_policy/retry_delay").intValue()).isEqualTo(30);
    assertThat(bodies.get(1).has("empirical_policy")).isFalse();
  }

  @Test
  void apply_sends_how_many_runs_may_be_queued() throws IOException {
    acceptApply();

    rigel("deployment", "apply", file("max_queued_runs: 5\n"));
    rigel("deployment", "apply", file(""));

    var bodies = api.bodies("POST /deployments/");
    assertThat(bodies.get(0).at("/max_queued_runs").intValue()).isEqualTo(5);
    assertThat(bodies.get(1).has("max_queued_runs")).isFalse();
    assertThat(rigel("deployment", "apply", file("max_queued_runs: -1\n")).out())
        .contains("max_queued_runs:")
        .contains("ensure this value is greater than or equal to 0");
  }

  @Test
  void one_of_name_and_id_says_which_deployment() {
    assertThat(rigel("deployment", "run").out())
        .isEqualTo("Must provide a deployed flow's name or id\n");
    assertThat(rigel("deployment", "run", "report/daily", "--id", ID).out())
        .isEqualTo("Only provide a deployed flow's name or id\n");
    assertThat(rigel("deployment", "run", "--id", ID).status()).isZero();
    assertThat(rigel("deployment", "run", "--id", "zz"))
        .isEqualTo(new Result(1, "Deployment 'zz' not found!\n", ""));
  }

  @Test
  void a_name_without_its_flow_is_told_the_form() {
    assertThat(rigel("deployment", "run", "slow").out().replace("\n", " "))
        .startsWith(
            "Deployment 'slow' not found! Its name must be '<flow-name>/<deployment-name>'");
  }

  @Test
  void schedules_are_paused_resumed_and_set() {
    assertThat(rigel("deployment", "pause-schedule", "report/daily").out())
        .isEqualTo("Paused schedule for deployment report/daily\n");
    assertThat(rigel("deployment", "resume-schedule", "report/daily").out())
        .isEqualTo("Resumed schedule for deployment report/daily\n");
    assertThat(rigel("deployment", "set-schedule", "report/daily", "--cron", "0 9 * * *").out())
        .isEqualTo("Updated deployment schedule!\n");
    rigel(
        "deployment",
        "set-schedule",
        "report/daily",
        "--interval",
        "90",
        "--anchor-date",
        "2026-01-01");

    var sent = api.bodies("PATCH /deployments/" + ID);
    assertThat(sent.get(0)).hasToString("{\"is_schedule_active\":false}");
    assertThat(sent.get(1)).hasToString("{\"is_schedule_active\":true}");
    assertThat(sent.get(2).at("/schedule/cron").asText()).isEqualTo("0 9 * * *");
    assertThat(sent.get(3).at("/schedule/interval").asDouble()).isEqualTo(90);
    assertThat(sent.get(3).at("/schedule/anchor_date").asText()).startsWith("2026-01-01T00:00:00");
  }

  @Test
  void a_schedule_needs_exactly_one_kind() {
    assertThat(rigel("deployment", "set-schedule", "report/daily").out())
        .isEqualTo("No deployment schedule updates provided\n");
    assertThat(
            rigel("deployment", "set-schedule", "report/daily", "--cron", "x", "--interval", "3")
                .out())
        .isEqualTo("Incompatible schedule parameters: give only one of --interval and --cron\n");
    assertThat(
            rigel("deployment", "set-schedule", "report/daily", "--cron", "x", "--anchor-date", "y")
                .out())
        .isEqualTo("Incompatible schedule parameters: --anchor-date goes with --interval\n");
    assertThat(api.bodies("PATCH /deployments/" + ID)).isEmpty();
  }

  @Test
  void a_policy_changes_where_it_is_told_to() {
    deployWithPolicy("{\"catch_up\": \"all\", \"start_jitter\": 60.0, \"max_runs\": 3}");

    assertThat(
            rigel(
                    "deployment",
                    "set-policy",
                    "report/daily",
                    "--overlap",
                    "skip",
                    "--end",
                    "2027-01-01",
                    "--max-runs",
                    "none",
                    "--calendar",
                    "london")
                .out())
        .isEqualTo("Updated deployment schedule policy!\n");

    assertThat(api.bodies("PATCH /deployments/" + ID).get(0))
        .hasToString(
            "{\"schedule_policy\":{\"catch_up\":\"all\",\"catch_up_window\":null,\"overlap\":\"skip\","
                + "\"start_jitter\":60.0,\"end\":\"2027-01-01T00:00:00+00:00\",\"max_runs\":null,"
                + "\"calendars\":[\"london\"]}}");
  }

  @Test
  void a_policy_is_reset() {
    deployWithPolicy("{\"catch_up\": \"all\", \"max_runs\": 3}");

    rigel("deployment", "set-policy", "report/daily", "--reset", "--max-runs", "2");

    var sent = api.bodies("PATCH /deployments/" + ID).get(0);
    assertThat(sent.at("/schedule_policy/catch_up").asText()).isEqualTo("none");
    assertThat(sent.at("/schedule_policy/max_runs").asInt()).isEqualTo(2);
  }

  @Test
  void a_policy_without_sense_is_not_sent() {
    deployWithPolicy("{}");
    columns = 200;

    assertThat(rigel("deployment", "set-policy", "report/daily").out())
        .isEqualTo("No schedule policy updates provided\n");
    assertThat(rigel("deployment", "set-policy", "report/daily", "--max-runs", "0").out())
        .isEqualTo("The maximum number of runs must be positive.\n");
    assertThat(rigel("deployment", "set-policy", "report/daily", "--end", "soon").out())
        .isEqualTo("'soon' is no date such as 2026-01-31T09:00:00+00:00.\n");
    assertThat(rigel("deployment", "set-policy", "report/daily", "--overlap", "maybe").status())
        .isEqualTo(2);
    assertThat(api.bodies("PATCH /deployments/" + ID)).isEmpty();
  }

  @Test
  void a_server_without_policies_is_told_apart() {
    assertThat(rigel("deployment", "set-policy", "report/daily", "--max-runs", "1").out())
        .isEqualTo("This server knows no schedule policies.\n");
    assertThat(rigel("deployment", "inspect", "report/daily").out()).doesNotContain("policy");
  }

  private void deployWithPolicy(String policy) {
    deployWith("\"schedule_policy\": " + policy);
  }

  private void deployWith(String fields) {
    var deployment = DEPLOYMENT.replaceFirst("\\{", "{" + fields + ", ");
    api.on("GET /deployments/name/report/daily", 200, deployment);
  }

  @Test
  void apply_says_of_the_policy_what_the_file_says() throws IOException {
    acceptApply();
    deployWithPolicy("{\"max_runs\": 3}");

    rigel("deployment", "apply", file("schedule_policy: {catch_up: latest}\n"));
    rigel("deployment", "apply", file(""));
    deployWithPolicy("{}");
    rigel("deployment", "apply", file(""));

    var sent = api.bodies("POST /deployments/");
    assertThat(sent.get(0).at("/schedule_policy/catch_up").asText()).isEqualTo("latest");
    assertThat(sent.get(1).path("schedule_policy").isNull()).isTrue();
    assertThat(sent.get(2).has("schedule_policy")).as("a server of the reference").isFalse();
  }

  @Test
  void what_becomes_of_runs_of_lost_agents_is_set_and_applied() throws IOException {
    acceptApply();
    deployWith("\"on_agent_lost\": \"crash\", \"max_restarts\": 3");
    var set = new String[] {"deployment", "set-on-agent-lost", "report/daily", "restart"};
    assertThat(rigel(set).out()).isEqualTo("Updated what becomes of runs whose agent is lost!\n");
    assertThat(api.bodies("PATCH /deployments/" + ID).get(0))
        .hasToString("{\"on_agent_lost\":\"restart\",\"max_restarts\":null}");
    assertThat(
            rigel("deployment", "set-on-agent-lost", "report/daily", "restart", "--max-restarts=-1")
                .out())
        .isEqualTo("--max-restarts must not be negative, but is -1\n");

    rigel("deployment", "apply", file("on_agent_lost: restart\nmax_restarts: 5\n"));
    deployWith("\"on_agent_lost\": \"restart\", \"max_restarts\": 5");
    rigel("deployment", "apply", file(""));
    api.on("GET /deployments/name/report/daily", 200, DEPLOYMENT);
    rigel("deployment", "apply", file(""));

    var sent = api.bodies("POST /deployments/");
    assertThat(sent.get(0).path("on_agent_lost").asText()).isEqualTo("restart");
    assertThat(sent.get(0).path("max_restarts").asInt()).isEqualTo(5);
    assertThat(sent.get(1).path("on_agent_lost").isNull()).isTrue();
    assertThat(sent.get(1).path("max_restarts").isNull()).isTrue();
    assertThat(sent.get(2).has("on_agent_lost")).as("a server of the reference").isFalse();
    assertThat(sent.get(2).has("max_restarts")).as("a server of the reference").isFalse();
    assertThat(rigel(set).out()).isEqualTo("This server knows no agents that it could lose.\n");
    assertThat(rigel("deployment", "inspect", "report/daily").out()).doesNotContain("restarts");
  }

  @Test
  void inspect_shows_the_infrastructure_too() {
    assertThat(rigel("deployment", "inspect", "report/daily").out())
        .startsWith("{\n    'id': '" + ID + "',\n    'created': '2026-11-23T11:00:00+00:00',\n")
        .endsWith(
            "    'infrastructure': {'runtime': 'process', 'block_type_slug': 'batch-job'}\n}\n");
    assertThat(rigel("deployment", "inspect", "daily").out())
        .isEqualTo("Invalid deployment name. Expected '<flow-name>/<deployment-name>'\n");
  }

  private static final String PREVIEW =
      """
      {"words": "At 09:30, Monday to Friday", "timezone": "Europe/London",
       "policy_words": ["With up to 10 min jitter"],
       "dates": [{"scheduled_time": "2026-03-27T09:30:00+00:00",
                  "expected_start_time": "2026-03-27T09:31:00+00:00"},
                 {"scheduled_time": "2026-03-30T09:30:00+01:00",
                  "expected_start_time": "2026-03-30T08:32:00+00:00"}],
       "notes": [{"kind": "left_out", "text": "Friday 3 April 2026 left out: bank-holidays"}]}""";

  private void deployWithSchedule() {
    var fields = "\"schedule\": {\"cron\": \"30 9 * * 1-5\", \"timezone\": \"Europe/London\"}";
    deployWith(fields);
    api.on("GET /deployments/" + ID, 200, DEPLOYMENT.replaceFirst("\\{", "{" + fields + ", "));
  }

  @Test
  void a_schedule_is_told_in_words() {
    deployWithSchedule();
    api.on("POST /ui/schedules/preview", 200, PREVIEW);
    columns = 200;

    assertThat(rigel("deployment", "inspect", "report/daily").out())
        .contains(
            "'schedule_words': 'At 09:30, Monday to Friday (Europe/London); With up to 10 min"
                + " jitter'");
    assertThat(rigel("deployment", "set-schedule", "report/daily", "--cron", "30 9 * * 1-5").out())
        .isEqualTo(
            "Updated deployment schedule!\n"
                + "At 09:30, Monday to Friday (Europe/London); With up to 10 min jitter\n");
    var sent = api.bodies("POST /ui/schedules/preview").get(0);
    assertThat(sent.at("/schedule/cron").asText()).isEqualTo("30 9 * * 1-5");
    assertThat(sent.path("deployment_id").asText()).isEqualTo(ID);
  }

  @Test
  void preview_shows_dates_and_notes() {
    deployWithSchedule();
    api.on("POST /ui/schedules/preview", 200, PREVIEW);
    columns = 200;

    assertThat(rigel("deployment", "preview", "report/daily", "-l", "2").out())
        .startsWith("At 09:30, Monday to Friday (Europe/London); With up to 10 min jitter\n")
        .contains("Fri 27 Mar 2026 09:30:00 +00:00 │ Fri 27 Mar 2026 09:31:00 +00:00")
        .contains("Mon 30 Mar 2026 09:30:00 +01:00 │ Mon 30 Mar 2026 09:32:00 +01:00")
        .endsWith("Friday 3 April 2026 left out: bank-holidays\n");
    assertThat(api.bodies("POST /ui/schedules/preview").get(0).path("limit").asInt()).isEqualTo(2);
    assertThat(rigel("deployment", "preview", "report/daily", "-l", "0").status()).isEqualTo(1);
  }

  @Test
  void a_server_of_the_reference_tells_no_words() {
    deployWithSchedule();
    api.on("POST /ui/schedules/preview", 404, "{\"detail\": \"Not Found\"}");

    assertThat(rigel("deployment", "inspect", "report/daily").out()).doesNotContain("words");
    assertThat(rigel("deployment", "set-schedule", "report/daily", "--cron", "30 9 * * 1-5").out())
        .isEqualTo("Updated deployment schedule!\n");
    assertThat(rigel("deployment", "preview", "report/daily").out())
        .contains("This server does not tell the dates of schedules");
  }

  @Test
  void preview_needs_a_schedule() {
    assertThat(rigel("deployment", "preview", "report/daily").out())
        .isEqualTo("Deployment 'report/daily' has no schedule.\n");
  }

  @Test
  void ls_shows_flow_and_name() {
    api.on("POST /deployments/filter", 200, "[" + DEPLOYMENT + "]")
        .on("POST /flows/filter", 200, "[" + FLOW_BODY + "]");

    assertThat(rigel("deployment", "ls").out()).contains("│ report/daily │ " + ID + " │");
  }

  @Test
  void delete_names_what_is_gone() {
    assertThat(rigel("deployment", "delete", "report/daily").out())
        .isEqualTo("Deleted deployment 'report/daily'.\n");
    assertThat(rigel("deployment", "delete", "--id", ID).out())
        .isEqualTo("Deleted deployment '" + ID + "'.\n");
    assertThat(rigel("deployment", "delete").out())
        .isEqualTo("Must provide a deployment name or id\n");
    assertThat(rigel("deployment", "delete", "report/nope").out())
        .isEqualTo("Deployment 'report/nope' not found!\n");
  }
}
