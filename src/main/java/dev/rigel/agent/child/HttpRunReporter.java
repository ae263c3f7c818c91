package dev.rigel.agent.child;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.engine.RunReporter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reports over HTTP. A server that is away for a while does no harm: states are offered again for
 * {@link #PATIENCE}, and where an answer was lost, what the server has stored is looked at first.
 */
public final class HttpRunReporter implements RunReporter {
  /** Long enough for a server to be restarted or moved. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What is wrong with the records themselves; anything else may pass, with a key say. */
  private static final Set<Integer> REFUSED_LOGS = Set.of(400, 413, 422);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final UUID flowRunId;
  private final ApiClient api;
  private final Pause pause;

  /** How to wait; a parameter because tests do not. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** Reports one run. */
  public HttpRunReporter(UUID flowRunId, ApiClient api) {
    this(flowRunId, api, time -> Thread.sleep(time.toMillis()));
  }

  HttpRunReporter(UUID flowRunId, ApiClient api, Pause pause) {
    this.flowRunId = flowRunId;
    this.api = api;
    this.pause = pause;
  }

  @Override
  public OrchestrationResult proposeFlowRunState(StateProposal proposal) {
    return patiently(
        () -> api.flowRuns().setState(flowRunId, proposal), () -> lostAnswer(proposal));
  }

  /** A run that was deleted has ended. */
  @Override
  public boolean hasEnded() {
    try {
      var state = api.flowRuns().read(flowRunId).stateType();
      return state != null && state.isTerminal();
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public TaskRunResponse createTaskRun(TaskRunCreate run) {
    return patiently(() -> api.taskRuns().create(run), Optional::empty);
  }

  @Override
  public OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal) {
    // if the answer was lost, the second proposal is answered ABORT, which the engine takes calmly
    return patiently(() -> api.taskRuns().setState(taskRunId, proposal), Optional::empty);
  }

  /** Tried once: the engine sends again what failed, and the job's states matter more. */
  @Override
  public void sendLogs(List<LogCreate> logs) {
    try {
      api.logs().create(logs);
    } catch (ApiException e) {
      throw REFUSED_LOGS.contains(e.status()) ? new RefusedLogs(e.detail(), e) : e;
    }
  }

  private <T> T patiently(Supplier<T> call, Supplier<Optional<T>> lostAnswer) {
    var waited = Duration.ZERO;
    var next = Duration.ofSeconds(1);
    while (true) {
      try {
        return waited.isZero() ? call.get() : lostAnswer.get().orElseGet(call);
      } catch (ApiException e) {
        if (!e.isOutage() || waited.compareTo(PATIENCE) >= 0) {
          throw e;
        }
        sleep(next, e);
        waited = waited.plus(next);
        next = min(next.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private void sleep(Duration time, ApiException reason) {
    try {
      pause.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }

  /** What the server did with a proposal whose answer never came; empty if it did nothing. */
  private Optional<OrchestrationResult> lostAnswer(StateProposal proposal) {
    var stored = api.flowRuns().read(flowRunId).state();
    var proposed = proposal.state().type();
    if (stored == null) {
      return Optional.empty();
    }
    if (stored.type() == proposed) {
      return Optional.of(answer(stored, SetStateStatus.ACCEPT, new ResponseDetails.Accept()));
    }
    if (proposed == StateType.FAILED && stored.type() == StateType.SCHEDULED) {
      var details = new ResponseDetails.Reject("Retrying");
      return Optional.of(answer(stored, SetStateStatus.REJECT, details));
    }
    return Optional.empty();
  }

  private static OrchestrationResult answer(
      StateResponse state, SetStateStatus status, ResponseDetails details) {
    return new OrchestrationResult(state, status, details);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
