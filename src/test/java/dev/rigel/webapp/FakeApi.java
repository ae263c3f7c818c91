package dev.rigel.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentQuery;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentResponseBuilder;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.LatestRun;
import dev.rigel.contract.deployment.LatestRunBuilder;
import dev.rigel.contract.deployment.LatestRuns;
import dev.rigel.contract.deployment.LatestRunsBuilder;
import dev.rigel.contract.deployment.LatestRunsQuery;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.SimpleFlowRun;
import dev.rigel.contract.flowrun.SimpleFlowRunBuilder;
import dev.rigel.contract.flowrun.UiHistoryQuery;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkRequest;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationResponseBuilder;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Page;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchResponse;
import dev.rigel.contract.savedsearch.SavedSearchResponseBuilder;
import dev.rigel.contract.schedule.PreviewedDate;
import dev.rigel.contract.schedule.ScheduleDates;
import dev.rigel.contract.schedule.ScheduleDatesBuilder;
import dev.rigel.contract.schedule.ScheduleDatesQuery;
import dev.rigel.contract.schedule.ScheduleGrouping;
import dev.rigel.contract.schedule.ScheduleNote;
import dev.rigel.contract.schedule.ScheduleNoteKind;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePreview;
import dev.rigel.contract.schedule.SchedulePreviewBuilder;
import dev.rigel.contract.schedule.SchedulePreviewRequest;
import dev.rigel.contract.schedule.ScheduledDate;
import dev.rigel.contract.search.Found;
import dev.rigel.contract.search.FoundKind;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.HistoryStateBuilder;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewBuilder;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueResponseBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls of the API that pages make, answered from records of the contract. Bodies are read as
 * the server reads them, so what the contract does not know gives 422. Filters are those that pages
 * use; of orders, only that by time and by name.
 */
final class FakeApi {
  private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  /** Rows that an answer has at most; who asks for more is refused. */
  private static final int PAGE = 200;

  private final Map<UUID, FlowResponse> flows = new ConcurrentHashMap<>();
  private final Map<UUID, DeploymentResponse> deployments = new ConcurrentHashMap<>();
  private final Map<UUID, FlowRunResponse> runs = new ConcurrentHashMap<>();
  private final Map<UUID, OperationResponse> operations = new ConcurrentHashMap<>();
  private final Map<UUID, TaskRunResponse> steps = new ConcurrentHashMap<>();
  private final Map<UUID, LogResponse> lines = new ConcurrentHashMap<>();
  private final Map<UUID, QueueOverview> queues = new ConcurrentHashMap<>();
  private final Map<UUID, SavedSearchResponse> searches = new ConcurrentHashMap<>();
  private final Map<UUID, List<StateResponse>> states = new ConcurrentHashMap<>();
  private final Map<UUID, List<UpcomingDate>> dates = new ConcurrentHashMap<>();

  /** From now on it is there, in the place of what had its id. */
  void put(Object thing) {
    if (thing instanceof FlowResponse flow) {
      flows.put(flow.id(), flow);
    } else if (thing instanceof DeploymentResponse deployment) {
      deployments.put(deployment.id(), deployment);
    } else if (thing instanceof FlowRunResponse run) {
      put(run);
    } else if (thing instanceof OperationResponse operation) {
      operations.put(operation.id(), operation);
    } else if (thing instanceof TaskRunResponse step) {
      steps.put(step.id(), step);
    } else if (thing instanceof LogResponse line) {
      lines.put(line.id(), line);
    } else if (thing instanceof SavedSearchCreate search) {
      saved(search);
    } else if (thing instanceof QueueOverview queue) {
      queues.put(queue.workQueue().id(), queue);
    } else {
      throw new IllegalArgumentException("nothing that pages show: " + thing);
    }
  }

  private void put(FlowRunResponse run) {
    runs.put(run.id(), run);
    if (run.state() != null) {
      states.merge(
          run.id(),
          List.of(run.state()),
          (had, more) ->
              had.contains(more.get(0))
                  ? had
                  : Stream.concat(had.stream(), more.stream()).toList());
    }
  }

  /** It is not there any more. */
  void remove(UUID id) {
    List.of(flows, deployments, runs, steps, lines, queues).forEach(all -> all.remove(id));
  }

