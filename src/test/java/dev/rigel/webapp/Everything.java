package dev.rigel.webapp;

import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentResponse;
import dev.rigel.contract.block.BlockDocumentResponseBuilder;
import dev.rigel.contract.block.BlockSchemaResponseBuilder;
import dev.rigel.contract.block.BlockTypeResponseBuilder;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarResponseBuilder;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponseBuilder;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponseBuilder;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.OperationResponseBuilder;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.fixture.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Servers that have something of each sort. One of each sort has the same id, so that an address is
 * made of its route alone.
 */
final class Everything {
  /** Of a flow, a deployment, a run, a task run, a queue, and so on. */
  static final UUID ID = UUID.fromString("5f2d0a4e-6c0b-4b63-9d5e-0f6c3a1b2c3d");

  /** What the places of routes stand for here. */
  private static final Map<String, String> PLACES =
      Map.of(
          ":id", ID.toString(),
          ":slug", BlockDefinition.WEBHOOK,
          ":name", "gpu",
          ":flow", "orders-etl",
          ":deployment", "hourly");

  private static final List<String> LONG = List.of("prod", "a-tag-that-somebody-made-far-too-long");

  private final FakeServer server;
  private final FlowResponse flow =
      FlowResponseBuilder.builder(Things.flow("orders-etl")).id(ID).tags(List.of("etl")).build();

  private Everything(FakeServer server) {
    this.server = server;
  }

  /** The routes that have a page; others lead to one of them. */
  static List<String> routes() throws IOException {
    var routes = Json.mapper().readTree(Path.of("src/main/webapp/routes.json").toFile());
    return StreamSupport.stream(routes.spliterator(), false)
        .filter(route -> route.has("page"))
        .map(route -> route.get("path").asText())
        .toList();
  }

  /** The address of a route, below the base. */
  static String addressOf(String route) {
    var address = route;
    for (var place : PLACES.entrySet()) {
      address = address.replaceAll(place.getKey() + "(?=/|$)", place.getValue());
    }
    if (address.contains(":")) {
      throw new IllegalArgumentException("nothing is known that stands in " + address);
    }
    return address;
  }

  /** Good and bad, with all that can be there. */
  static void fill(FakeServer server) {
    var all = new Everything(server);
    all.runs();
    all.queues();
    all.agents();
    all.limitsAndCalendars();
    all.blocks(Map.of("url", "********", "headers", Map.of("Authorization", "********")));
  }

  /** One of each sort, of which there is nothing to be said. */
  static void bare(FakeServer server) {
    var all = new Everything(server);
    var run = Things.run("vivid-gnu", all.flow, StateType.PENDING).id(ID).build();
    server.has(
        all.flow,
        Things.deployment("hourly", all.flow).id(ID).workQueueName(null).build(),
        run,
        TaskRunResponseBuilder.builder(Things.step("load", run, StateType.PENDING)).id(ID).build(),
        Things.overview(
            Things.queue("gpu").id(ID).lastPolled(null).build(),
            QueueCondition.unserved,
            new QueueRuns(0, 0, 0, 0)));
    var agent = OtherThings.agent("blue", AgentState.GONE).id(ID).labels(List.of()).build();
    all.answers("GET /agents/" + ID, agent);
    server.has(operation().state(OperationState.STOPPED).build());
    all.answers("GET /concurrency_limits/" + ID, withId(OtherThings.limit("database", 2)));
    OtherThings.has(server, withId(OtherThings.calendar("bank-holidays")));
    all.blocks(Map.of());
  }

  private void answers(String call, Object answer) {
    server.on(call, one -> Reply.json(200, answer));
  }

