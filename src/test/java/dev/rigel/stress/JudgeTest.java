package dev.rigel.stress;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateType;
import dev.rigel.stress.Entry.Run;
import dev.rigel.stress.Entry.Span;
import dev.rigel.stress.Entry.State;
import dev.rigel.stress.Judge.Ends;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Made-up histories, of which each second is a moment of its own. */
class JudgeTest {
  private static final Ends NOTHING = new Ends(Map.of(), Set.of(), List.of());

  private final QueueOrders orders = new QueueOrders().add(change(1, false, -2, -1));
  private final List<Entry> history = new ArrayList<>();
  private final Run one = new Run(UUID.randomUUID(), "queue");
  private final Run two = new Run(UUID.randomUUID(), "queue");

  @Test
  void runs_one_after_the_other_are_as_they_should_be() {
    enter(1, one, SCHEDULED, "");
    enter(2, two, SCHEDULED, "");
    enter(3, one, PENDING, "Claimed by agent 'a' (1).");
    enter(4, one, RUNNING, Entry.beginning("a"));
    enter(5, one, COMPLETED, Entry.ending("a"));
    enter(6, two, PENDING, Entry.taking("b", at(5)));
    enter(7, two, RUNNING, Entry.beginning("b"));
    enter(8, two, CRASHED, "Crashed: b was lost");

    assertThat(judged().isContent()).as(judged().toString()).isTrue();
  }