  /** The states that a run has had, oldest first. */
  void states(UUID run, List<StateResponse> all) {
    states.put(run, all);
  }

  /** The next dates of a deployment. */
  void upcoming(UUID deployment, List<UpcomingDate> all) {
    dates.put(deployment, all);
  }

  /** A run as it is by now. */
  FlowRunResponse run(UUID id) {
    return runs.get(id);
  }

  /** A queue as it is by now. */
  QueueOverview queue(UUID id) {
    return queues.get(id);
  }

  /** Answers. */
  Reply answer(Call call) {
    try {
      var name = call.name().replaceAll("\\?.*", "");
      var found = name.matches("POST .*/(filter|count|history)/?") ? listed(call) : of(call, name);
      return found == null ? Reply.refusal(404, "Object not found") : replyOf(name, found);
    } catch (InvalidBody e) {
      var body = new LinkedHashMap<String, Object>();
      body.put("exception_message", "Invalid request received.");
      body.put("exception_detail", e.errors());
      body.put("request_body", e.body());
      return Reply.json(422, body);
    }
  }

  private static Reply replyOf(String name, Object found) {
    if (found instanceof Reply reply) {
      return reply;
    }
    var made =
        Set.of("POST /work_queues/", "POST /flows/", "POST /deployments/").contains(name)
            || name.endsWith("/set_state");
    return Reply.json(made ? 201 : 200, found);
  }

  private Object listed(Call call) {
    return switch (call.name().replaceFirst("/$", "")) {
      case "POST /flows/filter" -> {
        var query = BodyReader.read(call.json(), FlowQuery.class);
        yield page(
            flows.values().stream().filter(of(query.flows())), query.limit(), query.offset());
      }
      case "POST /flows/count" ->
          counted(call, query -> flows.values().stream().filter(of(query.flows())));
      case "POST /deployments/filter" -> {
        var query = BodyReader.read(call.json(), DeploymentQuery.class);
        yield page(deployments(query.selection()), query.limit(), query.offset());
      }
      case "POST /deployments/count" -> counted(call, query -> deployments(query.selection()));
      case "POST /flow_runs/filter" -> {
        var query = BodyReader.read(call.json(), FlowRunQuery.class);
        var found = runs(query.selection()).sorted(orderOf(query.sort()));
        yield page(found, query.limit(), query.offset());
      }
      case "POST /flow_runs/count" -> counted(call, query -> runs(query.selection()));
      case "POST /flow_runs/history" -> {
        yield history(BodyReader.read(call.json(), HistoryQuery.class));
      }
      case "POST /ui/flow_runs/history" -> {
        var query = BodyReader.read(call.json(), UiHistoryQuery.class);
        var found = runs(query.selection()).sorted(orderOf(query.sort()));
        yield found.skip(query.offset()).limit(query.limit()).map(FakeApi::point).toList();
      }
      case "POST /task_runs/filter" -> {
        var query = BodyReader.read(call.json(), TaskRunQuery.class);
        yield page(steps(query.selection()), query.limit(), query.offset());
      }
      case "POST /task_runs/count" -> counted(call, query -> steps(query.selection()));
      case "POST /logs/filter" -> lines(BodyReader.read(call.json(), LogQuery.class));
      case "POST /ui/work_queues/filter" -> {
        var query = BodyReader.read(call.json(), QueueOverviewQuery.class);
        yield page(queues(query), query.limit(), query.offset());
      }
      case "POST /saved_searches/filter" ->
          page(
              searches.values().stream().sorted(Comparator.comparing(SavedSearchResponse::name)),
              null,
              BodyReader.read(call.json(), Page.class).offset());
      // there are none of these, unless a test says which
      case "POST /agents/filter",
          "POST /block_documents/filter",
          "POST /block_schemas/filter",
          "POST /block_types/filter",
          "POST /calendars/filter",
          "POST /concurrency_limits/filter",
          "POST /flow_run_notification_policies/filter" ->
          List.of();
      default -> null;
    };
  }

