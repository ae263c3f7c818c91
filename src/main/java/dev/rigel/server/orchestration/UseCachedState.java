package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateNames;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task run whose result is kept under its cache key need not run. */
final class UseCachedState implements TransitionRule<TaskRun> {
  private final @Nullable TaskRunState cached;

  /** With what is kept under the run's cache key, if anything. */
  UseCachedState(@Nullable TaskRunState cached) {
    this.cached = cached;
  }

  /** The key under which a result is wanted, if the run is to run and has one. */
  static Optional<String> key(Transition<TaskRun> transition) {
    return transition.to() == RUNNING
        ? Optional.ofNullable(transition.proposed().stateDetails().cacheKey())
        : Optional.empty();
  }

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    return cached == null ? Verdict.ACCEPT : cached(cached);
  }

  private static Verdict cached(TaskRunState state) {
    var copy = StateCreateBuilder.builder(state.copy()).name(StateNames.CACHED).build();
    return new Verdict.Reject(copy, "Retrieved state from cache");
  }
}
