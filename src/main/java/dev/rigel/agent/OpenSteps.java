package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.TaskRunFilterBuilder;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;

/** The task runs of a batch job that died, or was ended: nobody else will report their end. */
final class OpenSteps {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final Match.StateTypes OPEN =
      new Match.StateTypes(List.of(StateType.PENDING, StateType.RUNNING));

  private final ApiClient api;
  private final Stopping stopping;

  OpenSteps(ApiClient api, Stopping stopping) {
    this.api = api;
    this.stopping = stopping;
  }

  /** Reports an end of all that have not ended; tried like the run's own end. */
  void end(UUID flowRun, StateCreate end) {
    var proposal = StateProposal.of(end);
    try {
      stopping
          .patienceWithLastWords()
          .call(
              () -> {
                var open = api.taskRuns().filter(openOf(flowRun));
                open.forEach(step -> api.taskRuns().setState(step.id(), proposal));
                return open;
              },
              e -> tell(flowRun, e));
    } catch (ApiException e) {
      if (!e.isOutage()) {
        tell(flowRun, e);
      }
    }
  }

  private static void tell(UUID flowRun, ApiException e) {
    LOG.log(
        Level.ERROR,
        "Failed to report the ends of the steps of flow run ''{0}'': {1}",
        flowRun,
        e.getMessage());
  }

  private static TaskRunQuery openOf(UUID flowRun) {
    var ofRun = FlowRunFilter.ofId(flowRun);
    var open = TaskRunFilterBuilder.builder().state(new Match.States(null, OPEN, null)).build();
    return TaskRunQueryBuilder.builder().flowRuns(ofRun).taskRuns(open).build();
  }
}