  private static long counted(Call call, Function<CountQuery, Stream<?>> found) {
    var query = BodyReader.read(call.json(), CountQuery.class);
    var most = query.atMost() == null ? Long.MAX_VALUE : query.atMost();
    return found.apply(query).limit(most).count();
  }

  private static Object page(Stream<?> found, Integer limit, Integer offset) {
    if (limit != null && limit > PAGE) {
      return Reply.refusal(422, "at most " + PAGE + " at a time");
    }
    return found.skip(offset == null ? 0 : offset).limit(limit == null ? PAGE : limit).toList();
  }

  private Stream<DeploymentResponse> deployments(Selection selection) {
    var filter = selection.deployments();
    return deployments.values().stream()
        .filter(
            one -> selection.flows() == null || of(selection.flows()).test(flowOf(one.flowId())))
        .filter(
            one ->
                filter == null
                    || is(filter.id(), one.id())
                        && is(filter.name(), one.name())
                        && is(filter.tags(), one.tags())
                        && is(filter.isScheduleActive(), one.isScheduleActive())
                        && is(filter.schedule(), one.schedule())
                        && is(filter.lastEnd(), lastEnd(one.id()))
                        && is(filter.workQueueName(), one.workQueueName()))
        .sorted(Comparator.comparing(DeploymentResponse::name));
  }

  private String lastEnd(UUID deployment) {
    return runs.values().stream()
        .filter(run -> deployment.equals(run.deploymentId()) && run.stateType().isTerminal())
        .filter(run -> run.stateType() != StateType.CANCELLED)
        .max(Comparator.comparing(FlowRunResponse::endTime))
        .map(run -> run.stateType().name())
        .orElse("");
  }

  private FlowResponse flowOf(UUID id) {
    return flows.getOrDefault(id, Things.flow("nothing known"));
  }

  private static Predicate<FlowResponse> of(FlowFilter filter) {
    return flow -> filter == null || is(filter.id(), flow.id()) && is(filter.name(), flow.name());
  }

  private Stream<FlowRunResponse> runs(Selection selection) {
    var ofDeployments = selection.deployments();
    return runs.values().stream()
        .filter(
            run -> selection.flows() == null || of(selection.flows()).test(flowOf(run.flowId())))
        .filter(
            run ->
                ofDeployments == null
                    || run.deploymentId() != null
                        && is(ofDeployments.id(), run.deploymentId())
                        && is(ofDeployments.name(), deployments.get(run.deploymentId()).name()))
        .filter(run -> selection.flowRuns() == null || matches(selection.flowRuns(), run));
  }

  private Stream<TaskRunResponse> steps(Selection selection) {
    var filter = selection.taskRuns();
    return steps.values().stream()
        .filter(
            step -> selection.flowRuns() == null || is(selection.flowRuns().id(), step.flowRunId()))
        .filter(step -> filter == null || is(filter.id(), step.id()))
        .sorted(Comparator.comparing(TaskRunResponse::created));
  }

  private List<HistoryResponse> history(HistoryQuery query) {
    var step = query.historyIntervalSeconds();
    return Stream.iterate(
            query.historyStart(),
            from -> from.isBefore(query.historyEnd()),
            from -> from.plus(step))
        .map(
            from ->
                new HistoryResponse(
                    from, from.plus(step), counted(query.selection(), from, from.plus(step))))
        .toList();
  }

  private static SimpleFlowRun point(FlowRunResponse run) {
    return SimpleFlowRunBuilder.builder()
        .id(run.id())
        .stateType(run.stateType())
        .timestamp(run.startTime() == null ? run.expectedStartTime() : run.startTime())
        .duration(run.estimatedRunTime())
        .lateness(Duration.ZERO)
        .build();
  }

  private List<HistoryResponse.HistoryState> counted(
      Selection selection, OffsetDateTime from, OffsetDateTime to) {
    var byState =
        runs(selection)
            .filter(run -> !run.expectedStartTime().isBefore(from))
            .filter(run -> run.expectedStartTime().isBefore(to))
            .collect(Collectors.groupingBy(FlowRunResponse::stateType, Collectors.counting()));
    return byState.entrySet().stream()
        .map(
            entry ->
                HistoryStateBuilder.builder()
                    .stateType(entry.getKey())
                    .stateName(entry.getKey().defaultName())
                    .countRuns(entry.getValue())
                    .sumEstimatedRunTime(Duration.ZERO)
                    .sumEstimatedLateness(Duration.ZERO)
                    .build())
        .toList();
  }

