package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;

import dev.rigel.server.flowrun.FlowRun;
import java.time.Duration;
import java.util.List;

/**
 * A planted run starts as the policy of its schedule says: not beside another one, not too late. It
 * is asked behind the scheduled time, so that what is active then is what counts, and before the
 * queue's limit, which sees the places that displaced runs give back. An agent is sent away while a
 * run has to wait for another, a process waits.
 */
final class ObeySchedulePolicy implements TransitionRule<FlowRun> {
  /** As often as an agent polls. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final DueRuns dueRuns;

  ObeySchedulePolicy(DueRuns dueRuns) {
    this.dueRuns = dueRuns;
  }

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    var run = transition.run();
    var starts = transition.to() == PENDING || transition.to() == RUNNING;
    if (!starts || transition.from() != SCHEDULED || !DueRuns.isJudged(run)) {
      return Verdict.ACCEPT;
    }
    var verdict =
        dueRuns.judge(List.of(run), transition.now(), false).getOrDefault(run.id(), Verdict.ACCEPT);
    return transition.to() == RUNNING && verdict instanceof Verdict.Abort abort
        ? new Verdict.Wait(RETRY, abort.reason())
        : verdict;
  }
}