  @Test
  void a_run_that_went_back_may_be_taken_by_another() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, SCHEDULED, "Back on its queue");
    enter(3, one, PENDING, Entry.taking("b", at(2)));
    enter(4, one, RUNNING, Entry.beginning("b"));

    assertThat(judged().isContent()).as(judged().toString()).isTrue();
  }

  @Test
  void a_run_that_two_take_is_doubled() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, PENDING, "Claimed by agent 'b' (1).");

    assertThat(judged().doubleTakes()).singleElement().asString().contains("a had it");
  }

  @Test
  void a_run_that_its_taker_takes_again_is_doubled() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, PENDING, Entry.taking("a", at(0)));

    assertThat(judged().doubleTakes()).hasSize(1);
  }

  @Test
  void a_run_that_begins_twice_is_doubled() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, RUNNING, Entry.beginning("a"));
    enter(3, one, RUNNING, Entry.beginning("a"));

    assertThat(judged().doubleTakes()).singleElement().asString().contains("it was running");
  }

  @Test
  void a_run_is_begun_and_ended_by_nobody_but_its_taker() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, RUNNING, Entry.beginning("b"));
    enter(3, one, COMPLETED, Entry.ending("b"));
    enter(4, two, RUNNING, Entry.beginning("b"));

    assertThat(judged().doubleTakes()).hasSize(3);
  }

  @Test
  void one_that_wakes_up_does_not_go_on_with_a_run_that_went_back() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, SCHEDULED, "Back on its queue");
    enter(3, one, RUNNING, Entry.beginning("a"));

    assertThat(judged().doubleTakes()).singleElement().asString().contains("nobody had it");
  }

  @Test
  void a_run_that_is_told_to_end_is_not_begun_again() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, RUNNING, Entry.beginning("a"));
    enter(3, one, new State(RUNNING, StateNames.CANCELLING, "Enough."));
    enter(4, one, CANCELLED, "");
    enter(5, two, new State(RUNNING, StateNames.CANCELLING, "Enough."));

    assertThat(judged().doubleTakes()).singleElement().asString().contains("it was not running");
  }

  @Test
  void what_has_ended_stays_so() {
    enter(1, one, CANCELLED, "");
    enter(2, one, PENDING, Entry.taking("a", at(0)));

    assertThat(judged().doubleTakes()).singleElement().asString().contains("it had ended");
  }

  @Test
  void a_take_without_a_place_breaks_the_limit() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, two, PENDING, Entry.taking("b", at(0)));

    assertThat(judged().overLimit()).singleElement().asString().contains(": 2 of 1");
  }

  @Test
  void a_run_that_runs_without_having_been_taken_needs_a_place_too() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, two, RUNNING, Entry.beginning("b"));

    assertThat(judged().overLimit()).hasSize(1);
  }

  @Test
  void another_queue_has_places_of_its_own() {
    var elsewhere = new Run(UUID.randomUUID(), "other");
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, elsewhere, PENDING, Entry.taking("a", at(0)));

    assertThat(judged().overLimit()).isEmpty();
  }

  @Test
  void a_place_that_a_transaction_leaves_and_takes_is_free() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(2, one, SCHEDULED, "Back on its queue");
    enter(2, two, PENDING, Entry.taking("a", at(0)));

    assertThat(judged().overLimit()).isEmpty();
  }

  @Test
  void a_limit_that_is_lowered_ends_nothing_and_lets_nothing_in() {
    orders.add(change(2, false, 0, 1)).add(change(1, false, 5, 6));
    enter(3, one, PENDING, Entry.taking("a", at(0)));
    enter(4, two, PENDING, Entry.taking("a", at(0)));
    enter(7, two, RUNNING, Entry.beginning("a"));

    assertThat(judged().overLimit()).isEmpty();

    enter(8, two, CANCELLED, "");
    enter(9, new Run(UUID.randomUUID(), "queue"), PENDING, Entry.taking("a", at(0)));

    assertThat(judged().overLimit()).singleElement().asString().contains(": 2 of 1");
  }

  @Test
  void while_a_change_is_on_its_way_both_limits_may_be_in_force() {
    orders.add(change(2, false, 2, 4));
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(3, two, PENDING, Entry.taking("a", at(0)));

    assertThat(judged().overLimit()).isEmpty();

    orders.add(change(1, false, 5, 7));
    enter(6, new Run(UUID.randomUUID(), "queue"), PENDING, Entry.taking("a", at(0)));

    assertThat(judged().overLimit()).singleElement().asString().contains(": 3 of 2");
  }

  @Test
  void a_limit_that_is_to_be_raised_lets_nothing_in_before_it_was_asked_for() {
    orders.add(change(2, false, 4, 5));
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    enter(3, two, PENDING, Entry.taking("a", at(0)));

    assertThat(judged().overLimit()).hasSize(1);
  }

  @Test
  void a_take_that_begins_while_the_queue_is_paused_is_found() {
    orders.add(change(1, true, 1, 2));
    enter(5, one, PENDING, "Claimed by agent 'a' (1).");

    assertThat(judged().whilePaused()).hasSize(1);
  }

  @Test
  void a_take_that_began_before_the_pause_may_end_in_it() {
    orders.add(change(1, true, 2, 3));
    enter(5, one, PENDING, Entry.taking("a", at(1)));

    assertThat(judged().whilePaused()).isEmpty();
  }

  @Test
  void a_take_that_began_in_the_pause_may_end_when_it_is_being_resumed() {
    orders.add(change(1, true, 1, 2)).add(change(1, false, 4, 6));
    enter(5, one, PENDING, "Claimed by agent 'a' (1).");

    assertThat(judged().whilePaused()).isEmpty();
  }

  @Test
  void what_is_taken_before_a_pause_runs_on_in_it() {
    enter(1, one, PENDING, Entry.taking("a", at(0)));
    orders.add(change(1, true, 2, 3));
    enter(5, one, RUNNING, Entry.beginning("a"));

    assertThat(judged().whilePaused()).isEmpty();
  }

  @Test
  void a_run_that_is_gone_that_nobody_created_or_that_is_there_twice_is_found() {
    var created = Map.of(one.id(), "k1", two.id(), "k2");
    var twice = new Ended(UUID.randomUUID(), "k1", COMPLETED, "");

    assertThat(lost(new Ends(created, Set.of(), List.of(end(one, "k1", COMPLETED, ""), twice))))
        .hasSize(2);
  }

  @Test
  void runs_end_completed_cancelled_on_request_or_crashed_with_their_agents() {
    var created = Map.of(one.id(), "k1", two.id(), "k2");
    var ends =
        List.of(end(one, "k1", CANCELLED, ""), end(two, "k2", CRASHED, "Crashed: a was lost"));

    assertThat(lost(new Ends(created, Set.of(one.id()), ends))).isEmpty();
    assertThat(lost(new Ends(created, Set.of(), ends))).hasSize(1);
  }

  @Test
  void a_run_that_waits_or_runs_for_ever_or_failed_is_lost() {
    for (var type : List.of(SCHEDULED, PENDING, RUNNING, FAILED)) {
      var ends = new Ends(Map.of(one.id(), "k1"), Set.of(), List.of(end(one, "k1", type, "")));
      assertThat(lost(ends)).as(type.name()).hasSize(1);
    }
  }

  private void enter(int second, Run run, StateType type, String message) {
    enter(second, run, new State(type, type.defaultName(), message));
  }

  private void enter(int second, Run run, State state) {
    history.add(new Entry(run, state, new Span(at(second), at(second))));
  }

  private static Instant at(int second) {
    return Instant.EPOCH.plusSeconds(100).plusSeconds(second);
  }

  private static QueueChange change(int limit, boolean isPaused, int asked, int answered) {
    return new QueueChange(limit, isPaused, at(asked), at(answered));
  }

  private static Ended end(Run run, String key, StateType type, String message) {
    return new Ended(run.id(), key, type, message);
  }

  private Judge judged() {
    var other = new QueueOrders().add(change(1, false, -2, -1));
    return Judge.of(history, Map.of("queue", orders, "other", other), NOTHING);
  }

  private static List<String> lost(Ends ends) {
    return Judge.of(List.of(), Map.of(), ends).lost();
  }
}
