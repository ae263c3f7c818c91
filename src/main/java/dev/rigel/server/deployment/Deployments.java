package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentFlowRunCreate;
import dev.rigel.contract.deployment.DeploymentQuery;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.server.database.Times;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.InvalidScheduleException;
import dev.rigel.server.schedule.Schedules;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The door to deployments; each method is one transaction. Every change plants the runs of the
 * schedule anew.
 */
@ApplicationScoped
@Transactional
public class Deployments {
  @Inject DeploymentRepository deployments;
  @Inject WorkQueues queues;
  @Inject Flows flows;
  @Inject FlowRuns flowRuns;
  @Inject Planter planter;
  @Inject QueuedRuns queuedRuns;
  @Inject PolicyCalendars calendars;
  @Inject DeploymentDates dates;
  @Inject Clock clock;

  /** Makes or overwrites; 409 for an unknown flow or block. */
  public FoundOrCreated<DeploymentResponse> create(DeploymentCreate create) {
    create.schedulePolicy().ifPresent(this::lockCalendars);
    if (!flows.lock(create.flowId())) {
      throw Problem.conflict(Problem.INTEGRITY);
    }
    checkBlock("infrastructure", create.infrastructureDocumentId());
    checkBlock("storage", create.storageDocumentId());
    queues.ensure(create.workQueueName());
    var known = deployments.lockByName(create.flowId(), create.name());
    var now = Times.now(clock);
    var schedule = settled(create.schedule(), now);
    var deployment = known.orElseGet(() -> new Deployment(create, schedule, now));
    var waiting = new ArrayList<OffsetDateTime>();
    if (known.isEmpty()) {
      deployments.add(deployment);
    } else {
      if (create.isScheduleActive() && schedule != null) {
        waiting.addAll(planter.takeBack(deployment, now));
      }
      deployment.overwrite(create, schedule, now);
    }
    create.schedulePolicy().ifPresent(p -> goBy(deployment, p));
    plant(deployment, waiting, now);
    return new FoundOrCreated<>(deployment.response(), known.isEmpty());
  }

  private void checkBlock(String kind, @Nullable UUID id) {
    if (id != null && !deployments.blockDocumentExists(id)) {
      throw Problem.conflict(
          "Error creating deployment. Could not find "
              + kind
              + " block with id: "
              + id
              + ". This usually occurs when applying a deployment specification that was built"
              + " against a different Prefect database / workspace.");
    }
  }

  /** As it is stored; 422. */
  static @Nullable Schedule settled(@Nullable Schedule schedule, OffsetDateTime now) {
    try {
      return schedule == null ? null : Schedules.settled(schedule, now);
    } catch (InvalidScheduleException e) {
      throw Problem.invalid(
          List.of(
              FieldError.of(
                  List.of("body", "schedule"), String.valueOf(e.getMessage()), "value_error")),
          null);
    }
  }

  /**
   * They stay as they are until the deployment's row, locked later, names them. Before the flow's
   * row too: who changes a calendar plants runs, and those hold on to their flow.
   */
  private void lockCalendars(@Nullable SchedulePolicy policy) {
    if (policy == null || policy.calendars().isEmpty()) {
      return;
    }
    demandKnown(policy.calendars(), calendars.lock(policy.calendars()).keySet());
  }

