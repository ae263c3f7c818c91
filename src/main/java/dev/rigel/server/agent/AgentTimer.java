package dev.rigel.server.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;
import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.rigel.server.claim.Claims;
import dev.rigel.server.database.Pulse;
import dev.rigel.server.platform.OwnThreads;
import dev.rigel.server.settings.ServerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Looks for lost agents, and for cancelled runs that their agents do not end, nine times in the
 * time after which an agent is lost, and for runs that are over the time limits of their queues,
 * every 5 s at least; tells that this server is here; lets agents wait while the application runs.
 * Opens no transaction; each page has its own.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class AgentTimer {
  private static final String LIVING = "telling that this server is here";
  private static final String LOSING = "finding lost agents";
  private static final String ENDING = "ending cancelled runs whose agents do not";
  private static final String LIMITING = "taking runs that are over their queue's time limit";
  private static final String WAKING = "asking whether agents wait on other servers";
  private static final String FORGETTING = "forgetting agents that are gone";
  private static final int LOOKS = 9;
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @Resource TimerService timers;
  @Resource ManagedThreadFactory threads;
  @Resource ManagedExecutorService executor;
  @Inject ServerAgent serverAgent;
  @Inject LostAgents lostAgents;
  @Inject LateCancels lateCancels;
  @Inject OverdueRuns overdueRuns;
  @Inject Waiters waiters;
  @Inject Claims claims;
  @Inject ServerSettings settings;
  @Inject Pulse pulse;

  @PostConstruct
  void start() {
    var looks = settings.get(AGENT_LOST).dividedBy(LOOKS);
    var every = Collections.min(List.of(LONGEST, Collections.max(List.of(SHORTEST, looks))));
    waiters.open(new OwnThreads(threads), executor);
    pulse.expect(LOSING, every);
    pulse.expect(ENDING, every);
    pulse.expect(LIMITING, every);
    timers.createIntervalTimer(every.toMillis(), every.toMillis(), new TimerConfig(null, false));
  }

  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    pulse.beat(LIVING, serverAgent::beat);
    pulse.pass(LOSING, lostAgents::losePage);
    pulse.pass(ENDING, lateCancels::endPage);
    pulse.pass(LIMITING, overdueRuns::takePage);
    pulse.beat(WAKING, () -> waiters.setOnOtherServers(lostAgents.mayAnyWait()));
    pulse.pass(FORGETTING, () -> lostAgents.forgetPage() | claims.deletePage());
  }

  @PreDestroy
  void stop() {
    waiters.close();
  }
}
