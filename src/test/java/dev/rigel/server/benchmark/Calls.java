package dev.rigel.server.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.agent.AgentQuery;
import dev.rigel.contract.deployment.DeploymentQuery;
import dev.rigel.contract.deployment.LatestRunsQuery;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.UiHistoryQuery;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.operation.BulkRequest;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.schedule.ScheduleDatesQuery;
import dev.rigel.contract.schedule.SchedulePreviewRequest;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunSort;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.WorkQueueCountQuery;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.server.agent.AgentsResource;
import dev.rigel.server.attention.AttentionResource;
import dev.rigel.server.deployment.DeploymentsResource;
import dev.rigel.server.deployment.UiDeploymentsResource;
import dev.rigel.server.deployment.UiSchedulesResource;
import dev.rigel.server.flow.FlowsResource;
import dev.rigel.server.flowrun.FlowRunStatesResource;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.flowrun.UiFlowRunsResource;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.log.LogsResource;
import dev.rigel.server.operation.BulkResource;
import dev.rigel.server.search.SearchResource;
import dev.rigel.server.taskrun.TaskRunsResource;
import dev.rigel.server.waiting.UiWorkQueuesResource;
import dev.rigel.server.workqueue.WorkQueuesResource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What command line, agents and dashboards ask, as JSON in and objects out, in the words of
 * fill.sql. Each is called with a number that changes, so that no two calls ask for the same thing.
 */
final class Calls {
  private static final Pattern PLACE = Pattern.compile("<(\\w+)(?: (-?\\w+))?>");
  private static final String OF_DEPLOYMENT =
      "'flow_runs': {'deployment_id': {'any_': ['<deployment>']}}";
  private static final String OF_RUN = "'flow_runs': {'id': {'any_': ['<run>']}}";
  private static final String DUE =
      "'flow_runs': {'expected_start_time': {'before_': '<hours 0>'}}";
  private static final String LAST_WEEK =
      "'flow_runs': {'expected_start_time': {'after_': '<hours -168>', 'before_': '<hours 0>'}}";
  private static final String OVER_A_DAY =
      "'history_start': '<hours -24>', 'history_end': '<hours 0>', 'history_interval_seconds': 4320";
  private static final String OVER_A_WEEK =
      "'history_start': '<hours -168>', 'history_end': '<hours 0>', 'history_interval_seconds': 30240";
  private static final String OVER_ALL =
      "'history_start': '<hours -8760>', 'history_end': '<hours 0>', 'history_interval_seconds': 1576800";

  private final ServerHarness server;
  private final long runs;
  private final FlowRunsResource flowRuns;
  private final TaskRunsResource taskRuns;
  private final Map<String, IntFunction<Object>> calls = new LinkedHashMap<>();

  Calls(ServerHarness server, long runs) {
    this.server = server;
    this.runs = runs;
    flowRuns = server.resource(FlowRunsResource.class);
    taskRuns = server.resource(TaskRunsResource.class);
  }

  /** All of them, by what is called and with what. */
  Map<String, IntFunction<Object>> all() {
    flowsAndDeployments();
    workQueues();
    listRuns();
    filterRuns();
    countRuns();
    histories();
    runPage();
    taskRuns();
    logs();
    attention();
    search();
    schedules();
    bulk();
    return calls;
  }

  private void flowsAndDeployments() {
    var deployments = server.resource(DeploymentsResource.class);
    for (var json :
        new String[] {
          "{}",
          "{'limit': 200, 'offset': 800}",
          "{'sort': 'CREATED_DESC'}",
          "{'deployments': {'tags': {'all_': ['team-<n 4>']}}}",
          "{'flows': {'name': {'any_': ['flow-<n 50>']}}}",
          "{'flow_runs': {'state': {'type': {'any_': ['RUNNING']}}}}",
          "{'flow_runs': {'state': {'type': {'any_': ['FAILED']}}}}",
          "{'deployments': {'last_end': {'any_': ['FAILED', 'CRASHED']}}}"
        }) {
      add("deployments/filter", json, DeploymentQuery.class, deployments::filter);
    }
    add("deployments/count", "{}", CountQuery.class, deployments::count);
    var latest = server.resource(UiDeploymentsResource.class);
    add("ui/deployments/latest of 50", i -> latest.latest(latest(i)));
    var flows = server.resource(FlowsResource.class);
    for (var json :
        new String[] {
          "{'sort': 'CREATED_DESC', 'limit': 15}",
          "{'flows': {'id': {'any_': ['<flow>']}}}",
          "{'deployments': {'tags': {'all_': ['team-<n 4>']}}}",
          "{'flow_runs': {'state': {'type': {'any_': ['RUNNING']}}}}",
          "{'flow_runs': {'state': {'type': {'any_': ['FAILED']}}}}"
        }) {
      add("flows/filter", json, FlowQuery.class, flows::filter);
    }
    add("flows/count", "{}", CountQuery.class, flows::count);
    add("deployments/…/upcoming of 10", i -> deployments.upcoming(deployment(i), 10, null));
    add(
        "agents/filter",
        "{'limit': 200}",
        AgentQuery.class,
        server.resource(AgentsResource.class)::filter);
  }

