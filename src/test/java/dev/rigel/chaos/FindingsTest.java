package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.chaos.Findings.Known;
import dev.rigel.chaos.Ledger.Confirmed;
import dev.rigel.chaos.Ledger.What;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final UUID run = UUID.randomUUID();
  private final List<Confirmed> confirmed =
      List.of(
          new Confirmed(What.CREATION, run, null, "key"),
          new Confirmed(What.STATE, run, StateType.PENDING, "mine"),
          new Confirmed(What.LOG, run, null, "line"));

  @Test
  void a_run_that_is_as_it_was_confirmed_is_in_order() {
    var known = knows("line", StateType.SCHEDULED, StateType.PENDING, StateType.COMPLETED);

    assertThat(Findings.of(confirmed, known).isEmpty()).isTrue();
  }

  @Test
  void a_run_a_state_or_a_line_that_is_not_there_is_gone() {
    assertThat(Findings.of(confirmed, Map.of()).gone()).hasSize(3);
    assertThat(Findings.of(confirmed, knows("other", StateType.SCHEDULED)).gone()).hasSize(2);
  }

  @Test
  void a_run_that_is_begun_twice_is_doubled() {
    var known =
        knows("line", StateType.PENDING, StateType.PENDING, StateType.RUNNING, StateType.COMPLETED);

    assertThat(Findings.of(confirmed, known).doubled()).hasSize(1);
  }

  @Test
  void a_run_that_two_were_given_is_doubled() {
    var twice =
        List.of(
            new Confirmed(What.STATE, run, StateType.PENDING, "mine"),
            new Confirmed(What.STATE, run, StateType.PENDING, "another's"));

    assertThat(Findings.of(twice, knows("line", StateType.COMPLETED)).doubled()).hasSize(1);
  }

  @Test
  void two_runs_for_one_key_are_doubled() {
    var one = new Known("key", states(StateType.COMPLETED), Set.of());

    var found = Findings.of(List.of(), Map.of(run, one, UUID.randomUUID(), one));

    assertThat(found.doubled()).hasSize(1);
  }

  @Test
  void a_run_without_an_end_is_stuck() {
    var known = knows("line", StateType.SCHEDULED, StateType.PENDING);

    assertThat(Findings.of(confirmed, known).stuck()).hasSize(1);
  }

  private Map<UUID, Known> knows(String line, StateType... types) {
    return Map.of(run, new Known("key", states(types), Set.of(line)));
  }

  private static List<StateResponse> states(StateType... types) {
    return IntStream.range(0, types.length)
        .mapToObj(
            i ->
                StateResponseBuilder.builder()
                    .id(UUID.randomUUID())
                    .type(types[i])
                    .name(types[i].name())
                    .message("mine")
                    .build())
        .toList();
  }
}
