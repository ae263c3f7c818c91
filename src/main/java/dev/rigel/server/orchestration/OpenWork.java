package dev.rigel.server.orchestration;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.state.Run;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What goes on in the process of a flow run, and ends with that. */
@ApplicationScoped
class OpenWork {
  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;

  /** The subflows that have not ended, those of subflows after these; their rows are locked. */
  List<FlowRun> subflows(UUID flowRunId) {
    var found = new ArrayList<FlowRun>();
    var above = List.of(flowRunId);
    while (!above.isEmpty()) {
      var below =
          flowRuns.openSubflows(above).stream()
              .flatMap(id -> flowRuns.lock(id).stream())
              .filter(OpenWork::isOpen)
              .toList();
      found.addAll(below);
      above = below.stream().map(FlowRun::id).toList();
    }
    return found;
  }

  /** The task runs of flow runs that have not ended; their rows are locked. */
  List<TaskRun> taskRuns(Collection<UUID> flowRunIds) {
    return taskRuns.open(flowRunIds).stream()
        .flatMap(id -> taskRuns.lock(id).stream())
        .filter(OpenWork::isOpen)
        .toList();
  }

  /** It may have ended until its row was locked. */
  private static boolean isOpen(Run run) {
    return run.stateType() != null && !run.stateType().isTerminal();
  }
}
