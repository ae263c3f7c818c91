package dev.rigel.server.orchestration;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.state.Transition;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The rules for task runs (docs/state-machine.md): first those that need no lock, then, for what
 * they let pass, those that count.
 */
@ApplicationScoped
class TaskRunRules {
  @Inject TaskRunCache cache;
  @Inject FlowRunRepository flowRuns;
  @Inject Locks locks;

  /** What comes of a transition of a run that is locked. */
  Judgement<TaskRun> judge(Transition<TaskRun> proposed) {
    var guarded = guards(proposed).judge(proposed);
    return guarded.isAccepted() ? counting(proposed).judge(guarded.transition()) : guarded;
  }

  private Rules<TaskRun> guards(Transition<TaskRun> proposed) {
    var cached =
        UseCachedState.key(proposed).flatMap(key -> cache.find(key, proposed.now())).orElse(null);
    var attempt =
        proposed.leavesAnEnd()
            ? flowRuns.find(proposed.run().flowRunId()).map(FlowRun::runCount).orElse(0)
            : 0;
    return new Rules<>(
        List.of(new UseCachedState(cached), new TaskTerminalGuard(attempt), new NoBackwardStep()));
  }

  private Rules<TaskRun> counting(Transition<TaskRun> proposed) {
    return new Rules<>(
        List.of(
            new TagLimits(locks.tagLimits(proposed)),
            new WaitForScheduledTime(),
            new Retry(),
            new NameReruns()));
  }
}