  /** 422 for names that are not those of calendars. */
  static void demandKnown(List<String> names, Set<String> known) {
    var errors =
        IntStream.range(0, names.size())
            .filter(i -> !known.contains(names.get(i)))
            .mapToObj(
                i ->
                    FieldError.of(
                        List.of("body", "schedule_policy", "calendars", i),
                        "unknown calendar '" + names.get(i) + "'",
                        "value_error"))
            .toList();
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors, null);
    }
  }

  private void goBy(Deployment deployment, @Nullable SchedulePolicy policy) {
    calendars.use(deployment.id(), policy == null ? List.of() : policy.calendars());
  }

  /**
   * Changes what deployments, whose rows are locked, plan by, and plants their runs anew.
   *
   * @param ids ascending, in the order of all that lock deployments
   */
  public void plantAnew(List<UUID> ids, Runnable change) {
    var now = Times.now(clock);
    var waiting = new HashMap<UUID, List<OffsetDateTime>>();
    forEach(ids, deployment -> waiting.put(deployment.id(), planter.takeBack(deployment, now)));
    change.run();
    forEach(
        ids,
        deployment ->
            planter.plant(deployment, waiting.getOrDefault(deployment.id(), List.of()), now));
    // after all that touches runs
    forEach(ids, planter::settle);
  }

  /** One at a time: there may be thousands. */
  private void forEach(List<UUID> ids, Consumer<Deployment> act) {
    for (var id : ids) {
      var deployment = deployments.find(id).orElseThrow(Deployments::unknown);
      act.accept(deployment);
      deployments.forget(deployment);
    }
  }

  private void plant(Deployment deployment, List<OffsetDateTime> waiting, OffsetDateTime now) {
    planter.plant(deployment, waiting, now);
    planter.settle(deployment);
  }

  /** Reads one; 404. */
  public DeploymentResponse read(UUID id) {
    return deployments.find(id).map(Deployment::response).orElseThrow(Deployments::unknown);
  }

  /**
   * How often a run of a deployment begins anew because its agent was lost while it was under way;
   * 0 for never, and for an unknown one.
   */
  public int restarts(UUID id) {
    return deployments.find(id).map(Deployment::restarts).orElse(0);
  }

  DeploymentResponse readByNames(String flowName, String name) {
    return deployments
        .findByNames(flowName, name)
        .map(Deployment::response)
        .orElseThrow(Deployments::unknown);
  }

  /** Changes the given fields; 404, and 409 for an unknown block. */
  public void update(UUID id, DeploymentUpdate update) {
    update.schedulePolicy().ifPresent(this::lockCalendars);
    var deployment =
        deployments.lock(id).orElseThrow(() -> Problem.notFound("Deployment not found."));
    update.infrastructureDocumentId().ifPresent(block -> checkBlock("infrastructure", block));
    update.storageDocumentId().ifPresent(block -> checkBlock("storage", block));
    update.workQueueName().ifPresent(queues::ensure);
    var now = Times.now(clock);
    var schedule = settled(update.schedule().orElse(null), now);
    var waiting = stops(update) ? List.<OffsetDateTime>of() : planter.takeBack(deployment, now);
    deployment.change(update, schedule, now);
    update.schedulePolicy().ifPresent(p -> goBy(deployment, p));
    plant(deployment, waiting, now);
  }

  /** A schedule that is switched off or taken away owes nothing. */
  private static boolean stops(DeploymentUpdate update) {
    return Boolean.FALSE.equals(update.isScheduleActive())
        || update.schedule().isPresent() && update.schedule().get() == null;
  }

  /** Deletes it and its SCHEDULED runs; 404. */
  public void delete(UUID id) {
    if (deployments.lock(id).isEmpty()) {
      throw unknown();
    }
    flowRuns.deleteScheduled(id);
    deployments.delete(id);
  }

  List<DeploymentResponse> list(DeploymentQuery query) {
    return deployments.list(query).stream().map(Deployment::response).toList();
  }

  int count(CountQuery query) {
    return deployments.count(query);
  }

  /** Plants what is asked for; nothing for an unknown one. */
  public void plant(UUID id, ScheduleRequest request) {
    deployments.lock(id).ifPresent(deployment -> planter.plant(deployment, request));
  }

  /** The next dates of its schedule, 10 unless told otherwise; 404. */
  public List<UpcomingDate> upcoming(
      UUID id, @Nullable Integer limit, @Nullable OffsetDateTime until) {
    var most = limit == null ? 10 : limit;
    if (most < 1 || most > 200) {
      throw Problem.invalid("Invalid limit: must lie between 1 and 200.");
    }
    var deployment = deployments.find(id).orElseThrow(Deployments::unknown);
    return deployment.schedule() == null
        ? List.of()
        : Upcoming.of(deployment, planter.progress(id))
            .in(
                dates.of(deployment, dates.calendars(List.of(deployment))),
                Times.now(clock),
                until,
                most);
  }

  /** Switches the schedule on or off; 404. */
  public void setScheduleActive(UUID id, boolean active) {
    var deployment = deployments.lock(id).orElseThrow(Deployments::unknown);
    var now = Times.now(clock);
    if (active) {
      planter.catchUp(deployment, now);
    }
    deployment.setScheduleActive(active, now);
    planter.plant(deployment, List.of(), now);
  }

  /**
   * Makes a run, or finds the one with the same key; 404, 409 if it were to be queued beside as
   * many as the deployment allows, and 422 for parameters that do not fit, if they have to.
   */
  public FoundOrCreated<FlowRunResponse> createFlowRun(UUID id, DeploymentFlowRunCreate run) {
    var deployment = deployments.find(id).orElseThrow(Deployments::unknown);
    var parameters = new LinkedHashMap<>(deployment.parameters());
    parameters.putAll(run.parameters());
    if (Boolean.TRUE.equals(run.enforceParameterSchema())) {
      demandFit(deployment, parameters);
    }
    var tags = new LinkedHashSet<>(deployment.tags());
    tags.addAll(run.tags());
    var block =
        run.infrastructureDocumentId() == null
            ? deployment.infrastructureDocumentId()
            : run.infrastructureDocumentId();
    var create =
        FlowRunCreateBuilder.builder()
            .state(run.state())
            .name(run.name())
            .flowId(deployment.flowId())
            .deploymentId(id)
            .parameters(parameters)
            .context(run.context())
            .parentTaskRunId(run.parentTaskRunId())
            .infrastructureDocumentId(block)
            .empiricalPolicy(run.empiricalPolicy().or(deployment.empiricalPolicy()))
            .tags(new ArrayList<>(tags))
            .idempotencyKey(run.idempotencyKey())
            .priority(run.priority())
            .build();
    return flowRuns.create(
        create, deployment.workQueueName(), () -> queuedRuns.demandRoom(deployment, create));
  }

  /** One that says nothing about its parameters takes all. */
  private static void demandFit(Deployment deployment, Map<String, Object> parameters) {
    var schema = deployment.parameterOpenapiSchema();
    var errors = schema == null ? List.<FieldError>of() : ParameterFit.errors(schema, parameters);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors, null);
    }
  }

  List<WorkQueueResponse> queuesThatTake(UUID id) {
    var deployment = deployments.find(id).orElseThrow(Deployments::unknown);
    return queues.taking(id, deployment.tags());
  }

  private static Problem unknown() {
    return Problem.notFound("Deployment not found");
  }
}
