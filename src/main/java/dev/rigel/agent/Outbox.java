package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.RunReport;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * States of runs that the server has given to an agent, until an exchange has told them. They are
 * the agent's before it hears of them, so that there is nothing to take.
 */
final class Outbox implements RunStates {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private static final String SILENT =
      "Flow run infrastructure exited with status code 0, and nothing had reported the run's end.";

  private final ApiClient api;
  private final Stopping stopping;
  private final Runnable news;
  private final BooleanSupplier isOwn;
  private final Map<UUID, RunReport> due;

  /**
   * Nothing to tell yet.
   *
   * @param news told of each report, on any thread
   */
  Outbox(ApiClient api, Stopping stopping, Runnable news) {
    this(api, stopping, news, () -> true, new ConcurrentHashMap<>());
  }

  private Outbox(
      ApiClient api,
      Stopping stopping,
      Runnable news,
      BooleanSupplier isOwn,
      Map<UUID, RunReport> due) {
    this.api = api;
    this.stopping = stopping;
    this.news = news;
    this.isOwn = isOwn;
    this.due = due;
  }

  @Override
  public Outbox whileOwn(BooleanSupplier isOwn) {
    return new Outbox(api, stopping, news, isOwn, due);
  }

  /** What is to be told. */
  List<RunReport> due() {
    return List.copyOf(due.values());
  }

  int count() {
    return due.size();
  }

  /** Whether there is more to tell than this. */
  boolean hasMoreThan(List<RunReport> told) {
    return !Set.copyOf(told).containsAll(due.values());
  }

  /** The server refuses to hear of one of these, and will again. */
  void refused(Collection<RunReport> reports, String why) {
    for (var report : reports) {
      if (due.remove(report.flowRunId(), report)) {
        LOG.log(
            Level.ERROR,
            "Failed to report flow run ''{0}'' as {1}: {2}",
            report.flowRunId(),
            report.proposal().state().type(),
            why);
      }
    }
  }

  /**
   * The server knows these now.
   *
   * @param revoked the runs of which it did not hear them, as they are not this agent's any more
   */
  void told(Collection<RunReport> reports, Collection<UUID> revoked) {
    var others = Set.copyOf(revoked);
    for (var report : reports) {
      if (due.remove(report.flowRunId(), report)) {
        LOG.log(
            Level.INFO,
            others.contains(report.flowRunId())
                ? "Flow run ''{0}'' is not this agent''s any more: the server did not take its {1}."
                : "Reported flow run ''{0}'' as {1}.",
            report.flowRunId(),
            report.proposal().state().type());
      }
    }
  }

  /** The run was taken from this agent: nothing is told of it. */
  boolean drop(UUID run) {
    return due.remove(run) != null;
  }

  private void add(UUID run, StateProposal proposal) {
    var report = new RunReport(run, proposal.identified());
    // a drop comes before this, and the run is not the agent's own any more, or after it
    due.compute(run, (id, before) -> isOwn.getAsBoolean() ? report : before);
    news.run();
  }

  @Override
  public boolean take(FlowRunResponse run, Places.Place place) {
    return true;
  }

  @Override
  public void giveBack(FlowRunResponse run) {
    var state =
        StateCreate.scheduled(run.nextScheduledStartTime(), "Given back by a stopping agent.");
    add(run.id(), StateProposal.forced(state));
  }

  @Override
  public void reportFailed(UUID id, Exception reason) {
    add(id, StateType.FAILED, "Submission failed. " + Reason.of(reason));
  }

  @Override
  public void reportPid(UUID id, String pid) {
    new Pids(api).report(id, pid);
  }

  @Override
  public void reportCrashed(UUID id, String message) {
    add(id, StateType.CRASHED, message);
  }

  @Override
  public void reportCancelled(UUID id, String how) {
    add(id, StateType.CANCELLED, "Cancelled. " + how);
  }

  /**
   * Looks whether the run has begun and not ended, or not even begun: that is a crash, as there is
   * nobody left in whose hands it is. One that waits, for a retry or to be resumed, goes its way.
   */
  @Override
  public void reportEnded(UUID id) {
    try {
      var state =
          stopping
              .patienceWithLastWords()
              .call(
                  () -> api.flowRuns().read(id).stateType(),
                  e -> LOG.log(Level.ERROR, e::getMessage));
      if (isOpen(state)) {
        reportCrashed(id, SILENT);
      }
    } catch (ApiException e) {
      LOG.log(Level.DEBUG, "flow run {0} not looked at: {1}", id, e.getMessage());
    }
  }

  private static boolean isOpen(@Nullable StateType state) {
    return state == StateType.PENDING || state == StateType.RUNNING;
  }

  private void add(UUID id, StateType type, String message) {
    add(id, StateProposal.of(StateCreate.of(type, message)));
  }
}