  /**
   * A month of all thousand deployments, as the page of schedules asks; and one while it is
   * written.
   */
  private void schedules() {
    var schedules = server.resource(UiSchedulesResource.class);
    for (var hours : new int[] {24, 168, 744}) {
      add(
          "ui/schedules/dates",
          "{'start': '<hours 0>', 'end': '<hours " + hours + ">', 'timezone': 'Europe/London'}",
          ScheduleDatesQuery.class,
          schedules::dates);
    }
    add(
        "ui/schedules/preview",
        "{'schedule': {'cron': '<n 59> 6 * * 1-5', 'timezone': 'Europe/London'}, 'limit': 10}",
        SchedulePreviewRequest.class,
        schedules::preview);
  }

  /**
   * How many of what is chosen an action can be applied to, which the page asks before it asks its
   * user.
   */
  private void bulk() {
    var bulk = server.resource(BulkResource.class);
    for (var chosen :
        new String[] {
          OF_DEPLOYMENT,
          "'flow_runs': {'state': {'type': {'any_': ['FAILED', 'CRASHED']}}, 'work_queue_name': {'any_': ['queue-<n 20>']}}",
          "'flow_runs': {'name': {'like_': 'comet-<n 1000>'}}"
        }) {
      add(
          "flow_runs/bulk",
          "{'action': 'retry', 'dry_run': true, " + chosen + "}",
          BulkRequest.class,
          bulk::apply);
    }
  }

  private void workQueues() {
    var queues = server.resource(WorkQueuesResource.class);
    add("work_queues/filter", "{}", WorkQueueQuery.class, queues::filter);
    add(
        "work_queues/filter",
        "{'work_queues': {'name': {'like_': 'UE-1'}}}",
        WorkQueueQuery.class,
        queues::filter);
    add("work_queues/count", "{}", WorkQueueCountQuery.class, queues::count);
    add("work_queues/name/…", i -> queues.readByName("queue-" + (1 + i % 20)));
    add("work_queues/…/status", i -> queues.status(queue(i)));
    add("work_queues/…/get_runs as an agent", i -> queues.getRuns(queue(i), dueIn(10, 10), null));
    add(
        "work_queues/…/get_runs as `work-queue preview`",
        i -> queues.getRuns(queue(i), dueIn(10, 3600), null));
    add(
        "work_queues/…/get_runs as a dashboard",
        i -> queues.getRuns(queue(i), GetRunsBuilder.builder().limit(200).build(), "true"));
    var overviews = server.resource(UiWorkQueuesResource.class);
    add("ui/work_queues/filter", "{}", QueueOverviewQuery.class, overviews::filter);
  }

  private static LatestRunsQuery latest(int i) {
    var from = 50 * (i % 20);
    var ids = IntStream.rangeClosed(from + 1, from + 50).mapToObj(n -> id("deployment " + n));
    return new LatestRunsQuery(ids.toList(), 12);
  }

  private static UUID queue(int i) {
    return id("queue " + (1 + i % 20));
  }

  private static GetRuns dueIn(int limit, int seconds) {
    return GetRunsBuilder.builder()
        .limit(limit)
        .scheduledBefore(OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(seconds))
        .build();
  }

