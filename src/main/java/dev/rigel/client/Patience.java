package dev.rigel.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes a call again while nothing is known about what was asked ({@link ApiException#isOutage}); a
 * refusal is final. How long, and with which pauses, says its plan. Calls that may have been
 * carried out although no answer came have to bear being made twice.
 */
public final class Patience {
  private final Plan plan;
  private final Pause pause;
  private final LongSupplier nanoTime;

  /** The pauses between tries. */
  public interface Plan {
    /**
     * The pause after a failure; empty to give up.
     *
     * @param failures how many there were, this one included
     * @param elapsed since the first try began, the time inside the calls included
     */
    Optional<Duration> after(ApiException failure, int failures, Duration elapsed);

    /** Always the same pause, without end. */
    static Plan every(Duration time) {
      return (failure, failures, elapsed) -> Optional.of(time);
    }

    /**
     * Pauses that double up to a longest one, until a time is over; but one more try at least, as a
     * server that hangs may take all the time for the first.
     */
    static Plan doubling(Duration first, Duration longest, Duration limit) {
      return (failure, failures, elapsed) ->
          failures == 1 || elapsed.compareTo(limit) < 0
              ? Optional.of(doubled(first, longest, failures - 1))
              : Optional.empty();
    }
  }

  /** How to wait; what ends early, or not at all in a test, is not for a plan to know. */
  public interface Pause {
    /** Waits; whether there will be no other try, as all is to end. */
    boolean endsWithin(Duration time) throws InterruptedException;

    /** Sleeps, to the end. */
    Pause SLEEP =
        time -> {
          Thread.sleep(time.toMillis());
          return false;
        };

    /** There is no other try. */
    Pause NONE = time -> true;
  }

  /** Waits as planned, by the JVM's clock. */
  public Patience(Plan plan, Pause pause) {
    this(plan, pause, System::nanoTime);
  }

  /**
   * Waits as planned.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds from any point
   */
  public Patience(Plan plan, Pause pause, LongSupplier nanoTime) {
    this.plan = plan;
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /**
   * A time doubled so many times, but not longer than the longest, unless it was so from the start.
   */
  public static Duration doubled(Duration first, Duration longest, int times) {
    var doubled = first;
    for (var i = 0; i < times && doubled.compareTo(longest) < 0; i++) {
      doubled = doubled.multipliedBy(2);
    }
    return times > 0 && doubled.compareTo(longest) > 0 && first.compareTo(longest) < 0
        ? longest
        : doubled;
  }

  /**
   * Calls until there is an answer. A thread that is interrupted meanwhile stays so.
   *
   * @param failed told of the first outage; the others would say the same
   * @throws ApiException a refusal, or the outage with which patience ended
   */
  public <T> T call(Supplier<T> call, Consumer<ApiException> failed) {
    var begun = nanoTime.getAsLong();
    for (var failures = 1; ; failures++) {
      try {
        return call.get();
      } catch (ApiException e) {
        if (!e.isOutage()) {
          throw e;
        }
        if (failures == 1) {
          failed.accept(e);
        }
        var elapsed = Duration.ofNanos(nanoTime.getAsLong() - begun);
        var next = plan.after(e, failures, elapsed).orElseThrow(() -> e);
        if (ends(next)) {
          throw e;
        }
      }
    }
  }

  /** As {@link #call(Supplier, Consumer)}, in silence. */
  public <T> T call(Supplier<T> call) {
    return call(call, e -> {});
  }

  private boolean ends(Duration within) {
    try {
      return pause.endsWithin(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
