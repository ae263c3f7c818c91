package dev.rigel.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.it.Deployed;
import dev.rigel.stress.Ledger.Event;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Eight agents beside two servers, with {@code -Drigel.stress.runs} runs (default 300), and as
 * {@code -Drigel.stress.seed} lets chance have it (default: another one each time). Each test holds
 * one of the things that must be true afterwards.
 */
@EnabledIfSystemProperty(
    named = "it.postgresql.port",
    matches = ".+",
    disabledReason = "H2 has one server, and does not tell when a state was committed")
@DisabledIf(
    value = "isLeftOut",
    disabledReason = "it is the database that keeps what is tried; with -Drigel.pairs=all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StressIT {
  private static final int RUNS = Integer.getInteger("rigel.stress.runs", 300);
  private static final long SEED =
      Long.getLong("rigel.stress.seed", new Random().nextInt(1_000_000));

  private Arena arena;
  private Battle.Result result;

  static boolean isLeftOut() {
    return Deployed.onWildFly() && !Deployed.onAllPairs();
  }

  @BeforeAll
  void fight() throws Exception {
    System.out.println("stress: -Drigel.stress.runs=" + RUNS + " -Drigel.stress.seed=" + SEED);
    arena = Arena.open();
    result = new Battle(arena, RUNS, SEED).fight();
    print();
  }

  @AfterAll
  void end() throws Exception {
    if (arena != null) {
      arena.close();
    }
  }

  private void print() {
    var judge = result.judge();
    var seconds = result.time().toMillis() / 1000.0;
    System.out.println(
        "| Server | Runs | Time | Runs a second | Double takes | Over the limit | While paused | Lost | |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    System.out.printf(
        "| %s | %d | %.0f s | %.1f | %d | %d | %d | %d | %s |%n",
        Deployed.onWildFly() ? "WildFly" : "Payara Micro",
        RUNS,
        seconds,
        RUNS / seconds,
        judge.doubleTakes().size(),
        judge.overLimit().size(),
        judge.whilePaused().size(),
        judge.lost().size(),
        result.ledger());
  }

  @Test
  void no_run_is_taken_or_begun_by_two() {
    assertThat(result.judge().doubleTakes()).isEmpty();
    assertThat(arena.witness().oddClaims()).as("runs whose claims are not their takes").isZero();
  }

  @Test
  void no_limit_is_exceeded() {
    assertThat(result.judge().overLimit()).isEmpty();
  }

  @Test
  void no_take_begins_while_its_queue_is_paused() {
    assertThat(result.judge().whilePaused()).isEmpty();
  }

  @Test
  void no_run_is_lost() {
    assertThat(result.judge().lost()).isEmpty();
    assertThat(arena.witness().unseen()).as("states without a witness").isZero();
  }

  @Test
  void every_answer_was_good_and_no_transaction_was_in_the_way_of_another() {
    assertThat(result.ledger().troubles()).isEmpty();
    assertThat(arena.traces()).as("lines of stack traces").isEmpty();
    assertThat(arena.witness().deadlocks()).as("deadlocks").isZero();
  }

  @Test
  void there_was_something_to_endure() {
    for (var event :
        new Event[] {
          Event.LIMITS_CHANGED,
          Event.PAUSES,
          Event.CANCELS,
          Event.AGENTS_KILLED,
          Event.AGENTS_FROZEN
        }) {
      assertThat(result.ledger().countOf(event)).as("" + event).isPositive();
    }
  }
}
