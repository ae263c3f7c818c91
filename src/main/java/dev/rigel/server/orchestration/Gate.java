package dev.rigel.server.orchestration;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.FlowRunState;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.platform.RequestRules;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.State;
import dev.rigel.server.state.StateOrigin;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Every state of every run passes here. A proposal locks the run's row, so of two at once the
 * second is judged by what the first left behind; state, history and all effects are stored in one
 * transaction.
 */
@ApplicationScoped
@Transactional
public class Gate implements FlowRunGate, TaskRunGate {
  /** From this version on, clients themselves run failed tasks again when a flow is retried. */
  private static final String RETRIES_TASKS_ITSELF = "0.8.3";

  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;
  @Inject Policies policies;
  @Inject FlowRunEntry flowRunEntry;
  @Inject TaskRunEntry taskRunEntry;
  @Inject DueRuns dueRuns;
  @Inject Clock clock;

  @Override
  public OrchestrationResult propose(UUID id, StateProposal proposal, String apiVersion) {
    var run =
        flowRuns
            .lock(id)
            .orElseThrow(() -> Problem.missing("Flow run with id " + id + " not found"));
    var before = Repeated.answer(proposal, run, flowRuns::state);
    if (before.isPresent()) {
      return before.get();
    }
    var policy = proposal.force() ? Policy.<FlowRun>none() : policies.forFlowRuns();
    var result = pass(transition(run, proposal), policy, t -> flowRunEntry.enter(t, true));
    if (isRetry(result)
        && apiVersion != null
        && RequestRules.isBefore(apiVersion, RETRIES_TASKS_ITSELF)) {
      flowRunEntry.retryFailedTasks(run, result.state().stateDetails());
    }
    return result;
  }

  @Override
  public OrchestrationResult cancel(UUID id) {
    var run =
        flowRuns
            .lock(id)
            .orElseThrow(() -> Problem.missing("Flow run with id " + id + " not found"));
    var cancelled = StateCreate.of(StateType.CANCELLED, "Cancelled on request.");
    return pass(
        transition(run, cancelled), policies.forCancelling(), t -> flowRunEntry.enter(t, true));
  }

  @Override
  public OrchestrationResult propose(UUID id, StateProposal proposal) {
    var run =
        taskRuns
            .lock(id)
            .orElseThrow(() -> Problem.missing("Task run with id " + id + " not found"));
    var policy = proposal.force() ? Policy.<TaskRun>none() : policies.forTaskRuns();
    return Repeated.answer(proposal, run, taskRuns::state)
        .orElseGet(
            () ->
                pass(
                    transition(run, proposal),
                    policy,
                    t -> taskRunEntry.enter(t, !proposal.force())));
  }

  @Override
  public void enter(FlowRun run, StateCreate state) {
    pass(transition(run, state), Policy.<FlowRun>none(), t -> flowRunEntry.enter(t, true));
  }

  @Override
  public void enterAll(List<FlowRun> runs, Function<FlowRun, StateCreate> state) {
    var entered = new LinkedHashMap<FlowRun, FlowRunState>();
    for (var run : runs) {
      pass(
          transition(run, state.apply(run)),
          Policy.<FlowRun>none(),
          t -> entered.computeIfAbsent(run, r -> flowRunEntry.enter(t, false)));
    }
    flowRunEntry.settle(entered);
  }

  @Override
  public int enterAllDue(List<FlowRun> runs, Function<FlowRun, StateCreate> state) {
    var verdicts = dueRuns.judge(runs, Columns.now(clock), true);
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    for (var run : runs) {
      var verdict = verdicts.getOrDefault(run.id(), Verdict.ACCEPT);
      if (verdict instanceof Verdict.Displace displace) {
        displace(displace);
      }
      if (verdict instanceof Verdict.Reject reject) {
        states.put(run, reject.state());
      } else if (!(verdict instanceof Verdict.Wait)) {
        states.put(run, state.apply(run));
      }
    }
    enterAll(List.copyOf(states.keySet()), states::get);
    return states.size();
  }

  @Override
  public boolean endOvertaken(int deployments) {
    var overtaken = dueRuns.overtaken(Columns.now(clock), deployments);
    var runs = List.copyOf(overtaken.ends().keySet());
    enterAll(runs, run -> overtaken.ends().get(run).state());
    return overtaken.more();
  }

  private void displace(Verdict.Displace displace) {
    for (var other : displace.others()) {
      flowRuns.find(other).ifPresent(run -> enter(run, displace.state()));
    }
  }

  @Override
  public void begin(FlowRun run, StateCreate first) {
    pass(transition(run, first), Policy.<FlowRun>none(), t -> flowRunEntry.enter(t, false));
  }

  @Override
  public void begin(TaskRun run, StateCreate first) {
    pass(transition(run, first), Policy.<TaskRun>none(), t -> taskRunEntry.enter(t, false));
  }

  /** The one way through. */
  private <R extends Run> OrchestrationResult pass(
      Transition<R> proposed, Policy<R> policy, Function<Transition<R>, State> entry) {
    var judgement = policy.judge(proposed, this::displace);
    var transition = judgement.transition();
    var verdict = judgement.verdict();
    if (verdict instanceof Verdict.Wait wait) {
      return new OrchestrationResult(
          null,
          SetStateStatus.WAIT,
          new ResponseDetails.Wait(wholeSeconds(wait.delay()), wait.reason()));
    } else if (verdict instanceof Verdict.Abort abort) {
      return new OrchestrationResult(
          null, SetStateStatus.ABORT, new ResponseDetails.Abort(abort.reason()));
    } else if (verdict instanceof Verdict.Reject reject) {
      transition = transition.rejected(reject.state(), reject.reason());
    }
    return Repeated.stored(entry.apply(transition.at(entryTime(transition))));
  }

  /**
   * Judging may have waited for the lock of a queue, a turn or a tag: a state that got its place
   * when another one ended does not begin before that end.
   */
  private OffsetDateTime entryTime(Transition<? extends Run> judged) {
    return judged.run().nextTimestamp(Columns.now(clock));
  }

  private <R extends Run> Transition<R> transition(R run, StateProposal proposal) {
    var now = run.nextTimestamp(Columns.now(clock));
    return new Transition<>(
        run, proposal.state(), now, new StateOrigin(proposal.proposalId(), null));
  }

  private <R extends Run> Transition<R> transition(R run, StateCreate proposed) {
    return new Transition<>(run, proposed, run.nextTimestamp(Columns.now(clock)));
  }

  /** Rounded up: the wire knows whole seconds only, and nobody is to be told too little. */
  private static int wholeSeconds(Duration delay) {
    return (int) Math.min(Integer.MAX_VALUE, delay.plusNanos(999_999_999).toSeconds());
  }

  private static boolean isRetry(OrchestrationResult result) {
    return result.status() == SetStateStatus.REJECT
        && "AwaitingRetry".equals(result.state().name());
  }
}
