package dev.rigel.server.schedulepolicy;

import static dev.rigel.contract.setting.Settings.LATE_RUNS_AFTER;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateNames;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;

/**
 * Calls runs late that should have started and were not taken, or ends them where their schedule's
 * policy wants that.
 */
@ApplicationScoped
public class LateRuns {
  /** Runs in one transaction. */
  private static final int PAGE = 400;

  /** Deployments in one transaction. */
  private static final int DEPLOYMENTS = 50;

  @Inject SchedulePolicyRunRepository runs;
  @Inject FlowRunGate gate;
  @Inject SchedulePolicyRuns schedulePolicies;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /** Marks one page, in one transaction; tells whether there may be more that can be marked now. */
  @Transactional
  public boolean markPage() {
    var now = Times.now(clock);
    var before = now.minus(settings.get(LATE_RUNS_AFTER));
    var overdue = runs.lockOverdue(before, PAGE);
    var states = schedulePolicies.judgeWaiting(overdue, now, LateRuns::late);
    gate.enter(states);
    return !states.isEmpty() && overdue.size() == PAGE;
  }

  /**
   * Ends late runs that a later date or the end of a window has overtaken, of one page of
   * deployments, in one transaction; tells whether there may be more.
   */
  @Transactional
  public boolean endPage() {
    var overtaken = schedulePolicies.overtaken(Times.now(clock), DEPLOYMENTS);
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    overtaken.ends().forEach((run, end) -> states.put(run, end.state()));
    gate.enter(states);
    return overtaken.more();
  }

  private static StateCreate late(FlowRun run) {
    return StateCreate.scheduledAs(StateNames.LATE, run.nextScheduledStartTime());
  }
}
