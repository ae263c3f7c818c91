package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunCache;
import dev.rigel.server.taskrun.TaskRunState;

/** A task run whose result is kept under its cache key need not run. */
final class UseCachedState implements TransitionRule<TaskRun> {
  private final TaskRunCache cache;

  UseCachedState(TaskRunCache cache) {
    this.cache = cache;
  }

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    var key = transition.proposed().stateDetails().cacheKey();
    if (transition.to() != RUNNING || key == null) {
      return Verdict.ACCEPT;
    }
    return cache
        .find(key, transition.now())
        .<Verdict>map(UseCachedState::cached)
        .orElse(Verdict.ACCEPT);
  }

  private static Verdict cached(TaskRunState state) {
    var copy =
        new StateCreate(
            state.type(), "Cached", state.message(), state.data(), state.details(), null, null);
    return new Verdict.Reject(copy, "Retrieved state from cache");
  }
}
