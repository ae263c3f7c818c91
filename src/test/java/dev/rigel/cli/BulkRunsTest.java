package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import dev.rigel.fixture.Reply;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkRunsTest extends CommandLineCase {
  private static final String ID = "13b4e894-75b5-4372-b46e-2ae39ad852e6";
  private static final String BULK = "POST /flow_runs/bulk";

  @BeforeEach
  void twoOfThreeCanBeCancelled() {
    answers(3, 2, over("COMPLETED", 3, 2, refusal("This run has already terminated.")));
  }

  private void answers(int matched, int applicable, String done) {
    var planned =
        """
        {"action": "cancel", "state": "PLANNED", "matched": %d, "applicable": %d, "done": 0,
         "refused": 0, "refusals": []}"""
            .formatted(matched, applicable);
    api.on(BULK, call -> Reply.of(200, call.json().path("dry_run").asBoolean() ? planned : done));
  }

  private static String over(String state, int matched, int done, String... refusals) {
    return """
        {"id": null, "action": "cancel", "state": "%s", "matched": %d, "done": %d, "refused": %d,
         "refusals": [%s]}"""
        .formatted(state, matched, done, refusals.length, String.join(",", refusals));
  }

  private static String refusal(String reason) {
    return "{\"flow_run_id\": \"%s\", \"name\": \"n\", \"reason\": \"%s\"}".formatted(ID, reason);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.mapper().readTree(text);
  }

  @Test
  void all_that_match_are_cancelled_and_numbers_and_reasons_are_told() throws IOException {
    var result =
        rigel("flow-run", "cancel", "--work-queue", "gpu", "--state", "Late", "--tag", "a", "-y");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo("Cancelled 2 runs.\nNot 1 run: This run has already terminated.\n");
    var asked = api.bodies(BULK).get(1);
    assertThat(asked.path("flow_runs"))
        .isEqualTo(
            json(
                """
                {"work_queue_name": {"any_": ["gpu"]}, "tags": {"all_": ["a"]},
                 "state": {"name": {"any_": ["Late"]}}}"""));
    assertThat(asked.path("action").asText()).isEqualTo("cancel");
    assertThat(asked.path("dry_run").asBoolean()).isFalse();
  }

  @Test
  void in_a_pipe_nothing_is_done_without_a_yes_and_the_numbers_are_told() {
    answers(4_812, 4_790, "");

    var result = rigel("flow-run", "delete", "--state", "Late");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err() + result.out())
        .contains("4,790 of 4,812 runs that match would be deleted; add --yes to do it.");
    assertThat(api.bodies(BULK)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"y, 2", "YES, 2", "n, 1", "'', 1", "yep, 1"})
  void on_a_terminal_only_yes_is_yes(String answer, int calls) {
    interactive = true;
    typed = answer + "\n";

    var result = rigel("flow-run", "cancel", "--state", "Late");

    assertThat(result.out())
        .contains("2 of 3 runs that match would be cancelled.", "Go on? [y/N] ");
    assertThat(api.bodies(BULK)).hasSize(calls);
    assertThat(result.status()).isEqualTo(calls == 2 ? 0 : 1);
    assertThat(result.err() + result.out())
        .contains(calls == 2 ? "Cancelled 2 runs." : "Nothing was done.");
  }

  @Test
  void nobody_at_the_terminal_is_no_yes() {
    interactive = true;

    assertThat(rigel("flow-run", "cancel", "--state", "Late").status()).isEqualTo(1);
    assertThat(api.bodies(BULK)).hasSize(1);
  }

  @Test
  void many_are_waited_for_and_one_that_was_stopped_is_told() {
    var operation = over("RUNNING", 250, 0).replace("null", "\"" + ID + "\"");
    api.on(BULK, call -> Reply.of(202, operation))
        .on("GET /operations/" + ID, 200, over("STOPPED", 250, 100));

    var result = rigel("flow-run", "cancel", "--state", "Late", "--yes");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("Cancelled 100 runs.");
    assertThat(result.err() + result.out())
        .contains("The operation was stopped before it had come to all.");
  }

  @ParameterizedTest
  @CsvSource({
    "cancel --force, force",
    "retry --from-start, from_start",
  })
  void what_one_run_can_be_told_many_can_too(String command, String field) {
    var words = ("flow-run " + command + " --flow-name f --yes").split(" ");

    assertThat(rigel(words).status()).isZero();

    assertThat(api.bodies(BULK).get(1).path(field).asBoolean()).isTrue();
    assertThat(api.bodies(BULK).get(1).at("/flows/name/any_/0").asText()).isEqualTo("f");
  }

  @Test
  void runs_of_a_deployment_are_moved_to_another_queue() {
    var result = rigel("flow-run", "move", "--deployment", "etl/daily", "--to", "gpu", "-y");

    assertThat(result.out()).startsWith("Moved 2 runs.");
    var asked = api.bodies(BULK).get(1);
    assertThat(asked.path("work_queue_name").asText()).isEqualTo("gpu");
    assertThat(asked.at("/flows/name/any_/0").asText()).isEqualTo("etl");
    assertThat(asked.at("/deployments/name/any_/0").asText()).isEqualTo("daily");
  }

  @Test
  void one_run_is_moved_by_its_update() {
    api.on("PATCH /flow_runs/" + ID, 204, "");

    var result = rigel("flow-run", "move", ID, "--to", "gpu");

    assertThat(result.out()).isEqualTo("Flow run '" + ID + "' waits on queue 'gpu'.\n");
    assertThat(api.bodies("PATCH /flow_runs/" + ID))
        .singleElement()
        .satisfies(body -> assertThat(body.path("work_queue_name").asText()).isEqualTo("gpu"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "retry", "delete", "move --to q"})
  void neither_all_runs_nor_a_run_and_filters_are_meant(String command) {
    assertThat(said(command + " --yes"))
        .contains("Give the ID of a flow run, or filters such as --state.");
    assertThat(said(command + " " + ID + " --state Late"))
        .contains("Give the ID of a flow run, or filters, not both.");
    assertThat(api.calls()).isEmpty();
  }

  private String said(String command) {
    var result = rigel(("flow-run " + command).split(" "));
    assertThat(result.status()).isEqualTo(1);
    return result.out() + result.err();
  }

  @Test
  void a_server_that_cannot_is_named() {
    api.on(BULK, call -> Reply.of(405, "{\"detail\": \"Method Not Allowed\"}"));

    var result = rigel("flow-run", "cancel", "--state", "Late", "--yes");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err() + result.out())
        .contains("This server does nothing to many runs at once, as one of Rigel does.");
  }
}
