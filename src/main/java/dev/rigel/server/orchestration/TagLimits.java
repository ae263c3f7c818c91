package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.server.concurrencylimit.ConcurrencyLimit;
import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.taskrun.TaskRun;
import java.time.Duration;

/**
 * A task run needs a free slot of every limit on its tags. The limits stay locked until it has
 * them.
 */
final class TagLimits implements TransitionRule<TaskRun> {
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Slots slots;

  TagLimits(Slots slots) {
    this.slots = slots;
  }

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    if (transition.to() != RUNNING || transition.run().tags().isEmpty()) {
      return Verdict.ACCEPT;
    }
    return slots.lock(transition.run().tags()).stream()
        .map(limit -> judge(limit, transition.run()))
        .filter(verdict -> verdict != Verdict.ACCEPT)
        .findFirst()
        .orElse(Verdict.ACCEPT);
  }

  private Verdict judge(ConcurrencyLimit limit, TaskRun run) {
    if (limit.limit() <= 0) {
      return new Verdict.Abort(
          "The concurrency limit on tag \""
              + limit.tag()
              + "\" is 0 and will deadlock if the task tries to run again.");
    }
    if (slots.usedByOthers(limit, run.id()) >= limit.limit()) {
      return new Verdict.Wait(
          RETRY, "Concurrency limit for the " + limit.tag() + " tag has been reached");
    }
    return Verdict.ACCEPT;
  }
}
