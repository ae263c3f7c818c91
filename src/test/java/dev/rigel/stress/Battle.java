package dev.rigel.stress;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Runs are created while agents take them and all sorts of things happen; in the end all queues are
 * resumed and left to themselves until every run has ended, or none does any more.
 */
final class Battle {
  /** Two things that happen are so far apart, at most. */
  private static final int MOST_MILLIS_APART = 120;

  /** Threads that create runs: more than agents end. */
  private static final int SOURCES = 3;

  private static final long LOOK_MILLIS = 100;

  /** So long no run ends, and nobody expects that one will. */
  private static final Duration STANDSTILL = Duration.ofSeconds(60);

  private final Arena arena;
  private final Ledger ledger = new Ledger();
  private final Queues queues;
  private final Crew crew;
  private final Turmoil turmoil;
  private final Random random;
  private final List<Thread> sources;
  private final Life life = new Life();

  Battle(Arena arena, int runs, long seed) {
    this.arena = arena;
    random = new Random(seed);
    queues = new Queues(arena::api, arena.witness(), ledger);
    crew = new Crew(arena, ledger, seed);
    turmoil = new Turmoil(queues, crew, ledger, random);
    var source = new Source(arena, queues, turmoil, ledger, new Random(seed - 1), runs);
    sources = Stream.generate(() -> new Thread(source, "source")).limit(SOURCES).toList();
  }

  /**
   * What came of it.
   *
   * @param time from the first run's creation to the last one's end
   */
  record Result(Judge judge, Ledger ledger, Duration time) {}

  Result fight() throws InterruptedException {
    var begun = System.nanoTime();
    sources.forEach(Thread::start);
    while (sources.stream().anyMatch(Thread::isAlive)) {
      turmoil.happen();
      life.rest(random.nextInt(MOST_MILLIS_APART));
    }
    turmoil.calmDown();
    awaitEnds();
    var time = Duration.ofNanos(System.nanoTime() - begun);
    crew.retire();
    var witness = arena.witness();
    var judge = Judge.of(witness.history(), queues.orders(), ledger.ends(witness.ends()));
    return new Result(judge, ledger, time);
  }

  private void awaitEnds() {
    var least = Integer.MAX_VALUE;
    var since = System.nanoTime();
    while (least > 0 && System.nanoTime() - since < STANDSTILL.toNanos()) {
      var waiting = arena.witness().waiting();
      if (waiting < least) {
        least = waiting;
        since = System.nanoTime();
      } else {
        life.rest(LOOK_MILLIS);
      }
    }
  }
}
