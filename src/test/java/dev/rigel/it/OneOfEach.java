package dev.rigel.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.calendar.CalendarCreateBuilder;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreateBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One of each thing that has a page, under names that nobody else uses. */
final class OneOfEach {
  private final Http http;
  final Site site;

  /** Of the deployment, running. */
  final FlowRunResponse run;

  /** Of the run, running. */
  final TaskRunResponse step;

  /** Of the queue. */
  final String agent;

  final String agentName = Site.unique("agent");
  final ConcurrencyLimitResponse limit;
  final CalendarResponse calendar;

  /** A webhook, which nothing is sent to. */
  final String block;

  final String blockName = "block-" + UUID.randomUUID();

  /** Notifications by the block, of runs with a tag that none has. */
  final String policy;

  OneOfEach(Rigel rigel) {
    var api = rigel.api();
    http = rigel.http();
    site = Site.unlimited(api);
    run = site.run(StateCreate.of(StateType.RUNNING, null));
    step =
        api.taskRuns()
            .create(
                TaskRunCreateBuilder.builder()
                    .name(Site.unique("step"))
                    .flowRunId(run.id())
                    .taskKey("step")
                    .dynamicKey("0")
                    .state(StateCreate.of(StateType.RUNNING, null))
                    .empiricalPolicy(EmpiricalPolicy.NONE)
                    .tags(List.of())
                    .taskInputs(Map.of())
                    .build());
    agent = made("/agents/", Map.of("name", agentName, "queues", List.of(site.queue.name())));
    limit =
        api.of(ConcurrencyLimitsApi.class)
            .create(new ConcurrencyLimitCreate(Site.unique("tag"), 2));
    calendar =
        api.calendars()
            .create(
                CalendarCreateBuilder.builder()
                    .name(Site.unique("calendar"))
                    .description("")
                    .listed(ListedDays.closed)
                    .days(List.of(LocalDate.of(2026, 12, 25)))
                    .build());
    block = block();
    policy =
        made(
            "/flow_run_notification_policies/",
            Map.of(
                "state_names", List.of("Failed"),
                "tags", List.of(Site.unique("tag")),
                "block_document_id", block));
  }

  private String block() {
    var type = http.get("/block_types/slug/webhook").json().path("id").asText();
    var ofType = Map.of("block_schemas", Map.of("block_type_id", Map.of("any_", List.of(type))));
    var schemas = http.post("/block_schemas/filter", json(ofType)).json();
    return made(
        "/block_documents/",
        Map.of(
            "name",
            blockName,
            "data",
            Map.of("url", "http://127.0.0.1:9/"),
            "block_schema_id",
            schemas.path(0).path("id").asText(),
            "block_type_id",
            type));
  }

  private String made(String path, Map<String, Object> body) {
    var answer = http.post(path, json(body));
    if (answer.status() != 201) {
      throw new AssertionError(path + ": " + answer.status() + " " + answer.text());
    }
    return answer.json().path("id").asText();
  }

  private static String json(Map<String, ?> body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
