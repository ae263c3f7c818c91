package dev.rigel.server.orchestration;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.Entered;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.http.RequestRules;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.State;
import dev.rigel.server.state.StateOrigin;
import dev.rigel.server.state.Transition;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRunRepository;
import dev.rigel.server.taskrun.TaskRunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every state of every run passes here, except the first one of a planted run. A proposal locks the
 * run's row, so of two at once the second is judged by what the first left; state, history and all
 * effects are stored in one transaction.
 */
@ApplicationScoped
@Transactional
class Gate implements FlowRunGate, TaskRunGate {
  /** From this version on, clients themselves run failed tasks again when a flow is retried. */
  private static final String RETRIES_TASKS_ITSELF = "0.8.3";

  private static final Rules<FlowRun> TAKEN_AWAY = new Rules<>(List.of(new TakenAway()));

  private static final Logger LOG = System.getLogger(Gate.class.getName());

  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;
  @Inject Locks locks;
  @Inject FlowRunRules flowRunRules;
  @Inject TaskRunRules taskRunRules;
  @Inject FlowRunEntry flowRunEntry;
  @Inject TaskRunEntry taskRunEntry;
  @Inject Clock clock;

  @Override
  public List<OrchestrationResult> propose(
      Collection<UUID> ids, StateProposal proposal, Proposer by) {
    var proposals = new LinkedHashMap<FlowRun, StateProposal>();
    locks.flowRuns(ids).forEach(run -> proposals.put(run, proposal));
    return propose(proposals, by);
  }

  @Override
  public List<OrchestrationResult> propose(Map<FlowRun, StateProposal> proposals, Proposer by) {
    var now = Times.now(clock);
    var answers = new LinkedHashMap<UUID, OrchestrationResult>();
    var proposed = new ArrayList<Transition<FlowRun>>();
    var forced = new HashSet<FlowRun>();
    proposals.forEach(
        (run, proposal) -> {
          var before = answeredBefore(proposal, run, by);
          answers.put(run.id(), before.orElse(null)); // keeps the order of the runs
          if (before.isEmpty()) {
            proposed.add(transition(run, proposal, now));
          }
          if (proposal.force()) {
            forced.add(run);
          }
        });
    var judgements = judge(proposed, forced, by, now);
    answers.putAll(entered(judgements));
    if (by.aim() == Proposer.Aim.CANCEL_AT_ONCE) {
      judgements.stream().filter(Judgement::isAccepted).forEach(j -> j.run().takenAway());
    }
    proposed.forEach(transition -> retryTasks(transition.run(), answers, by));
    return List.copyOf(answers.values());
  }

  /** To a proposal that came a second time, and to a second wish that the run be cancelled. */
  private Optional<OrchestrationResult> answeredBefore(
      StateProposal proposal, FlowRun run, Proposer by) {
    return by.aim() == Proposer.Aim.CANCEL && run.isCancelling()
        ? flowRuns.state(run.stateId()).map(Repeated::stored)
        : Repeated.answer(proposal, run, flowRuns::state);
  }

  /** A process whose run was taken from its agent forces nothing either. */
  private List<Judgement<FlowRun>> judge(
      List<Transition<FlowRun>> proposed, Set<FlowRun> forced, Proposer by, OffsetDateTime now) {
    if (locks.hasLostItsClaim(by)) {
      return proposed.stream().map(TAKEN_AWAY::judge).toList();
    }
    var judged =
        flowRunRules.judge(
            proposed.stream().filter(t -> !forced.contains(t.run())).toList(), by, now);
    var isProcess = RunToken.in(by.authorization()).isPresent();
    var passed =
        proposed.stream()
            .filter(t -> forced.contains(t.run()))
            .map(
                t -> isProcess ? FlowRunRules.FORCED_BY_A_PROCESS.judge(t) : Judgement.accepted(t));
    return Stream.concat(passed, judged.stream()).toList();
  }