  private static boolean matches(FlowRunFilter filter, FlowRunResponse run) {
    return is(filter.id(), run.id())
        && is(filter.name(), run.name())
        && is(filter.tags(), run.tags())
        && is(filter.deploymentId(), run.deploymentId())
        && is(filter.workQueueName(), run.workQueueName())
        && is(filter.startTime(), run.startTime())
        && is(filter.expectedStartTime(), run.expectedStartTime())
        && is(filter.nextScheduledStartTime(), run.nextScheduledStartTime())
        && is(filter.autoScheduled(), run.autoScheduled())
        && is(filter.parentTaskRunId(), run.parentTaskRunId())
        && (filter.state() == null
            || is(filter.state().name(), run.stateName())
                && is(filter.state().type(), run.stateType().name()));
  }

  private static boolean is(Match.OfColumn match, Object value) {
    if (match == null) {
      return true;
    }
    var column = new Asked(value);
    match.ask(column);
    return column.matches();
  }

  private static Comparator<FlowRunResponse> orderOf(FlowRunSort sort) {
    var order =
        switch (sort) {
          case NAME_ASC -> Comparator.comparing(FlowRunResponse::name);
          case NAME_DESC -> Comparator.comparing(FlowRunResponse::name).reversed();
          case START_TIME_ASC, EXPECTED_START_TIME_ASC, NEXT_SCHEDULED_START_TIME_ASC ->
              Comparator.comparing(FlowRunResponse::expectedStartTime);
          default -> Comparator.comparing(FlowRunResponse::expectedStartTime).reversed();
        };
    return order.thenComparing(FlowRunResponse::id);
  }

  private Object lines(LogQuery query) {
    var filter = query.logs();
    var order = Comparator.comparing(LogResponse::timestamp).thenComparing(LogResponse::id);
    var found =
        lines.values().stream()
            .filter(
                line ->
                    filter == null
                        || is(filter.flowRunId(), line.flowRunId())
                            && is(filter.taskRunId(), line.taskRunId())
                            && is(filter.timestamp(), line.timestamp())
                            && is(filter.level(), line.level())
                            && is(filter.message(), line.message()))
            .sorted(query.sort() == LogSort.TIMESTAMP_DESC ? order.reversed() : order);
    return page(found, query.limit(), query.offset());
  }

  private Stream<QueueOverview> queues(QueueOverviewQuery query) {
    return queues.values().stream()
        .filter(one -> query.ids() == null || query.ids().contains(one.workQueue().id()))
        .filter(one -> is(new Match.Like(query.nameLike()), one.workQueue().name()))
        .sorted(Comparator.comparing(one -> one.workQueue().name()));
  }