  private void listRuns() {
    for (var sort : FlowRunSort.values()) {
      runs("{'sort': '" + sort + "'}");
    }
    runs("{'sort': 'EXPECTED_START_TIME_DESC', 'limit': 15}");
    runs("{'sort': 'EXPECTED_START_TIME_DESC', 'limit': 50, " + DUE + "}");
    runs("{'sort': 'START_TIME_DESC', 'offset': 2000}");
    runs("{'sort': 'START_TIME_DESC', 'offset': 20000}");
    for (var sort : FlowRunSort.values()) {
      runs("{'sort': '" + sort + "', " + LAST_WEEK + "}");
    }
    // a page of flows or deployments shows the latest run of each
    runs(
        "{'sort': 'START_TIME_DESC', 'limit': 1, 'flows': {'id': {'any_': ['<flow>']}}, 'flow_runs': {'state': {'type': {'any_': ['COMPLETED', 'FAILED', 'CRASHED', 'RUNNING']}}}}");
    runs(
        "{'sort': 'START_TIME_DESC', 'limit': 1, 'deployments': {'id': {'any_': ['<deployment>']}}}");
    runs("{'sort': 'EXPECTED_START_TIME_DESC', 'limit': 3, 'flows': {'id': {'any_': ['<flow>']}}}");
    runs(
        "{'sort': 'NEXT_SCHEDULED_START_TIME_ASC', 'limit': 3, 'flow_runs': {'deployment_id': {'any_': ['<deployment>']}, 'state': {'type': {'any_': ['SCHEDULED']}}}}");
  }

  private void filterRuns() {
    for (var state : new String[] {"FAILED', 'CRASHED", "COMPLETED", "PENDING', 'RUNNING"}) {
      runs(
          "{'sort': 'START_TIME_DESC', 'flow_runs': {'state': {'type': {'any_': ['"
              + state
              + "']}}}}");
    }
    runs(
        "{'sort': 'EXPECTED_START_TIME_DESC', 'flow_runs': {'state': {'type': {'any_': ['FAILED', 'CRASHED']}}}}");
    runs(
        "{'sort': 'EXPECTED_START_TIME_ASC', 'flow_runs': {'state': {'type': {'any_': ['SCHEDULED']}}}}");
    runs(
        "{'sort': 'EXPECTED_START_TIME_DESC', 'flow_runs': {'state': {'name': {'any_': ['Late']}}}}");
    for (var sort : FlowRunSort.values()) {
      runs("{'sort': '" + sort + "', " + OF_DEPLOYMENT + "}");
    }
    runs(
        "{'sort': 'EXPECTED_START_TIME_DESC', 'deployments': {'name': {'any_': ['deployment-<n 1000>']}}}");
    runs("{'sort': 'EXPECTED_START_TIME_DESC', 'flows': {'name': {'any_': ['flow-<n 50>']}}}");
    runs("{'sort': 'START_TIME_DESC', 'flows': {'name': {'any_': ['flow-<n 50>']}}}");
    runs("{'sort': 'EXPECTED_START_TIME_DESC', 'flow_runs': {'tags': {'all_': ['team-<n 4>']}}}");
    runs(
        "{'sort': 'START_TIME_DESC', 'flow_runs': {'tags': {'all_': ['team-<n 4>', 'auto-scheduled']}}}");
    runs("{'sort': 'START_TIME_DESC', 'flow_runs': {'tags': {'all_': ['deployment-<n 1000>']}}}");
    runs("{'sort': 'START_TIME_DESC', 'flow_runs': {'tags': {'all_': ['no such tag']}}}");
    runs(
        "{'sort': 'EXPECTED_START_TIME_DESC', 'flow_runs': {'work_queue_name': {'any_': ['queue-<n 20>']}}}");
    runs(
        "{'sort': 'START_TIME_DESC', 'flow_runs': {'start_time': {'after_': '<hours -168>'}, 'state': {'type': {'any_': ['FAILED']}}}}");
    runs("{'flow_runs': {'name': {'any_': ['brave-comet-<n 100000>']}}}");
    runs("{'flow_runs': {'name': {'like_': 'comet-<n 100000>'}}}");
    runs("{'sort': 'START_TIME_DESC', 'flow_runs': {'name': {'like_': 'comet'}}}");
    runs("{'sort': 'START_TIME_DESC', 'flow_runs': {'name': {'like_': 'no such name'}}}");
    runs("{" + OF_RUN + "}");
    runs("{'flow_runs': {'parent_task_run_id': {'any_': ['<run>']}}}");
  }

  private void runs(String json) {
    add("flow_runs/filter", json, FlowRunQuery.class, flowRuns::filter);
  }