  /** Stores what is to be stored, displaced runs before those that displace them. */
  private Map<UUID, OrchestrationResult> entered(List<Judgement<FlowRun>> judgements) {
    judgements.forEach(Gate::log);
    var states =
        flowRunEntry.enter(judgements.stream().flatMap(this::transitions).toList()).stream()
            .collect(Collectors.toMap(e -> e.run().id(), Entered::state, (first, later) -> first));
    return judgements.stream()
        .collect(
            Collectors.toMap(
                judgement -> judgement.run().id(),
                judgement -> answer(judgement, states.get(judgement.run().id()))));
  }

  private Stream<Transition<FlowRun>> transitions(Judgement<FlowRun> judgement) {
    var displaced =
        judgement.displaced().entrySet().stream().map(e -> transition(e.getKey(), e.getValue()));
    return Stream.concat(displaced, judgement.stored().stream());
  }

  /** A run that is refused may have been displaced by another one of its batch. */
  private static OrchestrationResult answer(Judgement<?> judgement, @Nullable State entered) {
    return entered == null || judgement.stored().isEmpty()
        ? judgement.refusal()
        : Repeated.stored(entered);
  }

  private void retryTasks(FlowRun run, Map<UUID, OrchestrationResult> answers, Proposer by) {
    var answer = Objects.requireNonNull(answers.get(run.id()));
    var state = answer.state();
    if (answer.status() == SetStateStatus.REJECT
        && state != null
        && StateNames.AWAITING_RETRY.equals(state.name())
        && by.apiVersion() != null
        && RequestRules.isBefore(by.apiVersion(), RETRIES_TASKS_ITSELF)) {
      flowRunEntry.retryFailedTasks(run, state.stateDetails());
    }
  }

  @Override
  public List<Entered> enter(Map<FlowRun, StateCreate> states) {
    return flowRunEntry.enter(
        states.entrySet().stream().map(e -> transition(e.getKey(), e.getValue())).toList());
  }

  @Override
  public List<Entered> lose(Map<FlowRun, StateCreate> states) {
    return flowRunEntry.lose(
        states.entrySet().stream().map(e -> transition(e.getKey(), e.getValue())).toList());
  }

  @Override
  public OrchestrationResult propose(UUID id, StateProposal proposal) {
    var run = locks.taskRun(id);
    return Repeated.answer(proposal, run, taskRuns::state).orElseGet(() -> judged(run, proposal));
  }

  private OrchestrationResult judged(TaskRun run, StateProposal proposal) {
    var proposed = transition(run, proposal, Times.now(clock));
    if (proposal.force()) {
      return Repeated.stored(taskRunEntry.enter(timed(proposed)));
    }
    var judgement = taskRunRules.judge(proposed);
    log(judgement);
    var state = judgement.stored().map(transition -> taskRunEntry.enter(timed(transition)));
    state.ifPresent(entered -> taskRunEntry.follow(run, entered));
    return answer(judgement, state.orElse(null));
  }

  @Override
  public TaskRunState enter(TaskRun run, StateCreate first) {
    return taskRunEntry.enter(transition(run, first));
  }

  /** At the time of now: judging may have waited for the lock of a tag's limit. */
  private <R extends Run> Transition<R> timed(Transition<R> judged) {
    return judged.at(judged.run().nextTimestamp(Times.now(clock)));
  }

  private static <R extends Run> Transition<R> transition(
      R run, StateProposal proposal, OffsetDateTime now) {
    var origin = new StateOrigin(proposal.proposalId(), null);
    return new Transition<>(run, proposal.state(), run.nextTimestamp(now), origin);
  }

  private <R extends Run> Transition<R> transition(R run, StateCreate state) {
    return new Transition<>(run, state, run.nextTimestamp(Times.now(clock)));
  }

  private static void log(Judgement<?> judgement) {
    if (!judgement.isAccepted()) {
      LOG.log(
          Level.DEBUG,
          () ->
              "run %s to %s: %s by %s: %s"
                  .formatted(
                      judgement.run().id(),
                      judgement.transition().name(),
                      judgement.verdict().getClass().getSimpleName(),
                      judgement.rule(),
                      judgement.reason().orElse("")));
    }
  }
}