  private Object of(Call call, String name) {
    var path = name.substring(name.indexOf('/') + 1).split("/");
    var id = path.length > 1 && path[1].matches(ID) ? UUID.fromString(path[1]) : null;
    return switch (name.replaceAll(ID, "ID").replaceFirst("/name/.*", "/name/NAME")) {
      case "POST /ui/deployments/latest" ->
          latest(BodyReader.read(call.json(), LatestRunsQuery.class));
      case "POST /ui/schedules/preview" ->
          preview(BodyReader.read(call.json(), SchedulePreviewRequest.class));
      case "POST /ui/schedules/dates" ->
          dates(BodyReader.read(call.json(), ScheduleDatesQuery.class), List.of());
      // what the dashboard asks for; nothing needs anybody
      case "GET /ui/attention" -> List.of();
      case "PUT /saved_searches/" -> saved(BodyReader.read(call.json(), SavedSearchCreate.class));
      case "DELETE /saved_searches/ID" -> deleted(searches.remove(id));
      case "GET /ui/search" ->
          search(decoded(call.uri().replaceFirst(".*=", "")).toLowerCase(ROOT));
      case "GET /task_run_states/" -> List.of();
      case "GET /block_capabilities/" -> List.of();
      case "GET /flows/ID" -> flows.get(id);
      case "GET /task_runs/ID" -> steps.get(id);
      case "GET /admin/version" -> "2.6.9";
      case "GET /admin/settings" -> Map.of("PREFECT_HOME", "/srv/rigel");
      case "GET /flow_runs/ID" -> runs.get(id);
      case "GET /flow_runs/ID/waiting" -> List.of();
      case "POST /flow_runs/bulk" -> bulk(BodyReader.read(call.json(), BulkRequest.class));
      case "GET /operations/ID" -> operations.get(id);
      case "GET /flow_run_states/" ->
          states.getOrDefault(UUID.fromString(call.uri().replaceFirst(".*=", "")), List.of());
      case "DELETE /flow_runs/ID" -> deleted(runs.remove(id));
      case "POST /flow_runs/ID/set_state" ->
          proposed(id, BodyReader.read(call.json(), StateProposal.class));
      case "POST /flow_runs/ID/cancel" -> accepted(id, Things.state(StateType.CANCELLED, null));
      case "POST /flow_runs/ID/retry" -> accepted(id, Things.state(StateType.SCHEDULED, null));
      case "POST /flows/" -> flowOf(BodyReader.read(call.json(), FlowCreate.class));
      case "GET /deployments/ID" -> deployments.get(id);
      case "POST /deployments/" -> made(BodyReader.read(call.json(), DeploymentCreate.class));
      case "PATCH /deployments/ID" ->
          changed(id, BodyReader.read(call.json(), DeploymentUpdate.class));
      case "DELETE /deployments/ID" -> deleted(deployments.remove(id));
      case "GET /deployments/ID/upcoming" -> dates.getOrDefault(id, List.of());
      case "POST /deployments/ID/set_schedule_active" -> switched(id, true);
      case "POST /deployments/ID/set_schedule_inactive" -> switched(id, false);
      case "GET /deployments/name/NAME" -> named(path);
      case "GET /work_queues/ID" -> queues.containsKey(id) ? queues.get(id).workQueue() : null;
      case "GET /work_queues/name/NAME" -> queueNamed(path[2]);
      case "POST /work_queues/" -> made(BodyReader.read(call.json(), WorkQueueCreate.class));
      case "PATCH /work_queues/ID" ->
          changed(id, BodyReader.read(call.json(), WorkQueueUpdate.class));
      case "DELETE /work_queues/ID" -> deleted(queues.remove(id));
      default -> null;
    };
  }