  private void countRuns() {
    for (var json :
        new String[] {
          "{}",
          "{'flow_runs': {'state': {'type': {'any_': ['COMPLETED']}}}}",
          "{'flow_runs': {'state': {'type': {'any_': ['FAILED', 'CRASHED']}}}}",
          "{'flow_runs': {'state': {'name': {'any_': ['Late']}}}}",
          "{" + OF_DEPLOYMENT + "}",
          "{'deployments': {'name': {'any_': ['deployment-<n 1000>']}}}",
          "{'flows': {'name': {'any_': ['flow-<n 50>']}}}",
          "{'flow_runs': {'work_queue_name': {'any_': ['queue-<n 20>']}}}",
          "{'flow_runs': {'work_queue_name': {'any_': ['queue-<n 20>']}, 'state': {'type': {'any_': ['PENDING', 'RUNNING']}}}}",
          "{" + LAST_WEEK + "}",
          "{" + DUE + "}",
          "{'flow_runs': {'expected_start_time': {'after_': '<hours -168>'}, 'state': {'type': {'any_': ['FAILED']}}}}",
          "{'flow_runs': {'tags': {'all_': ['deployment-<n 1000>']}}}",
          "{'flow_runs': {'tags': {'all_': ['team-<n 4>']}}}",
          "{'flow_runs': {'name': {'like_': 'comet-<n 100000>'}}}"
        }) {
      add("flow_runs/count", json, CountQuery.class, flowRuns::count);
      add("flow_runs/count", atMost(json), CountQuery.class, flowRuns::count);
    }
  }

  /** As a page asks that says "10,000 and more". */
  private static String atMost(String json) {
    return json.replaceFirst("}$", (json.equals("{}") ? "" : ", ") + "'at_most': 10000}");
  }

  private void histories() {
    history("{" + OVER_A_DAY + "}");
    history("{" + OVER_A_WEEK + "}");
    history("{" + OVER_ALL + "}");
    history("{" + OVER_A_WEEK + ", " + OF_DEPLOYMENT + "}");
    history("{" + OVER_ALL + ", " + OF_DEPLOYMENT + "}");
    history("{" + OVER_A_WEEK + ", 'flow_runs': {'tags': {'all_': ['team-<n 4>']}}}");
    history("{" + OVER_A_WEEK + ", 'flow_runs': {'state': {'type': {'any_': ['FAILED']}}}}");
    history("{" + OVER_A_WEEK + ", 'flows': {'name': {'any_': ['flow-<n 50>']}}}");
    var points = server.resource(UiFlowRunsResource.class);
    for (var json :
        new String[] {
          "{}", "{'sort': 'START_TIME_DESC', " + OF_DEPLOYMENT + "}", "{" + LAST_WEEK + "}"
        }) {
      add("ui/flow_runs/history", json, UiHistoryQuery.class, points::history);
    }
  }

  private void history(String json) {
    add("flow_runs/history", json, HistoryQuery.class, flowRuns::history);
  }

  private void runPage() {
    add("flow_runs/…", i -> flowRuns.read(run(i)));
    add("flow_runs/…/waiting", i -> flowRuns.waiting(run(i)));
    add("flow_runs/…/graph", i -> flowRuns.graph(run(i)));
    var states = server.resource(FlowRunStatesResource.class);
    add("flow_run_states/ of a run", i -> states.list(run(i)));
  }

  private void taskRuns() {
    for (var json :
        new String[] {
          "{'sort': 'EXPECTED_START_TIME_ASC', " + OF_RUN + "}",
          "{'sort': 'EXPECTED_START_TIME_DESC', 'task_runs': {'state': {'type': {'any_': ['FAILED']}}}}",
          "{'sort': 'END_TIME_DESC', " + OF_DEPLOYMENT + "}",
          "{'sort': 'EXPECTED_START_TIME_DESC', " + LAST_WEEK + "}",
          "{'task_runs': {'subflow_runs': {'exists_': true}}, " + OF_RUN + "}"
        }) {
      add("task_runs/filter", json, TaskRunQuery.class, taskRuns::filter);
    }
    for (var sort : TaskRunSort.values()) {
      add("task_runs/filter", "{'sort': '" + sort + "'}", TaskRunQuery.class, taskRuns::filter);
    }
    for (var json :
        new String[] {
          "{}",
          "{" + OF_RUN + "}",
          "{'task_runs': {'state': {'type': {'any_': ['COMPLETED']}}}}",
          "{'task_runs': {'start_time': {'after_': '<hours -168>'}}}"
        }) {
      add("task_runs/count", json, CountQuery.class, taskRuns::count);
      add("task_runs/count", atMost(json), CountQuery.class, taskRuns::count);
    }
    for (var json : new String[] {OVER_A_DAY, OVER_A_WEEK, OVER_ALL, OVER_ALL + ", " + OF_RUN}) {
      add("task_runs/history", "{" + json + "}", HistoryQuery.class, taskRuns::history);
    }
  }

