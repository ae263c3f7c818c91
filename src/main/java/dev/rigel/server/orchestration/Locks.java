package dev.rigel.server.orchestration;

import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.concurrencylimit.SlotUse;
import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedulepolicy.SchedulePolicyRuns;
import dev.rigel.server.schedulepolicy.StartRule;
import dev.rigel.server.schedulepolicy.StartingRuns;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.state.Transition;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunRepository;
import dev.rigel.server.workqueue.Places;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a proposal locks, until its transaction ends. All transactions lock in this order, so that
 * no two of them wait for each other (deadlock):
 *
 * <ol>
 *   <li>the row of the agent that takes runs, or loses them;
 *   <li>the rows of the proposed runs, by id; of one that loses its process its open subflows, then
 *       those of these;
 *   <li>the locks of deployments whose planted runs are about to start, by id;
 *   <li>active runs of these that are to be displaced, if they are free: locked ones are skipped,
 *       never waited for;
 *   <li>work queues with a limit, by id;
 *   <li>concurrency limits, by tag;
 *   <li>the task run that stands for a subflow in its parent; open task runs that end with their
 *       flow run's process, by id.
 * </ol>
 *
 * A change of a deployment locks calendars, the flow and the deployment, then its SCHEDULED runs,
 * and the deployment's lock last. A creation locks its flow, then a deployment that has a maximum
 * of queued runs, then the parent's task run. Late marking skips locked runs where it begins; the
 * ending of overtaken runs begins with the locks of deployments, and skips locked ones and locked
 * runs, so it waits for no other transaction.
 */
@ApplicationScoped
class Locks {
  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;
  @Inject SchedulePolicyRuns schedulePolicies;
  @Inject WorkQueues queues;
  @Inject Slots slots;
  @Inject Claims claims;

  /** The runs, in the order of their ids; 404 for an unknown one. */
  List<FlowRun> flowRuns(Collection<UUID> ids) {
    var found = flowRuns.lock(ids);
    var known = found.stream().map(FlowRun::id).collect(Collectors.toSet());
    ids.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw FlowRuns.missing(id);
            });
    return found;
  }

  /** Whether a client speaks for a run, locked by now, that was taken from its agent. */
  boolean hasLostItsClaim(Proposer by) {
    return RunToken.in(by.authorization()).filter(token -> !claims.lives(token)).isPresent();
  }

  /** The run; 404 for an unknown one. */
  TaskRun taskRun(UUID id) {
    return taskRuns
        .lock(id)
        .orElseThrow(() -> Problem.missing("Task run with id " + id + " not found"));
  }

  /** What the policies of schedules ask for, with the deployments locked that they belong to. */
  StartingRuns starting(List<Transition<FlowRun>> proposed, OffsetDateTime now) {
    var runs = proposed.stream().filter(StartRule::asks).map(Transition::run).toList();
    return schedulePolicies.starting(runs, now);
  }

  /** Places in the queues that limit these runs, with the queues locked. */
  Places places(List<Transition<FlowRun>> proposed) {
    return queues.lockPlaces(
        proposed.stream().filter(Transition::takesAPlace).map(Transition::run).toList());
  }

  /** The slots of the limits on a task run's tags, with the limits locked, if it is to run. */
  List<SlotUse> tagLimits(Transition<TaskRun> proposed) {
    return TagLimits.asks(proposed)
        ? slots.lockUse(proposed.run().tags(), proposed.run().id())
        : List.of();
  }
}
