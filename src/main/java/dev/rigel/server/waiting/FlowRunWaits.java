package dev.rigel.server.waiting;

import static dev.rigel.contract.setting.Settings.RETRY_GRACE;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.WaitReasons;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import dev.rigel.server.workqueue.QueueOfRun;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The door to why runs wait. */
@ApplicationScoped
@Transactional
class FlowRunWaits implements WaitReasons {
  @Inject FlowRunRepository runs;
  @Inject WorkQueues queues;
  @Inject WaitingRepository waiting;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  @Override
  public List<WaitReason> of(UUID flowRunId) {
    var run = runs.find(flowRunId).orElseThrow(() -> Problem.notFound("Flow run not found"));
    return WaitRules.reasons(facts(run, Times.now(clock)));
  }

  private RunFacts facts(FlowRun run, OffsetDateTime now) {
    var state = run.stateType();
    var mayBeHeld = state != null && !state.isTerminal() && run.claimId() != null;
    var inProcess = run.retriesInProcess() && !mayBeOffered(run, now);
    var onQueue = state == StateType.SCHEDULED && !inProcess;
    var isKeptBack = onQueue && waiting.isKeptBack(run.id());
    return new RunFacts(
        state,
        run.stateTimestamp(),
        run.nextScheduledStartTime(),
        inProcess,
        run.workQueueName(),
        onQueue ? queuesOf(run, now) : List.of(),
        mayBeHeld ? waiting.holder(run.id()) : Optional.empty(),
        run.isCancelling(),
        isKeptBack,
        isKeptBack ? waiting.activeBeside(run.id()) : List.of(),
        now);
  }

  /** The process that was to try again seems to be gone. */
  private boolean mayBeOffered(FlowRun run, OffsetDateTime now) {
    var due = run.nextScheduledStartTime();
    return run.claimId() == null
        && due != null
        && !due.isAfter(now.minus(settings.get(RETRY_GRACE)));
  }

  private List<RunFacts.Queue> queuesOf(FlowRun run, OffsetDateTime now) {
    var found = queues.of(run);
    var agents = found.isEmpty() ? List.<ServingAgent>of() : waiting.agents(now);
    var full = found.stream().filter(QueueOfRun::isFull).map(q -> q.queue().id()).toList();
    var holders = full.isEmpty() ? Map.<UUID, List<Mention>>of() : waiting.holders(full);
    return found.stream()
        .map(
            q ->
                new RunFacts.Queue(
                    q.queue(),
                    q.isFull(),
                    holders.getOrDefault(q.queue().id(), List.of()),
                    agents.stream().filter(agent -> agent.serves(q.queue())).toList()))
        .toList();
  }
}
