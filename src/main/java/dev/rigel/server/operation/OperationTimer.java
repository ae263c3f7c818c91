package dev.rigel.server.operation;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.rigel.server.database.Outage;
import dev.rigel.server.database.Pulse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * Goes on with operations, every second, whichever server began them. Opens no transaction; each
 * part has its own.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class OperationTimer {
  private static final Logger LOG = System.getLogger(OperationTimer.class.getName());
  private static final String WORKING = "going on with operations";
  private static final String FORGETTING = "forgetting operations";
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Runs of a part, whose rows stay locked until it is done; then one by one if it fails. */
  private static final List<Integer> SIZES = List.of(100, 1);

  @Resource TimerService timers;
  @Inject Operations operations;
  @Inject Pulse pulse;

  @PostConstruct
  void start() {
    pulse.expect(WORKING, EVERY);
    timers.createIntervalTimer(EVERY.toMillis(), EVERY.toMillis(), new TimerConfig(null, false));
  }

  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    pulse.pass(WORKING, this::workPart);
    pulse.pass(FORGETTING, operations::forgetOld);
  }

  /**
   * A run that cannot be judged, alone neither, is refused, so that the others are not kept waiting
   * by it. What may pass is tried again at the next tick.
   */
  private boolean workPart() {
    for (var size : SIZES) {
      try {
        return operations.next(size);
      } catch (NotDone e) {
        if (Outage.is(e)) {
          throw e;
        }
        LOG.log(Level.WARNING, e.getMessage(), e);
        if (size == 1 && Outage.mayPass(e)) {
          return false;
        }
        if (size == 1) {
          operations.refuse(
              e.operation(), e.firstRun(), "It could not be done; the server's log says why.");
        }
      }
    }
    return true;
  }
}