  /** In the place of that of its name, if there is one. */
  private SavedSearchResponse saved(SavedSearchCreate search) {
    searches.values().removeIf(one -> one.name().equals(search.name()));
    var made =
        SavedSearchResponseBuilder.builder()
            .id(UUID.randomUUID())
            .created(Things.now())
            .updated(Things.now())
            .name(search.name())
            .filters(search.filters())
            .build();
    searches.put(made.id(), made);
    return made;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** By a part of the name or the beginning of the id. */
  private List<Found> search(String text) {
    var all = new ArrayList<Found>();
    flows.values().forEach(one -> all.add(new Found(FoundKind.flow, one.id(), one.name(), null)));
    deployments.values().stream()
        .map(
            one -> {
              var flow = flowOf(one.flowId()).name();
              return new Found(FoundKind.deployment, one.id(), one.name(), flow);
            })
        .forEach(all::add);
    queues.values().stream()
        .map(QueueOverview::workQueue)
        .map(
            one -> {
              var detail = one.isPaused() ? "paused" : null;
              return new Found(FoundKind.work_queue, one.id(), one.name(), detail);
            })
        .forEach(all::add);
    runs.values().stream()
        .map(one -> new Found(FoundKind.flow_run, one.id(), one.name(), one.stateName()))
        .forEach(all::add);
    return all.stream()
        .filter(
            one ->
                one.name().toLowerCase(ROOT).contains(text) || one.id().toString().startsWith(text))
        .sorted(Comparator.comparing(Found::kind).thenComparing(Found::name))
        .toList();
  }

  private List<LatestRuns> latest(LatestRunsQuery query) {
    return query.deploymentIds().stream()
        .filter(deployments::containsKey)
        .map(id -> latest(id, query.runs()))
        .toList();
  }

  /**
   * Usual is what half of the completed ones took, if there are five, and long what the longest.
   */
  private LatestRuns latest(UUID deployment, int count) {
    var all =
        runs.values().stream()
            .filter(run -> deployment.equals(run.deploymentId()))
            .sorted(Comparator.comparing(FlowRunResponse::expectedStartTime))
            .toList();
    var begun = all.stream().filter(run -> run.stateType() != StateType.SCHEDULED).toList();
    var took =
        begun.stream()
            .filter(run -> run.stateType() == StateType.COMPLETED)
            .map(FlowRunResponse::totalRunTime)
            .sorted()
            .toList();
    var isUsual = took.size() >= 5;
    return LatestRunsBuilder.builder()
        .id(deployment)
        .runs(begun.stream().skip(Math.max(0, begun.size() - count)).map(FakeApi::latest).toList())
        .next(
            all.stream()
                .map(FlowRunResponse::nextScheduledStartTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null))
        .usualDuration(isUsual ? took.get(took.size() / 2) : null)
        .longDuration(isUsual ? took.get(took.size() - 1) : null)
        .build();
  }

  private static LatestRun latest(FlowRunResponse run) {
    return LatestRunBuilder.builder()
        .id(run.id())
        .name(run.name())
        .stateType(run.stateType())
        .stateName(run.stateName())
        .startTime(run.startTime())
        .endTime(run.endTime())
        .totalRunTime(run.totalRunTime())
        .build();
  }

  /** Words that nobody else has, a date with a note, and one that a calendar leaves out. */
  private static SchedulePreview preview(SchedulePreviewRequest request) {
    var date = Things.now().plusDays(1);
    return SchedulePreviewBuilder.builder()
        .words("As the server says it")
        .timezone("Europe/London")
        .policyWords(List.of("Of missed dates, the latest is caught up"))
        .dates(List.of(new PreviewedDate(date, date.plusSeconds(30))))
        .notes(
            List.of(
                new ScheduleNote(
                    ScheduleNoteKind.jitter, null, "Runs start up to 60 s later", null),
                new ScheduleNote(ScheduleNoteKind.repeated_time, date, "It comes twice", null),
                new ScheduleNote(
                    ScheduleNoteKind.left_out, date.minusHours(1), "Today left out: days", "days")))
        .build();
  }

  /** Those of a span, one by one. */
  static ScheduleDates dates(ScheduleDatesQuery query, List<ScheduledDate> all) {
    var dates =
        all.stream()
            .filter(date -> !date.expectedStartTime().isBefore(query.start()))
            .filter(date -> !date.expectedStartTime().isAfter(query.end()))
            .toList();
    return ScheduleDatesBuilder.builder()
        .timezone(query.timezone())
        .groupedBy(ScheduleGrouping.none)
        .count(dates.size())
        .dates(dates)
        .groups(List.of())
        .uncounted(List.of())
        .build();
  }

  private static Reply deleted(Object was) {
    return was == null ? null : Reply.of(204, "");
  }

  /**
   * Cancels, or deletes, or refuses; of more than 200 it begins an operation, which stays where it
   * is.
   */
  private Object bulk(BulkRequest request) {
    var found =
        runs(request.selection()).sorted(Comparator.comparing(FlowRunResponse::id)).toList();
    var refusals =
        found.stream()
            .filter(run -> request.action() == BulkAction.cancel && run.stateType().isTerminal())
            .map(run -> new RefusedRun(run.id(), run.name(), "This run has already terminated."))
            .toList();
    var answer =
        OperationResponseBuilder.builder()
            .action(request.action())
            .matched(found.size())
            .refusals(List.of());
    var applicable = found.size() - refusals.size();
    if (request.dryRun()) {
      return answer.state(OperationState.PLANNED).applicable(applicable).build();
    }
    if (found.size() > PAGE) {
      var begun = answer.id(UUID.randomUUID()).created(Things.now()).updated(Things.now());
      put(begun.state(OperationState.RUNNING).build());
      return Reply.json(202, begun.build());
    }
    var refused = refusals.stream().map(RefusedRun::flowRunId).toList();
    found.stream()
        .filter(run -> !refused.contains(run.id()))
        .forEach(run -> done(request.action(), run));
    return answer
        .state(OperationState.COMPLETED)
        .done(applicable)
        .refused(refused.size())
        .refusals(refusals)
        .build();
  }

  private void done(BulkAction action, FlowRunResponse run) {
    if (action == BulkAction.delete) {
      runs.remove(run.id());
    } else if (action == BulkAction.cancel) {
      put(Things.in(run, Things.state(StateType.CANCELLED, null)));
    }
  }

  private Object proposed(UUID id, StateProposal proposal) {
    var state = Things.state(proposal.state().type(), proposal.state().message());
    return accepted(id, state);
  }

  private Object accepted(UUID id, StateResponse state) {
    if (!runs.containsKey(id)) {
      return null;
    }
    put(Things.in(runs.get(id), state));
    return new OrchestrationResult(state, SetStateStatus.ACCEPT, new ResponseDetails.Accept());
  }

  private Reply switched(UUID id, boolean active) {
    var had = deployments.get(id);
    if (had == null) {
      return null;
    }
    put(DeploymentResponseBuilder.builder(had).isScheduleActive(active).build());
    return Reply.of(200, "null");
  }

  private DeploymentResponse named(String[] path) {
    return deployments.values().stream()
        .filter(one -> flowOf(one.flowId()).name().equals(path[2]) && one.name().equals(path[3]))
        .findFirst()
        .orElse(null);
  }

  private FlowResponse flowOf(FlowCreate flow) {
    var found = flows.values().stream().filter(one -> one.name().equals(flow.name())).findFirst();
    var made = found.orElseGet(() -> Things.flow(flow.name()));
    put(made);
    return made;
  }

  private DeploymentResponse made(DeploymentCreate deployment) {
    var made =
        Things.deployment(deployment.name(), flows.get(deployment.flowId()))
            .description(deployment.description())
            .schedule(deployment.schedule())
            .isScheduleActive(deployment.isScheduleActive())
            .parameters(deployment.parameters())
            .parameterOpenapiSchema(deployment.parameterOpenapiSchema())
            .tags(deployment.tags())
            .workQueueName(deployment.workQueueName())
            .entrypoint(deployment.entrypoint())
            .schedulePolicy(deployment.schedulePolicy().orElse(SchedulePolicy.NONE))
            .build();
    put(made);
    return made;
  }

  private Reply changed(UUID id, DeploymentUpdate change) {
    var had = deployments.get(id);
    if (had == null) {
      return null;
    }
    var deployment = DeploymentResponseBuilder.builder(had).updated(Things.now());
    change.description().ifPresent(deployment::description);
    change.workQueueName().ifPresent(deployment::workQueueName);
    change.schedule().ifPresent(deployment::schedule);
    change.schedulePolicy().ifPresent(deployment::schedulePolicy);
    if (change.parameters() != null) {
      deployment.parameters(change.parameters());
    }
    put(deployment.build());
    return Reply.of(204, "");
  }

  private WorkQueueResponse queueNamed(String name) {
    return queues.values().stream()
        .map(QueueOverview::workQueue)
        .filter(queue -> queue.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Object made(WorkQueueCreate queue) {
    if (queueNamed(queue.name()) != null) {
      return Reply.refusal(
          409,
          "Data integrity conflict. This usually means a unique or foreign key"
              + " constraint was violated. See server logs for details.");
    }
    var made =
        Things.queue(queue.name())
            .description(queue.description())
            .isPaused(queue.isPaused())
            .concurrencyLimit(queue.concurrencyLimit())
            .lastPolled(null)
            .build();
    put(Things.calm(made));
    return made;
  }

  private Object changed(UUID id, WorkQueueUpdate change) {
    var had = queues.get(id);
    if (had == null) {
      return null;
    }
    var queue = WorkQueueResponseBuilder.builder(had.workQueue());
    if (change.name() != null) {
      queue.name(change.name());
    }
    if (change.isPaused() != null) {
      queue.isPaused(change.isPaused());
    }
    change.description().ifPresent(queue::description);
    change.concurrencyLimit().ifPresent(queue::concurrencyLimit);
    put(QueueOverviewBuilder.builder(had).workQueue(queue.build()).build());
    return Reply.of(204, "");
  }
}
