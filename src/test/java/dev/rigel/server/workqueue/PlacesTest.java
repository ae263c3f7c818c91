package dev.rigel.server.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.RunInHand;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");

  private final FlowRun run = RunInHand.in(StateType.SCHEDULED, NOON);
  private final FlowRun running = RunInHand.in(StateType.RUNNING, NOON);
  private final List<String> counted = new ArrayList<>();

  private Places places(int left) {
    var own = new WorkQueue(WorkQueueCreate.named("q"), NOON);
    var other = new WorkQueue(WorkQueueCreate.named("other"), NOON);
    return new Places(
        List.of(own, other),
        queue -> {
          counted.add(queue.name());
          return left;
        });
  }

  @Test
  void each_run_takes_a_place() {
    var places = places(1);

    assertThat(places.fullFor(run, List.of())).isEmpty();
    places.take(run);

    assertThat(places.fullFor(run, List.of())).contains("q");
    assertThat(counted).containsExactly("q");
  }

  @Test
  void one_that_leaves_makes_room_if_it_held_a_place() {
    var places = places(0);

    assertThat(places.fullFor(run, List.of(running))).isEmpty();
    assertThat(places.fullFor(run, List.of(RunInHand.in(StateType.SCHEDULED, NOON)))).contains("q");
    places.giveBack(running);

    assertThat(places.fullFor(run, List.of())).isEmpty();
  }

  @Test
  void a_queue_that_was_lowered_takes_more_than_one_end_to_have_room() {
    assertThat(places(-1).fullFor(run, List.of(running))).contains("q");
  }
}
