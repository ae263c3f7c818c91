package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.PENDING;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.schedulepolicy.StartingRuns;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import dev.rigel.server.workqueue.Places;
import java.time.Duration;

/**
 * A queue's limit holds: no more runs are PENDING or RUNNING than it allows. An agent that asks for
 * PENDING is sent away and may try again at its next poll; a process that asks for RUNNING, after a
 * retry say, waits for its place.
 */
final class QueueLimit implements TransitionRule<FlowRun> {
  /** As often as an agent polls. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Places places;
  private final StartingRuns starting;

  /**
   * With what is known.
   *
   * @param places in the queues that limit the runs in hand
   * @param starting knows the runs that make room for another
   */
  QueueLimit(Places places, StartingRuns starting) {
    this.places = places;
    this.starting = starting;
  }

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    if (!transition.takesAPlace()) {
      return Verdict.ACCEPT;
    }
    return places
        .fullFor(transition.run(), starting.displaced(transition.displacing()).keySet())
        .map(queue -> refusal(transition, queue))
        .orElse(Verdict.ACCEPT);
  }

  private static Verdict refusal(Transition<? extends FlowRun> transition, String queue) {
    var reason = "The concurrency limit of work queue '" + queue + "' is reached.";
    return transition.to() == PENDING ? new Verdict.Abort(reason) : new Verdict.Wait(RETRY, reason);
  }
}
