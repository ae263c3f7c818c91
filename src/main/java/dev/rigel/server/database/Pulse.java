package dev.rigel.server.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
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

  /** Read by whoever works; written, and kept so, by the end. */
  private final ReadWriteLock working = new ReentrantReadWriteLock();

  private volatile boolean ended;

  private record Beat(long at, Duration every, boolean failing) {
    /** After a part that failed only a whole pass is a sign of health. */
    Beat part(long now) {
      return failing ? this : new Beat(now, every, false);
    }

    Beat whole(long now) {
      return new Beat(now, every, false);
    }

    Beat failed() {
      return new Beat(at, every, true);
    }

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
    beats.put(work, new Beat(nanos.getAsLong(), every, false));
  }

  /** Does such work; false if it failed, or if the application ends. */
  public boolean beat(String work, Runnable whole) {
    return pass(
        work,
        () -> {
          whole.run();
          return false;
        });
  }

  /**
   * Does such work in parts, so that a long pass is no late one: each step again and again for as
   * long as it says that there is more. Ends at what fails.
   *
   * @return false if a part failed, or if the application ends
   */
  public boolean pass(String work, BooleanSupplier... steps) {
    for (var step : steps) {
      var more = new AtomicBoolean(true);
      while (more.get()) {
        if (!part(work, () -> more.set(step.getAsBoolean()))) {
          return false;
        }
      }
    }
    beats.computeIfPresent(work, (name, last) -> last.whole(nanos.getAsLong()));
    return true;
  }

  private boolean part(String work, Runnable part) {
    if (ended || !working.readLock().tryLock()) {
      return false;
    }
    try {
      part.run();
      beats.computeIfPresent(work, (name, last) -> last.part(nanos.getAsLong()));
      return true;
    } catch (RuntimeException e) {
      beats.computeIfPresent(work, (name, last) -> last.failed());
      var level = Outage.is(e) ? Level.DEBUG : Level.ERROR;
      LOG.log(level, work + " failed; next try at the next tick", e);
      return false;
    } finally {
      working.readLock().unlock();
    }
  }

  /**
   * Nothing is begun any more, and what is under way is waited for: a server takes the classes from
   * under it (Payara), and what it opens then is never closed.
   */
  void end(Duration patience) {
    ended = true;
    try {
      if (!working.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "work goes on after the end; not done within {0}", patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
