package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import dev.rigel.fixture.Call;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowRunCommandsTest extends CommandLineCase {
  private static final String ID = "13b4e894-75b5-4372-b46e-2ae39ad852e6";
  private static final String FLOW = "e088e509-fdd2-4cbc-ae34-30adfcb98aad";
  private static final String TASK = "60beb20d-ba2e-4492-b738-6a18d2572c05";
  private static final String TIMES =
      "\"created\": \"2026-11-23T11:00:00+00:00\", \"updated\": \"2026-11-23T11:00:00+00:00\"";

  private static String state(String id, String type, String name, String time, String message) {
    return """
        {"id": "%s", "type": "%s", "name": "%s", "timestamp": "%s", "message": "%s",
         "state_details": {"flow_run_id": "%s", "scheduled_time": "2026-11-23T14:00:00+00:00"}}"""
        .formatted(id, type, name, time, message, ID);
  }

  private static String run(String type, String state) {
    return """
        {"id": "%s", %s, "name": "calm-bee", "flow_id": "%s", "state_type": "%s", "parameters": {},
         "tags": [], "run_count": 0, "total_run_time": 1.5, "state": %s}"""
        .formatted(ID, TIMES, FLOW, type, state);
  }

  private static String log(int number, String time, String task) {
    return """
        {"id": "00000000-0000-0000-0000-00000000000%d", %s, "name": "n", "level": 20,
         "message": "line %d", "timestamp": "%s", "flow_run_id": "%s", "task_run_id": %s}"""
        .formatted(number, TIMES, number, time, ID, task);
  }

  /** The clock of this machine's zone, as log lines show it. */
  private static String local(String time) {
    return OffsetDateTime.parse(time)
        .atZoneSameInstant(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern("HH:mm:ss.SSS"));
  }

  @BeforeEach
  void aRunThatEnded() {
    var ended = state(TASK, "COMPLETED", "Completed", "2026-11-23T11:00:03+00:00", "2 steps");
    api.on("GET /flow_runs/" + ID, 200, run("COMPLETED", ended))
        .on("GET /flow_run_states/", 200, "[" + ended + "]")
        .on(
            "POST /task_runs/filter",
            200,
            "[{\"id\": \"%s\", %s, \"name\": \"read-0\", \"run_count\": 1, \"flow_run_run_count\": 1}]"
                .formatted(TASK, TIMES))
        .on(
            "POST /logs/filter",
            200,
            "["
                + log(1, "2026-11-23T11:00:01.5+00:00", "null")
                + ","
                + log(2, "2026-11-23T11:00:02+00:00", "\"" + TASK + "\"")
                + "]");
  }

  @Test
  void ls_shows_when_a_scheduled_run_is_due() {
    var due = state(TASK, "SCHEDULED", "Scheduled", "2026-11-23T11:00:00+00:00", "");
    api.on("POST /flow_runs/filter", 200, "[" + run("SCHEDULED", due) + "]")
        .on(
            "POST /flows/filter",
            200,
            "[{\"id\": \"%s\", %s, \"name\": \"report\", \"tags\": []}]".formatted(FLOW, TIMES));

    assertThat(rigel("flow-run", "ls").out())
        .contains("│ " + ID + " │ report │ calm-bee │ SCHEDULED │ in 2 hours │");
  }

  @Test
  void ls_shows_a_run_without_state_too() {
    api.on(
            "POST /flow_runs/filter",
            200,
            "[" + run("PENDING", "null").replace("\"PENDING\"", "null") + "]")
        .on("POST /flows/filter", 200, "[]");

    assertThat(rigel("flow-run", "ls").out()).contains("│ " + ID + " │      │ calm-bee │");
  }

  @Test
  void ids_are_whole_in_a_pipe_and_as_json() {
    var due = state(TASK, "SCHEDULED", "Scheduled", "2026-11-23T11:00:00+00:00", "");
    api.on("POST /flow_runs/filter", 200, "[" + run("SCHEDULED", due) + "]")
        .on(
            "POST /flows/filter",
            200,
            "[{\"id\": \"%s\", %s, \"name\": \"%s\", \"tags\": []}]"
                .formatted(FLOW, TIMES, "report".repeat(30)));
    columns = 80;

    assertThat(rigel("flow-run", "ls").out()).doesNotContain(ID);
    measured = false;
    assertThat(rigel("flow-run", "ls").out()).contains(ID, "report".repeat(30));
    assertThat(rigel("flow-run", "ls", "-o", "json").out())
        .startsWith("[\n  {\n    \"id\" : \"" + ID + "\",\n")
        .contains("\"flow_id\" : \"" + FLOW + "\"", "\"expected_start_time\" :");
  }

  @Test
  void inspect_and_logs_show_json_too() throws IOException {
    var shown = Json.mapper().readTree(rigel("flow-run", "inspect", ID, "--output", "json").out());
    var logs = Json.mapper().readTree(rigel("flow-run", "logs", ID, "-o", "json").out());

    assertThat(shown.at("/state/message").asText()).isEqualTo("2 steps");
    assertThat(shown.path("total_run_time").asDouble()).isEqualTo(1.5);
    assertThat(logs).hasSize(2);
    assertThat(logs.at("/0/message").asText()).isEqualTo("line 1");
    assertThat(rigel("flow-run", "logs", ID, "-f", "-o", "json").status()).isEqualTo(1);
    assertThat(rigel("flow-run", "logs", ID, "-o", "xml").status()).isEqualTo(2);
  }

  /** So that a new command that shows something does not forget it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "calendar ls",
        "calendar inspect",
        "calendar days",
        "concurrency-limit ls",
        "concurrency-limit inspect",
        "config view",
        "deployment ls",
        "deployment inspect",
        "flow ls",
        "flow-run ls",
        "flow-run inspect",
        "flow-run logs",
        "profile ls",
        "profile inspect",
        "version",
        "work-queue ls",
        "work-queue inspect",
        "work-queue preview",
        "work-queue status"
      })
  void whatever_shows_something_shows_it_as_json(String command) {
    assertThat(rigel((command + " --help").split(" ")).out()).contains("-o, --output=FORMAT");
  }

  @Test
  void cancelling_asks_the_server_and_says_what_has_come_of_it() {
    api.on(
        "POST /flow_runs/" + ID + "/cancel",
        201,
        "{\"status\": \"ACCEPT\", \"details\": {\"type\": \"accept_details\"}, \"state\": %s}"
            .formatted(state(TASK, "CANCELLED", "Cancelled", "2026-11-23T12:00:00+00:00", "")));

    assertThat(rigel("flow-run", "cancel", ID))
        .isEqualTo(new Result(0, "Cancelled flow run '" + ID + "'.\n", ""));
  }

  @Test
  void a_run_that_its_agent_has_to_end_is_said_to_be_cancelling() {
    api.on(
        "POST /flow_runs/" + ID + "/cancel",
        201,
        "{\"status\": \"ACCEPT\", \"details\": {\"type\": \"accept_details\"}, \"state\": %s}"
            .formatted(state(TASK, "RUNNING", "Cancelling", "2026-11-23T12:00:00+00:00", "")));

    assertThat(rigel("flow-run", "cancel", ID, "--force"))
        .isEqualTo(new Result(0, "Cancelling flow run '" + ID + "': its agent ends it.\n", ""));
  }

  @Test
  void a_retry_says_with_what_the_job_goes_on() {
    columns = 200;
    retriedWith("ACCEPT", "accept_details\"");
    api.on(
        "GET /flow_run_jobs/" + ID,
        200,
        job(
            step("read", null, "COMPLETED", 0),
            step("copy", null, "FAILED", 39_000),
            step("copy", 3, "FAILED", 3_000)));

    assertThat(rigel("flow-run", "retry", ID))
        .isEqualTo(
            new Result(
                0,
                "Flow run '%s' is retried. Its job goes on with step 'copy' after 39,000 items.\n"
                    .formatted(ID),
                ""));
    assertThat(api.calls()).extracting(Call::uri).anyMatch(uri -> uri.endsWith("from_start=false"));
  }

  @Test
  void a_retry_of_a_job_in_a_server_does_not_promise_what_that_may_have_lost() {
    columns = 200;
    retriedWith("ACCEPT", "accept_details\"");
    api.on(
        "GET /flow_run_jobs/" + ID,
        200,
        job().replace("\"attempt\"", "\"execution_id\": 7, \"attempt\""));

    assertThat(rigel("flow-run", "retry", ID).out())
        .contains("goes on where it ended, if its server's batch repository still knows it.");
  }

  @Test
  void a_retry_from_the_start_says_that_the_job_begins_anew() {
    columns = 200;
    retriedWith("ACCEPT", "accept_details\"");
    api.on("GET /flow_run_jobs/" + ID, 200, job());

    assertThat(rigel("flow-run", "retry", ID, "--from-start"))
        .isEqualTo(
            new Result(
                0,
                "Flow run '%s' is retried from its start. Its job begins with the first step.\n"
                    .formatted(ID),
                ""));
    assertThat(api.calls()).extracting(Call::uri).anyMatch(uri -> uri.endsWith("from_start=true"));
  }

  @Test
  void a_retry_of_what_is_no_job_says_only_that_it_is_retried() {
    retriedWith("ACCEPT", "accept_details\"");

    assertThat(rigel("flow-run", "retry", ID))
        .isEqualTo(new Result(0, "Flow run '" + ID + "' is retried.\n", ""));
  }

  @Test
  void what_has_not_ended_is_not_retried() {
    columns = 200;
    retriedWith("ABORT", "abort_details\", \"reason\": \"It is RUNNING.\"");

    assertThat(rigel("flow-run", "retry", ID))
        .isEqualTo(new Result(1, "Flow run '" + ID + "' was not retried: It is RUNNING.\n", ""));
    assertThat(rigel("flow-run", "retry", FLOW))
        .isEqualTo(new Result(1, "Flow run '" + FLOW + "' not found!\n", ""));
  }

  private void retriedWith(String status, String details) {
    api.on(
        "POST /flow_runs/" + ID + "/retry",
        201,
        "{\"status\": \"%s\", \"details\": {\"type\": \"%s}, \"state\": null}"
            .formatted(status, details));
  }

  private static String job(String... steps) {
    return """
        {"flow_run_id": "%s", "attempt": 1, "job_name": "copy", "status": "FAILED",
         "updated": "2026-11-23T11:00:00+00:00", "steps": [%s]}"""
        .formatted(ID, String.join(", ", steps));
  }

  private static String step(String name, Integer partition, String status, int read) {
    return """
        {"step_name": "%s", "partition": %s, "status": "%s", "start_count": 1,
         "counts": {"read_count": %d}}"""
        .formatted(name, partition, status, read);
  }

  @Test
  void the_priority_of_a_run_that_waits_is_changed() {
    api.on("PATCH /flow_runs/" + ID, 204, "");

    assertThat(rigel("flow-run", "set-priority", ID, "-5"))
        .isEqualTo(new Result(0, "Set the priority of flow run '" + ID + "' to -5.\n", ""));
    assertThat(api.bodies("PATCH /flow_runs/" + ID)).hasToString("[{\"priority\":-5}]");
  }

  @Test
  void a_priority_is_shown_where_a_run_has_one() {
    var waits = state(TASK, "SCHEDULED", "Scheduled", "2026-11-23T11:00:03+00:00", "");
    var plain = run("SCHEDULED", waits);
    api.on("POST /flow_runs/filter", 200, "[" + plain + "]").on("POST /flows/filter", 200, "[]");
    assertThat(rigel("flow-run", "ls").out()).contains(ID).doesNotContain("Priority");

    var important = plain.replace("\"run_count\"", "\"priority\": 42, \"run_count\"");
    api.on("POST /flow_runs/filter", 200, "[" + important + "]")
        .on("GET /flow_runs/" + ID, 200, important);

    assertThat(rigel("flow-run", "ls").out()).contains("Priority").contains("42");
    assertThat(rigel("flow-run", "inspect", ID).out()).contains("priority=42");
  }

  @Test
  void what_has_ended_is_not_cancelled() {
    api.on(
        "POST /flow_runs/" + ID + "/cancel",
        200,
        """
        {"status": "ABORT", "state": null,
         "details": {"type": "abort_details", "reason": "This run has already terminated."}}""");

    assertThat(rigel("flow-run", "cancel", ID))
        .isEqualTo(
            new Result(
                1,
                "Flow run '" + ID + "' was not cancelled: This run has already terminated.\n",
                ""));
    assertThat(rigel("flow-run", "cancel", FLOW))
        .isEqualTo(new Result(1, "Flow run '" + FLOW + "' not found!\n", ""));
  }

  /** A server of the reference has no such call. */
  @Test
  void without_the_call_a_forced_state_cancels() {
    var late = state(TASK, "SCHEDULED", "Late", "2026-11-23T11:00:00+00:00", "");
    api.on("GET /flow_runs/" + ID, 200, run("SCHEDULED", late))
        .on("POST /flow_runs/" + ID + "/cancel", 404, "{\"detail\": \"Not Found\"}")
        .on(
            "POST /flow_runs/" + ID + "/set_state",
            201,
            "{\"status\": \"ACCEPT\", \"details\": {\"type\": \"accept_details\"}, \"state\": null}");

    assertThat(rigel("flow-run", "cancel", ID).status()).isZero();
    var sent = api.bodies("POST /flow_runs/" + ID + "/set_state").get(0);
    assertThat(sent.at("/state/type").asText()).isEqualTo("CANCELLED");
    assertThat(sent.path("force").asBoolean()).isTrue();
  }

  @Test
  void ls_sends_the_filters() {
    api.on("POST /flow_runs/filter", 200, "[]").on("POST /flows/filter", 200, "[]");

    rigel(
        "flow-run", "ls", "--flow-name", "report", "--state", "Late", "--state-type", "SCHEDULED");

    var sent = api.bodies("POST /flow_runs/filter").get(0);
    assertThat(sent.at("/flows/name/any_/0").asText()).isEqualTo("report");
    assertThat(sent.at("/flow_runs/state/name/any_/0").asText()).isEqualTo("Late");
    assertThat(sent.at("/flow_runs/state/type/any_/0").asText()).isEqualTo("SCHEDULED");
    assertThat(sent.path("limit").asInt()).isEqualTo(15);
  }

  @Test
  void logs_name_the_run_or_the_task_that_wrote_them() {
    assertThat(rigel("flow-run", "logs", ID).out())
        .isEqualTo(
            local("2026-11-23T11:00:01.5+00:00")
                + " | INFO    | Flow run 'calm-bee' - line 1\n"
                + local("2026-11-23T11:00:02+00:00")
                + " | INFO    | Task run 'read-0' - line 2\n");
  }

  @Test
  void logs_are_asked_for_by_level_and_by_what_they_contain() {
    rigel("flow-run", "logs", ID, "--level", "warning", "--find", "refused");
    rigel("flow-run", "logs", ID, "--follow", "--level", "25");

    var sent = api.bodies("POST /logs/filter");
    assertThat(sent.get(0).at("/logs/level/ge_").asInt()).isEqualTo(30);
    assertThat(sent.get(0).at("/logs/message/like_").asText()).isEqualTo("refused");
    assertThat(sent.get(sent.size() - 1).at("/logs/level/ge_").asInt()).isEqualTo(25);
    assertThat(sent.get(sent.size() - 1).at("/logs/message").isMissingNode()).isTrue();
  }

  @Test
  void a_level_that_there_is_not_is_refused() {
    assertThat(rigel("flow-run", "logs", ID, "--level", "loud"))
        .isEqualTo(
            new Result(
                1,
                "Level 'loud' is neither a number nor one of DEBUG, INFO, WARNING, ERROR, CRITICAL.\n",
                ""));
  }

  @Test
  void following_shows_each_state_and_each_record_once_in_the_order_of_time() {
    var lines = rigel("flow-run", "logs", ID, "--follow").out().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).endsWith("line 1");
    assertThat(lines.get(1)).endsWith("line 2");
    assertThat(lines.get(2)).endsWith("| State - Completed: 2 steps");
  }

  @Test
  void an_unknown_run_is_not_found() {
    assertThat(rigel("flow-run", "inspect", FLOW))
        .isEqualTo(new Result(1, "Flow run '" + FLOW + "' not found!\n", ""));
    assertThat(rigel("flow-run", "delete", FLOW))
        .isEqualTo(new Result(1, "Flow run '" + FLOW + "' not found!\n", ""));
    assertThat(rigel("flow-run", "logs", FLOW).status()).isEqualTo(1);
  }

  @Test
  void inspect_leaves_out_what_is_usual() {
    assertThat(rigel("flow-run", "inspect", ID).out())
        .contains(
            "    state_type=StateType.COMPLETED,\n",
            "    total_run_time=datetime.timedelta(seconds=1, microseconds=500000),\n",
            "        message='2 steps',\n")
        .doesNotContain("tags", "parameters", "run_count");
  }

  @Test
  void inspect_says_why_a_run_waits_and_who_has_it() {
    var waits = state(TASK, "PENDING", "Pending", "2026-11-23T11:59:00+00:00", "");
    api.on("GET /flow_runs/" + ID, 200, run("PENDING", waits))
        .on(
            "GET /flow_runs/" + ID + "/waiting",
            200,
            """
            [{"reason": "taken", "text": "Agent 'a' has it.", "since": "2026-11-23T11:59:00+00:00",
              "subject": "%s"},
             {"reason": "not_due", "text": "Its time has not come.", "since": null, "subject": null}]"""
                .formatted(FLOW));

    assertThat(rigel("flow-run", "inspect", ID).out())
        .startsWith("FlowRun(\n")
        .endsWith(
            """
            )
            Agent 'a' has it. (since 2026-11-23T11:59:00+00:00)
            Its time has not come.
            """);
    assertThat(rigel("flow-run", "inspect", ID, "-o", "json").out()).endsWith("}\n");
  }

  @Test
  void inspect_says_nothing_of_it_where_the_server_is_one_of_the_reference() {
    var waits = state(TASK, "SCHEDULED", "Late", "2026-11-23T11:59:00+00:00", "");
    api.on("GET /flow_runs/" + ID, 200, run("SCHEDULED", waits))
        .on("GET /flow_runs/" + ID + "/waiting", 404, "{\"detail\": \"Not Found\"}");

    assertThat(rigel("flow-run", "inspect", ID).out()).startsWith("FlowRun(\n").endsWith("\n)\n");
  }

  @Test
  void a_tag_limit_is_shown_in_a_frame() {
    api.on(
        "GET /concurrency_limits/tag/tt",
        200,
        """
        {"id": "52993841-7d05-436b-8b4f-dbef5920d2f4", %s, "tag": "tt", "concurrency_limit": 2,
         "active_slots": []}"""
            .formatted(TIMES));

    assertThat(rigel("concurrency-limit", "inspect", "tt").out())
        .startsWith("╭──")
        .contains("│ │ tt  │ 2                 │ '1 hour ago' │ '1 hour ago' │ │")
        .contains(
            "│                   Concurrency Limit ID:                   │\n│           52993841-7d05-436b-8b4f-dbef5920d2f4            │\n");
    assertThat(rigel("concurrency-limit", "inspect", "none"))
        .isEqualTo(new Result(1, "No concurrency limit found for the tag: none\n", ""));
  }
}
