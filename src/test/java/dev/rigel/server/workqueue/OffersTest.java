package dev.rigel.server.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.RunInHand;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OffersTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");

  private final Offers offers = new Offers();
  private final UUID queue = UUID.randomUUID();
  private final UUID run = UUID.randomUUID();
  private final UUID one = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();

  @Test
  void an_offer_is_told_to_others_on_its_queue() {
    offers.offered(queue, one, List.of(run), NOON);

    assertThat(offers.toOthers(queue, one, NOON)).isEmpty();
    assertThat(offers.toOthers(queue, other, NOON)).containsExactly(run);
    assertThat(offers.toOthers(queue, null, NOON)).containsExactly(run);
    assertThat(offers.toOthers(UUID.randomUUID(), other, NOON)).isEmpty();
  }

  @Test
  void polls_that_do_not_say_who_asks_are_of_different_agents() {
    offers.offered(queue, null, List.of(run), NOON);

    assertThat(offers.toOthers(queue, null, NOON)).containsExactly(run);
    assertThat(offers.toOthers(queue, one, NOON)).containsExactly(run);
  }

  @Test
  void it_stays_the_first_ones_while_others_are_offered_the_run_too() {
    offers.offered(queue, one, List.of(run), NOON);
    offers.offered(queue, other, List.of(run), NOON.plusSeconds(1));

    assertThat(offers.toOthers(queue, one, NOON.plusSeconds(1))).isEmpty();
    assertThat(offers.toOthers(queue, other, NOON.plusSeconds(1))).containsExactly(run);
  }

  @Test
  void it_holds_for_three_seconds_and_once_in_a_minute() {
    offers.offered(queue, one, List.of(run), NOON);

    assertThat(offers.toOthers(queue, other, NOON.plusNanos(2_999_000_000L))).hasSize(1);
    assertThat(offers.toOthers(queue, other, NOON.plusSeconds(3))).isEmpty();

    offers.offered(queue, one, List.of(run), NOON.plusSeconds(59));
    assertThat(offers.toOthers(queue, other, NOON.plusSeconds(59))).isEmpty();

    offers.offered(queue, one, List.of(run), NOON.plusSeconds(60));
    assertThat(offers.toOthers(queue, other, NOON.plusSeconds(60))).hasSize(1);
  }

  @Test
  void a_clock_that_is_set_back_prolongs_nothing() {
    offers.offered(queue, one, List.of(run), NOON);

    assertThat(offers.toOthers(queue, other, NOON.minusSeconds(1))).hasSize(1);
    assertThat(offers.toOthers(queue, other, NOON.minusSeconds(3))).isEmpty();
  }

  @Test
  void what_was_taken_is_forgotten() {
    offers.offered(queue, one, List.of(run), NOON);
    offers.forget(List.of(run));

    assertThat(offers.toOthers(queue, other, NOON)).isEmpty();
  }

  @Test
  void so_many_are_told_of_a_queue_and_remembered_in_all() {
    var many = ids(Offers.MOST_OF_A_QUEUE + 5);
    offers.offered(queue, one, many, NOON);

    assertThat(offers.toOthers(queue, other, NOON))
        .containsExactlyInAnyOrderElementsOf(many.subList(0, Offers.MOST_OF_A_QUEUE));

    var busy = UUID.randomUUID();
    offers.offered(busy, one, ids(Offers.MOST - 1), NOON);

    assertThat(offers.toOthers(queue, other, NOON)).containsExactly(many.get(many.size() - 1));
  }

  @Test
  void what_others_were_offered_comes_last_of_what_is_due_and_of_the_rest() {
    var due = Stream.of(-9, -5, 0).map(OffersTest::run).toList();
    var ahead = Stream.of(1, 2).map(OffersTest::run).toList();
    var runs = Stream.concat(due.stream(), ahead.stream()).toList();
    var offered = Set.of(due.get(0).id(), due.get(1).id(), ahead.get(0).id());

    assertThat(OfferedRuns.ordered(runs, offered, NOON))
        .containsExactly(due.get(2), due.get(0), due.get(1), ahead.get(1), ahead.get(0));
    assertThat(OfferedRuns.ordered(runs, Set.of(), NOON)).isEqualTo(runs);
  }

  private static FlowRun run(int second) {
    var due = StateCreate.scheduled(NOON.plusSeconds(second), null);
    return RunInHand.in(due, NOON, null, EmpiricalPolicy.NONE);
  }

  private static List<UUID> ids(int count) {
    return Stream.generate(UUID::randomUUID).limit(count).toList();
  }
}
