package dev.rigel.server.orchestration;

import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunCache;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The two lists of rules (contract/orchestration.md, sections 4 and 5). */
@ApplicationScoped
public class Policies {
  @Inject WorkQueues queues;
  @Inject FlowRunRepository flowRuns;
  @Inject DueRuns dueRuns;
  @Inject TaskRunCache cache;
  @Inject Slots slots;

  Policy<FlowRun> forFlowRuns() {
    return new Policy<>(
        List.of(
            new TerminalGuard(),
            new NoBackwardStep(),
            new WaitForScheduledTime(),
            new ObeySchedulePolicy(dueRuns),
            new QueueLimit(queues),
            new Retry()));
  }

  /** Only what has ended is not cancelled; no time, queue or retry stands in the way. */
  Policy<FlowRun> forCancelling() {
    return new Policy<>(List.of(new TerminalGuard()));
  }

  Policy<TaskRun> forTaskRuns() {
    return new Policy<>(
        List.of(
            new UseCachedState(cache),
            new TaskTerminalGuard(flowRuns),
            new NoBackwardStep(),
            new TagLimits(slots),
            new WaitForScheduledTime(),
            new Retry(),
            new NameReruns()));
  }
}
