package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionCommandTest extends CommandLineCase {
  private static final String ID = "13b4e894-75b5-4372-b46e-2ae39ad852e6";

  private static String trouble(String kind, String ids, String figures, String message) {
    return """
        {"kind": "%s", "severity": "high", "since": "2026-11-23T11:50:00+00:00", "ids": [%s],
         "figures": {%s}, "message": %s}"""
        .formatted(kind, ids, figures, message);
  }

  private static String thing(String type, String name) {
    return """
        {"type": "%s", "id": "%s", "name": "%s"}"""
        .formatted(type, ID, name);
  }

  private static String run(String name, String state) {
    return """
        {"type": "flow_run", "id": "%s", "name": "%s", "since": "2026-11-23T10:00:00+00:00",
         "state": "%s"}"""
        .formatted(ID, name, state);
  }

  private String sentence(String trouble) {
    columns = 1_000;
    api.on("GET /ui/attention", 200, "[" + trouble + "]");
    var result = rigel("attention");
    assertThat(result.status()).as(result.out()).isZero();
    return result.out().strip();
  }

  @Test
  void a_full_queue_says_who_has_its_places() {
    assertThat(
            sentence(
                trouble(
                    "queue_full",
                    thing("work_queue", "gpu") + "," + run("calm-bee", "Running"),
                    "\"late\": 7, \"taken\": 1, \"limit\": 1",
                    "null")))
        .isEqualTo(
            "Work queue 'gpu' is full (1 of 1), and 7 runs are late, the oldest due 10 minutes ago."
                + " Its places have 'calm-bee' (Running 2 hours ago).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no_agent       | work_queue | "late": 0   | No agent polls work queue 'it', and a run waits that was due 10 minutes ago. `rigel agent start -q it` starts one.
          queue_late     | work_queue | "late": 1, "agents": 2 | 1 run of work queue 'it' is late, the oldest due 10 minutes ago. 2 agents serve it, and all take what they can.
          agent_lost     | agent      | "count": 0  | Agent 'it' was heard of for the last time 10 minutes ago. It had 0 runs.
          dates_missed   | deployment | "count": 1  | Deployment 'it' has missed 1 date, the last 10 minutes ago: nobody took the runs in their window.
          schedule_ended | deployment | "count": null | The schedule of deployment 'it' is on and has no further dates.
          """)
  void each_kind_has_its_sentence(String kind, String type, String figures, String expected) {
    assertThat(sentence(trouble(kind, thing(type, "it"), figures, "null"))).isEqualTo(expected);
  }

  @Test
  void a_failing_deployment_says_what_its_last_run_said() {
    var ids = thing("deployment", "hourly") + "," + thing("flow", "etl") + "," + run("r", "Failed");

    assertThat(
            sentence(
                trouble(
                    "deployment_failing",
                    ids,
                    "\"count\": 3, \"last_good\": \"2026-11-23T09:00:00+00:00\"",
                    "\"Step report failed.\"")))
        .isEqualTo(
            "Deployment 'etl/hourly' has ended badly 3 times in a row, the last time 10 minutes ago;"
                + " it completed 3 hours ago: Step report failed. `rigel flow-run logs "
                + ID
                + "` shows how.");
  }

  @Test
  void a_deployment_that_failed_once_has_not_done_so_in_a_row() {
    var ids = thing("deployment", "hourly") + "," + thing("flow", "etl") + "," + run("r", "Failed");

    assertThat(sentence(trouble("deployment_failing", ids, "\"count\": 1", "null")))
        .startsWith(
            "Deployment 'etl/hourly' has ended badly 10 minutes ago; it has never completed.");
  }

  @Test
  void a_run_that_takes_long_or_does_not_begin_is_looked_at_by_its_id() {
    assertThat(
            sentence(
                trouble(
                    "run_overlong",
                    run("r", "Running") + "," + thing("deployment", "d"),
                    "\"usual\": 75.5",
                    "null")))
        .isEqualTo(
            "Run 'r' of deployment 'd' began 10 minutes ago; usual are 1 min 15 s at most. `rigel"
                + " flow-run inspect "
                + ID
                + "` shows who has it.");
    assertThat(
            sentence(
                trouble(
                    "run_pending", run("r", "Pending") + "," + thing("agent", "a"), "", "null")))
        .isEqualTo(
            "Run 'r' was taken 10 minutes ago and has not begun. Whoever has it: 'a'. `rigel"
                + " flow-run inspect "
                + ID
                + "` tells more.");
  }

  @Test
  void notifications_say_why_they_were_refused() {
    var ids = thing("notification_policy", "Slack Webhook") + "," + thing("block_document", "ops");

    assertThat(
            sentence(
                trouble(
                    "notifications_given_up",
                    ids,
                    "\"count\": 2",
                    "\"the receiver answered 404\"")))
        .isEqualTo(
            "2 notifications for 'Slack Webhook' to 'ops' were given up since 10 minutes ago: the"
                + " receiver answered 404.");
  }

  @Test
  void nothing_to_tell_is_told_and_json_is_what_the_server_said() throws IOException {
    api.on("GET /ui/attention", 200, "[]");
    assertThat(rigel("attention")).isEqualTo(new Result(0, "Nothing needs anybody.\n", ""));

    api.on(
        "GET /ui/attention",
        200,
        "[" + trouble("no_agent", thing("work_queue", "q"), "", "null") + "]");
    var json = Json.mapper().readTree(rigel("attention", "-o", "json").out());
    assertThat(json.at("/0/kind").asText()).isEqualTo("no_agent");
    assertThat(json.at("/0/ids/0/name").asText()).isEqualTo("q");
  }

  @Test
  void a_server_of_the_reference_does_not_tell() {
    api.on("GET /ui/attention", 404, "{\"detail\": \"Not Found\"}");

    var result = rigel("attention");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("does not tell what needs somebody").hasLineCount(1);
  }
}