  private void logs() {
    var logs = server.resource(LogsResource.class);
    for (var json :
        new String[] {
          "{'sort': 'TIMESTAMP_ASC', 'logs': {'flow_run_id': {'any_': ['<chatty>']}}}",
          "{'sort': 'TIMESTAMP_ASC', 'offset': 100, 'logs': {'flow_run_id': {'any_': ['<chatty>']}}}",
          "{'sort': 'TIMESTAMP_DESC', 'logs': {'flow_run_id': {'any_': ['<chatty>']}, 'level': {'ge_': 30}}}",
          "{'sort': 'TIMESTAMP_ASC', 'limit': 200, 'logs': {'flow_run_id': {'any_': ['<chatty>']}, 'message': {'like_': 'PART 7'}}}",
          "{'sort': 'TIMESTAMP_DESC', 'logs': {'level': {'ge_': 40}}}",
          "{'logs': {'level': {'ge_': 30}, 'timestamp': {'after_': '<hours -24>', 'before_': '<hours 0>'}}}"
        }) {
      add("logs/filter", json, LogQuery.class, logs::filter);
    }
    for (var sort : LogSort.values()) {
      add("logs/filter", "{'sort': '" + sort + "'}", LogQuery.class, logs::filter);
    }
  }

  private void attention() {
    var attention = server.resource(AttentionResource.class);
    add("ui/attention", i -> attention.list(null));
    add("ui/attention of a run", i -> attention.list(run(i)));
  }

  private void search() {
    var search = server.resource(SearchResource.class);
    add("ui/search of a part", i -> search.find("comet-" + (1 + i % 1_000)));
    add("ui/search of two letters", i -> search.find("co"));
    add("ui/search of nothing there", i -> search.find("no such name " + i));
    add("ui/search of a whole name", i -> search.find("brave-comet-" + (1 + i % 100_000)));
    add("ui/search of an id", i -> search.find(run(i).toString()));
    add("ui/search of four digits", i -> search.find(run(i).toString().substring(0, 4)));
  }

  private <Q> void add(String path, String json, Class<Q> type, Function<Q, Object> call) {
    add(path + " " + json, i -> call.apply(read(filled(json, i), type)));
  }

  private void add(String name, IntFunction<Object> call) {
    calls.put(name, call);
  }

  private String filled(String json, int i) {
    return PLACE
        .matcher(json.replace('\'', '"'))
        .replaceAll(
            place ->
                switch (place.group(1)) {
                  case "n" -> Integer.toString(1 + i % Integer.parseInt(place.group(2)));
                  case "hours" -> hoursFromNow(Long.parseLong(place.group(2)));
                  case "deployment" -> deployment(i).toString();
                  case "flow" -> id("flow " + (1 + i % 50)).toString();
                  case "run" -> run(i).toString();
                  case "chatty" -> id("run " + (runs * 98 / 10_000 - i) * 100).toString();
                  default -> throw new IllegalArgumentException(json);
                });
  }

  private static String hoursFromNow(long hours) {
    return OffsetDateTime.now(ZoneOffset.UTC).plus(Duration.ofHours(hours)).toString();
  }

  private static UUID deployment(int i) {
    return id("deployment " + (1 + (i * 7 + 979) % 1000));
  }

  /** Runs of the last days that ended. */
  private UUID run(int i) {
    return id("run " + (runs * 98 / 100 - i * 13L));
  }

  /** Ids as fill.sql makes them. */
  private static UUID id(String words) {
    try {
      var hash = MessageDigest.getInstance("MD5").digest(words.getBytes(StandardCharsets.UTF_8));
      return UUID.fromString(
          HexFormat.of()
              .formatHex(hash)
              .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <Q> Q read(String json, Class<Q> type) {
    try {
      return BodyReader.read(Json.mapper().readTree(json), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
