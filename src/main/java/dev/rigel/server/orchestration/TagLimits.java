package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.server.concurrencylimit.SlotUse;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import dev.rigel.server.taskrun.TaskRun;
import java.time.Duration;
import java.util.List;

/** A task run needs a free slot of every limit on its tags. */
final class TagLimits implements TransitionRule<TaskRun> {
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final List<SlotUse> limits;

  /** With the limits on the run's tags, which stay locked until it has its slots. */
  TagLimits(List<SlotUse> limits) {
    this.limits = limits;
  }

  /** Whether the limits are wanted. */
  static boolean asks(Transition<TaskRun> transition) {
    return transition.to() == RUNNING && !transition.run().tags().isEmpty();
  }

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    return limits.stream()
        .map(TagLimits::judge)
        .filter(verdict -> verdict != Verdict.ACCEPT)
        .findFirst()
        .orElse(Verdict.ACCEPT);
  }

  private static Verdict judge(SlotUse limit) {
    if (limit.limit() <= 0) {
      return new Verdict.Abort(
          "The concurrency limit on tag \""
              + limit.tag()
              + "\" is 0 and will deadlock if the task tries to run again.");
    }
    return limit.usedByOthers() < limit.limit()
        ? Verdict.ACCEPT
        : new Verdict.Wait(
            RETRY, "Concurrency limit for the " + limit.tag() + " tag has been reached");
  }
}
