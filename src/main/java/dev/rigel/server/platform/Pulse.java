package dev.rigel.server.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The work that the server does by itself, time and again: when each kind went well last. Work that
 * fails is logged, and tried again at its next turn; an outage of the database has its own line.
 */
@ApplicationScoped
public class Pulse {
  private static final Logger LOG = System.getLogger(Pulse.class.getName());

  /** So much later than usual is late: a pass may be long, and a machine busy. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Map<String, Beat> beats = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  private record Beat(long at, Duration every) {
    boolean isLate(long now) {
      return now - at > every.multipliedBy(3).plus(GRACE).toNanos();
    }
  }

  /** With the machine's monotonic clock. */
  public Pulse() {
    this(System::nanoTime);
  }

  Pulse(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Says that some work will be done every so often, from now on. */
  public void expect(String work, Duration every) {
    beats.put(work, new Beat(nanos.getAsLong(), every));
  }

  /** Does a part of such work; false if it failed. */
  public boolean beat(String work, Runnable part) {
    try {
      part.run();
      beats.computeIfPresent(work, (name, last) -> new Beat(nanos.getAsLong(), last.every()));
      return true;
    } catch (RuntimeException e) {
      var level = Outage.is(e) ? Level.DEBUG : Level.ERROR;
      LOG.log(level, work + " failed; next try at the next tick", e);
      return false;
    }
  }

  /** The work that has not gone well for three turns and a minute, by name. */
  public List<String> late() {
    var now = nanos.getAsLong();
    return beats.entrySet().stream()
        .filter(entry -> entry.getValue().isLate(now))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
