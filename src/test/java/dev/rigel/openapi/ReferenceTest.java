package dev.rigel.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our document beside the reference's ({@code prefect-2.6.9.json}, see the README next to it). */
class ReferenceTest {
  private static final String BUSINESS_CALENDARS = "an addition: days on which schedules rest";

  private static final String AGENTS = "an addition: agents that register and claim runs";
  private static final String ENDED = "an addition: runs by when they have ended";
  private static final String MADE =
      "an addition: runs by whether a schedule made them; absent, it changes nothing";
  private static final String SCHEDULED =
      "an addition: deployments by whether they have a schedule; absent, it changes nothing";
  private static final String LAST_END =
      "an addition: deployments by how their last run ended; absent, it changes nothing";
  private static final String BULK = "an addition: one action for many runs";
  private static final String JOBS =
      "an addition: how far a batch job got, so that another agent can go on";

  /** The reference names this header at every operation. */
  private static final String VERSION_HEADER = " header x-prefect-api-version";

  /** Beginnings of the differences that are meant, with the reason. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry(
              "only theirs: GET /api/admin/settings answer.",
              "settings are a map by name here: the two servers do not have the same ones"),
          Map.entry("only ours: GET /api/ready", "an addition: for probes"),
          Map.entry(
              "only ours: POST /api/flow_run_executions/",
              "an addition: runs executed by the server's own batch runtime"),
          Map.entry(
              "only ours: GET /api/flow_runs/{id}/graph answer.upstream_dependencies.",
              "inputs of every kind are answered; the reference's document names one kind only"),
          Map.entry(
              "only ours: POST /api/flow_runs/{id}/cancel",
              "an addition: a proposal of CANCELLED waits for a run's time, as the reference's does"),
          Map.entry(
              "only ours: GET /api/deployments/{id}/upcoming",
              "the next dates of a schedule, which no client of the reference asks for"),
          Map.entry(
              "only ours: DeploymentCreate.schedule_policy",
              "an addition: how dates become runs; absent, it changes nothing"),
          Map.entry("only ours: DeploymentUpdate.schedule_policy", "the same"),
          Map.entry(
              "only ours: DeploymentCreate.empirical_policy",
              "an addition: the retries of its runs; absent, it changes nothing"),
          Map.entry("only ours: DeploymentUpdate.empirical_policy", "the same"),
          Map.entry("only ours: Deployment.empirical_policy", "the same"),
          Map.entry("only ours: POST /api/deployments/filter answer.empirical_policy", "the same"),
          Map.entry(
              "only ours: Deployment.schedule_policy",
              "the same; clients of the reference skip keys that they do not know"),
          Map.entry("only ours: POST /api/deployments/filter answer.schedule_policy", "the same"),
          Map.entry(
              "only ours: WorkQueueCreate.pending_timeout_seconds",
              "an addition: time limits of its runs; absent, it changes nothing"),
          Map.entry("only ours: WorkQueueUpdate.pending_timeout_seconds", "the same"),
          Map.entry("only ours: WorkQueue.pending_timeout_seconds", "the same"),
          Map.entry("only ours: WorkQueueCreate.running_timeout_seconds", "the same"),
          Map.entry("only ours: WorkQueueUpdate.running_timeout_seconds", "the same"),
          Map.entry("only ours: WorkQueue.running_timeout_seconds", "the same"),
          Map.entry("only ours: POST /api/work_queues/filter answer.pending_timeout", "the same"),
          Map.entry("only ours: POST /api/work_queues/filter answer.running_timeout", "the same"),
          Map.entry(
              "only ours: GET /api/deployments/{id}/work_queue_check answer.pending_timeout",
              "the same"),
          Map.entry(
              "only ours: GET /api/deployments/{id}/work_queue_check answer.running_timeout",
              "the same"),
          Map.entry(
              "only ours: DeploymentCreate.on_agent_lost",
              "an addition: what becomes of runs whose agent is lost; absent, it changes nothing"),
          Map.entry("only ours: DeploymentUpdate.on_agent_lost", "the same"),
          Map.entry("only ours: Deployment.on_agent_lost", "the same"),
          Map.entry("only ours: POST /api/deployments/filter answer.on_agent_lost", "the same"),
          Map.entry("only ours: DeploymentCreate.max_restarts", "the same"),
          Map.entry("only ours: DeploymentUpdate.max_restarts", "the same"),
          Map.entry("only ours: Deployment.max_restarts", "the same"),
          Map.entry("only ours: POST /api/deployments/filter answer.max_restarts", "the same"),
          Map.entry(
              "only ours: ResponseDetails.delay_milliseconds",
              "an addition: the exact length of a wait; clients ignore what they do not know"),
          Map.entry(
              "only ours: FlowRunCreate.priority",
              "an addition: which of the runs that are due goes first; absent, it changes nothing"),
          Map.entry("only ours: DeploymentFlowRunCreate.priority", "the same"),
          Map.entry("only ours: FlowRunUpdate.priority", "the same"),
          Map.entry("only ours: FlowRun.priority", "the same"),
          Map.entry("only ours: POST /api/flow_runs/filter answer.priority", "the same"),
          Map.entry("only ours: POST /api/work_queues/{id}/get_runs answer.priority", "the same"),
          Map.entry(
              "only ours: DeploymentCreate.max_queued_runs",
              "an addition: how many runs may be queued; absent, it changes nothing"),
          Map.entry("only ours: DeploymentUpdate.max_queued_runs", "the same"),
          Map.entry("only ours: Deployment.max_queued_runs", "the same"),
          Map.entry("only ours: POST /api/deployments/filter answer.max_queued_runs", "the same"),
          Map.entry(
              "only ours: DeploymentFlowRunCreate.enforce_parameter_schema",
              "of a later version: whether parameters have to fit; absent, it changes nothing"),
          Map.entry(
              "only ours: StateProposal.proposal_id",
              "an addition: a proposal whose answer got lost can be made again"),
          Map.entry(
              "only ours: GET /api/flow_runs/{id}/waiting",
              "an addition: why a run does not go on"),
          Map.entry(
              "only ours: POST /api/ui/schedules/",
              "an addition: what schedules mean, in words and as dates"),
          Map.entry(
              "only ours: GET /api/ui/attention", "an addition: what needs somebody, in one call"),
          Map.entry(
              "only ours: GET /api/ui/search", "an addition: all that has a name, in one call"),
          Map.entry(
              "only ours: POST /api/ui/work_queues/filter",
              "an addition: queues with their figures and agents in one call"),
          Map.entry(
              "only ours: POST /api/work_queues/count",
              "an addition: queues are counted as all else is"),
          Map.entry(
              "only ours: WorkQueueQuery.work_queues.name.like_",
              "an addition: as names of flows, runs and deployments have it"),
          Map.entry(
              "only ours: CountQuery.at_most",
              "an addition: where a count stops; absent, it changes nothing"),
          Map.entry(
              "only ours: POST /api/ui/deployments/latest",
              "an addition: the last runs of many deployments, and how long they usually take"),
          Map.entry(
              "only ours: GET /api/flow_runs/{id}/logs/download",
              "an addition: what a run has logged, as a file"),
          Map.entry(
              "only ours: LogQuery.logs.message",
              "an addition: records whose message contains a text"),
          Map.entry("only ours: FlowRunQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: FlowQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: DeploymentQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: TaskRunQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: CountQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: HistoryQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: UiHistoryQuery.flow_runs.end_time", ENDED),
          Map.entry("only ours: FlowRunQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: FlowQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: DeploymentQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: TaskRunQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: CountQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: HistoryQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: UiHistoryQuery.flow_runs.auto_scheduled", MADE),
          Map.entry("only ours: FlowRunQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: FlowQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: DeploymentQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: TaskRunQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: CountQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: HistoryQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: UiHistoryQuery.deployments.schedule", SCHEDULED),
          Map.entry("only ours: FlowRunQuery.deployments.last_end", LAST_END),
          Map.entry("only ours: FlowQuery.deployments.last_end", LAST_END),
          Map.entry("only ours: DeploymentQuery.deployments.last_end", LAST_END),
          Map.entry("only ours: TaskRunQuery.deployments.last_end", LAST_END),
          Map.entry("only ours: CountQuery.deployments.last_end", LAST_END),
          Map.entry("only ours: HistoryQuery.deployments.last_end", LAST_END),
          Map.entry("only ours: UiHistoryQuery.deployments.last_end", LAST_END),
          Map.entry(
              "only ours: EmpiricalPolicy.retry_",
              "an addition: retries that wait longer each time; absent, it changes nothing"),
          Map.entry("only ours: DeploymentFlowRunCreate.empirical_policy.retry_", "the same"),
          Map.entry("only ours: FlowRunCreate.empirical_policy.retry_", "the same"),
          Map.entry("only ours: TaskRunCreate.empirical_policy.retry_", "the same"),
          Map.entry(
              "only ours: POST /api/flow_runs/{id}/retry",
              "an addition: a run that has ended goes on where it stopped"),
          Map.entry("only ours: POST /api/flow_runs/bulk", BULK),
          Map.entry("only ours: GET /api/operations/", BULK),
          Map.entry("only ours: DELETE /api/operations/", BULK),
          Map.entry(
              "only ours: FlowRunUpdate.work_queue_name",
              "an addition: a run that waits goes to another queue"),
          Map.entry(
              "only ours: POST /api/flow_run_notification_policies/{id}/test",
              "an addition: whether a message would arrive"),
          Map.entry("only ours: GET /api/flow_run_jobs/", JOBS),
          Map.entry("only ours: POST /api/flow_run_jobs/", JOBS),
          Map.entry("only ours: POST /api/agents/", AGENTS),
          Map.entry("only ours: GET /api/agents/", AGENTS),
          Map.entry("only ours: DELETE /api/agents/", AGENTS),
          Map.entry("only ours: POST /api/calendars/", BUSINESS_CALENDARS),
          Map.entry("only ours: GET /api/calendars/", BUSINESS_CALENDARS),
          Map.entry("only ours: PATCH /api/calendars/", BUSINESS_CALENDARS),
          Map.entry("only ours: DELETE /api/calendars/", BUSINESS_CALENDARS));

  @Test
  void every_difference_from_the_reference_is_meant() throws IOException {
    var differences = Differences.between(reference(), OpenApiDocument.ofTheContract());
    differences.removeIf(line -> line.endsWith(VERSION_HEADER));

    assertThat(differences)
        .allSatisfy(line -> assertThat(MEANT.keySet()).anyMatch(line::startsWith));
    assertThat(MEANT.keySet())
        .allSatisfy(start -> assertThat(differences).anyMatch(line -> line.startsWith(start)));
  }

  /** Else it would be an argument of every call of a generated client (ADR 0004). */
  @Test
  void the_version_header_is_told_once_and_not_at_every_operation() throws IOException {
    var ours = OpenApiDocument.ofTheContract();

    assertThat(Differences.between(reference(), ours))
        .filteredOn(line -> line.endsWith(VERSION_HEADER))
        .hasSizeGreaterThan(80)
        .allMatch(line -> line.startsWith("only theirs: "));
    assertThat(ours.at("/info/description").asText()).contains("X-PREFECT-API-VERSION");
  }

