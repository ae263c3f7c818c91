package dev.rigel.server.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;

import dev.rigel.server.claim.HeldRun;
import dev.rigel.server.database.Times;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;

/** Finds agents that are not heard of any more, and takes their runs from them. */
@ApplicationScoped
class LostAgents {
  /** So long agents are listed that have gone. */
  private static final Duration KEPT = Duration.ofDays(7);

  /** Agents in one transaction; each may have hundreds of runs. */
  private static final int PAGE = 5;

  private static final int OLD_PAGE = 500;

  @Inject AgentRepository agents;
  @Inject LostRuns lostRuns;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  private final Hearing hearing = new Hearing();

  /**
   * Loses some, in one transaction; tells whether there may be more. None while this server has not
   * been able to hear of them for as long as they may be silent.
   */
  @Transactional
  public boolean losePage() {
    var now = Times.now(clock);
    var lease = settings.get(AGENT_LOST);
    var silent = agents.lockSilent(now.minus(lease), PAGE);
    if (!hearing.lasts(now, lease)) {
      return false;
    }
    var lost = new HashMap<HeldRun, String>();
    for (var agent : silent) {
      var why = agent.title() + " was not heard of for " + lease.toSeconds() + " seconds";
      var runs = lostRuns.all(agent, why);
      lost.putAll(runs);
      agent.lose(runs.keySet().stream().map(HeldRun::flowRunId).toList(), now);
    }
    lostRuns.take(lost);
    return silent.size() == PAGE;
  }

  /** Whether agents may wait for orders, on whatever server. */
  @Transactional
  public boolean mayAnyWait() {
    return agents.countWaiting() > 0;
  }

  /** Forgets some that are gone for long, in one transaction; tells whether there may be more. */
  @Transactional
  public boolean forgetPage() {
    return agents.deleteOld(Times.now(clock).minus(KEPT), OLD_PAGE) == OLD_PAGE;
  }
}
