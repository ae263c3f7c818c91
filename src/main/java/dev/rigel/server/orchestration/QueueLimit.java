package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.workqueue.WorkQueues;
import java.time.Duration;

/**
 * A queue's limit holds: no more runs are PENDING or RUNNING than it allows. An agent that asks for
 * PENDING is sent away and may try again at its next poll; a process that asks for RUNNING, after a
 * retry say, waits for its place.
 */
final class QueueLimit implements TransitionRule<FlowRun> {
  /** As often as an agent polls. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final WorkQueues queues;

  QueueLimit(WorkQueues queues) {
    this.queues = queues;
  }

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    var takesAPlace = transition.to() == PENDING || transition.to() == RUNNING;
    if (!takesAPlace || transition.from() == PENDING || transition.from() == RUNNING) {
      return Verdict.ACCEPT;
    }
    return queues
        .fullFor(transition.run())
        .map(queue -> refusal(transition, queue))
        .orElse(Verdict.ACCEPT);
  }

  private static Verdict refusal(Transition<? extends FlowRun> transition, String queue) {
    var reason = "The concurrency limit of work queue '" + queue + "' is reached.";
    return transition.to() == PENDING ? new Verdict.Abort(reason) : new Verdict.Wait(RETRY, reason);
  }
}