  private void runs() {
    var hourly =
        Things.deployment("hourly", flow)
            .id(ID)
            .description("Takes the orders of a day.")
            .schedule(new CronSchedule("0 * * * *", "Europe/London", true))
            .isScheduleActive(true)
            .tags(LONG)
            .parameters(Map.of("day", "2026-11-25"))
            .parameterOpenapiSchema(
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("day"),
                    "properties",
                    Map.of(
                        "day", Map.of("title", "Day", "type", "string", "format", "date"),
                        "limit", Map.of("type", "integer", "minimum", 1),
                        "password", Map.of("type", "string", "format", "password"))))
            .infrastructureDocumentId(ID)
            .build();
    server.has(flow, hourly, Things.deployment("by-hand", flow).workQueueName(null).build());
    for (var type : StateType.values()) {
      server.has(Things.run("a " + type + " run", flow, type).deploymentId(ID).build());
    }
    var run =
        Things.run("vivid-gnu", flow, StateType.FAILED)
            .id(ID)
            .deploymentId(ID)
            .tags(LONG)
            .parameters(Map.of("limit", 20_000))
            .state(Things.state(StateType.FAILED, "step load failed: connection refused"))
            .build();
    var extract = Things.step("extract", run, StateType.COMPLETED);
    server.has(run, extract, step(extract));
    for (var level : List.of(10, 20, 30, 40, 50)) {
      server.has(Things.line(run, level, "see https://example.org " + level, run.startTime()));
    }
    server.has(
        operation()
            .state(OperationState.RUNNING)
            .done(90)
            .refused(12)
            .refusals(
                List.of(
                    new RefusedRun(ID, "vivid-gnu", "This run has already terminated."),
                    new RefusedRun(UUID.randomUUID(), null, "It does not exist any more.")))
            .build());
    server.has(
        Things.run("late-lynx", flow, StateType.SCHEDULED)
            .stateName("Late")
            .workQueueName("gpu")
            .expectedStartTime(Things.ago(Duration.ofMinutes(5)))
            .build());
  }

  private static OperationResponseBuilder operation() {
    return OperationResponseBuilder.builder()
        .id(ID)
        .created(Things.now())
        .updated(Things.now())
        .action(BulkAction.cancel)
        .matched(4_812)
        .refusals(List.of());
  }

  /** With the id of all, in the run that has it. */
  private TaskRunResponse step(TaskRunResponse before) {
    var run = Things.run("vivid-gnu", flow, StateType.FAILED).id(ID).build();
    var step = Things.step("load-into-a-table-with-a-very-long-name", run, StateType.FAILED);
    return TaskRunResponseBuilder.builder(step)
        .id(ID)
        .taskInputs(Map.of("rows", List.of(new TaskRunInput.TaskRunResult(before.id()))))
        .build();
  }

  private void queues() {
    var gpu =
        Things.queue("gpu").id(ID).description("Runs that need the card.").concurrencyLimit(1);
    server.has(
        Things.overview(gpu.build(), QueueCondition.full, new QueueRuns(1, 7, 0, 1), "rack-4"),
        Things.calm(Things.queue("default").build()),
        Things.overview(
            Things.queue("night").isPaused(true).concurrencyLimit(40).build(),
            QueueCondition.paused,
            new QueueRuns(2, 0, 0, 3)));
  }

  private void agents() {
    var blue =
        OtherThings.agent("blue", AgentState.ONLINE, "gpu", "default")
            .id(ID)
            .flowRunIds(List.of(ID))
            .build();
    var lost = OtherThings.agent("green.example.org.with.a.long.name", AgentState.LOST, "gpu");
    var stock = OtherThings.agent("stock", AgentState.ONLINE, "gpu").isNative(false);
    answers("POST /agents/filter", List.of(blue, lost.build(), stock.build()));
    answers("GET /agents/" + ID, blue);
  }

  private void limitsAndCalendars() {
    var limit = withId(OtherThings.limit("database", 1, ID));
    answers("POST /concurrency_limits/filter", List.of(limit, OtherThings.limit("rates", 30)));
    answers("GET /concurrency_limits/" + ID, limit);
    var year = Things.now().getYear();
    var calendar = withId(OtherThings.calendar("bank-holidays", LocalDate.of(year, 12, 25)));
    OtherThings.has(server, calendar, LocalDate.of(year, 5, 4));
  }

  private static ConcurrencyLimitResponse withId(ConcurrencyLimitResponse limit) {
    return ConcurrencyLimitResponseBuilder.builder(limit).id(ID).build();
  }

  private static CalendarResponse withId(CalendarResponse calendar) {
    return CalendarResponseBuilder.builder(calendar).id(ID).build();
  }

  /** A webhook that keeps this, and a notification that goes there. */
  private void blocks(Map<String, Object> data) {
    var block = webhook(data);
    var policy = notification();
    answers("POST /block_documents/filter", List.of(block));
    answers("POST /block_schemas/filter", List.of(block.blockSchema()));
    answers("POST /block_types/filter", List.of(block.blockType()));
    answers("GET /block_types/slug/" + block.blockType().slug(), block.blockType());
    answers("GET /block_capabilities/", List.of("notify"));
    answers("GET /block_documents/" + ID, block);
    answers("POST /flow_run_notification_policies/filter", List.of(policy));
    answers("GET /flow_run_notification_policies/" + ID, policy);
  }

  private static BlockDocumentResponse webhook(Map<String, Object> data) {
    var definition = BlockDefinition.of(BlockDefinition.WEBHOOK);
    var type =
        BlockTypeResponseBuilder.builder()
            .id(ID)
            .created(Things.now())
            .updated(Things.now())
            .name("Webhook")
            .slug(BlockDefinition.WEBHOOK)
            .description("Tells another server.")
            .codeExample("```python\nWebhook.load(\"audit\")\n```")
            .documentationUrl("https://example.org/webhook")
            .build();
    var schema =
        BlockSchemaResponseBuilder.builder()
            .id(ID)
            .created(Things.now())
            .updated(Things.now())
            .checksum(definition.checksum())
            .fields(definition.fields())
            .blockTypeId(ID)
            .blockType(type)
            .capabilities(definition.capabilities())
            .version(definition.version())
            .build();
    return BlockDocumentResponseBuilder.builder()
        .id(ID)
        .created(Things.now())
        .updated(Things.now())
        .name("audit")
        .data(data)
        .blockSchemaId(ID)
        .blockSchema(schema)
        .blockTypeId(ID)
        .blockType(type)
        .blockDocumentReferences(Map.of())
        .build();
  }

  private static FlowRunNotificationPolicyResponse notification() {
    return FlowRunNotificationPolicyResponseBuilder.builder()
        .id(ID)
        .created(Things.now())
        .updated(Things.now())
        .isActive(true)
        .stateNames(List.of("Failed", "Crashed"))
        .tags(LONG)
        .blockDocumentId(ID)
        .messageTemplate("Look: {flow_run_url}")
        .build();
  }
}