  @Test
  void what_one_side_lacks_is_noticed_wherever_it_is() throws IOException {
    var changed = (ObjectNode) reference();
    remove(changed, "/paths", "/api/hello");
    remove(changed, "/paths/~1api~1logs~1filter", "post");
    remove(changed, "/components/schemas/FlowRun/properties", "tags");
    remove(changed, "/components/schemas/CronSchedule/properties", "day_or");
    remove(changed, "/components/schemas/FlowRunFilterTags/properties", "all_");
    ((ArrayNode) changed.at("/components/schemas/StateType/enum")).remove(0);
    ((ArrayNode) changed.at("/paths/~1api~1block_documents~1{id}/get/parameters")).removeAll();

    assertThat(Differences.between(changed, reference()))
        .contains(
            "only ours: GET /api/hello",
            "only ours: POST /api/logs/filter",
            "only ours: FlowRun.tags",
            "only ours: Deployment.schedule.day_or",
            "only ours: FlowRunFilter.tags.all_",
            "only ours: StateType.=SCHEDULED",
            "only ours: GET /api/block_documents/{id} header x-prefect-api-version",
            "only ours: GET /api/block_documents/{id} path id",
            "only ours: GET /api/block_documents/{id} query include_secrets");
  }

  private static void remove(JsonNode document, String place, String key) {
    assertThat(((ObjectNode) document.at(place)).remove(key)).isNotNull();
  }

  private static JsonNode reference() throws IOException {
    try (var json = ReferenceTest.class.getResourceAsStream("prefect-2.6.9.json")) {
      return Json.mapper().readTree(json);
    }
  }
}
