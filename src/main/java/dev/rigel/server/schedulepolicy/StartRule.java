package dev.rigel.server.schedulepolicy;

import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * A planted run starts as the policy of its schedule says: not beside another one, not too late. It
 * is asked after the scheduled time, so that what is active then is what counts, and before the
 * queue's limit, which sees the places that displaced runs give back. An agent is sent away while a
 * run has to wait for another, a process waits.
 */
public final class StartRule implements TransitionRule<FlowRun> {
  /** As often as an agent polls. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final StartingRuns starting;

  /** For runs whose facts are known. */
  public StartRule(StartingRuns starting) {
    this.starting = starting;
  }

  /** Whether a policy may have a say, so that the facts are wanted. */
  public static boolean asks(Transition<? extends FlowRun> transition) {
    return transition.to().takesAPlace()
        && transition.from() == SCHEDULED
        && FlowRunConditions.isUpToItsPolicy(transition.run());
  }

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    if (!asks(transition)) {
      return Verdict.ACCEPT;
    }
    var early = early(transition);
    if (early.isPresent()) {
      return early.get();
    }
    var verdict = starting.verdict(transition.run(), transition.now());
    return transition.to() == RUNNING && verdict instanceof Verdict.Abort abort
        ? new Verdict.Wait(RETRY, abort.reason())
        : verdict;
  }

  /** What is active when its time has come decides, not what is when an agent takes it ahead. */
  private Optional<Verdict> early(Transition<? extends FlowRun> transition) {
    var due = transition.run().nextScheduledStartTime();
    return due == null || !due.isAfter(transition.now())
        ? Optional.empty()
        : starting
            .of(transition.run())
            .map(
                run ->
                    new Verdict.Wait(
                        Duration.between(transition.now(), due),
                        "The policy of its schedule decides when its time has come."));
  }
}
