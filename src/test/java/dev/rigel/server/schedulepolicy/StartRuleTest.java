package dev.rigel.server.schedulepolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.RunInHand;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.Verdict;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several planted runs that ask in one batch: each is judged after those before it. */
class StartRuleTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final UUID DEPLOYMENT = new UUID(0, 7);

  private final FlowRun first = RunInHand.planted(DEPLOYMENT, NOON.minusHours(2));
  private final FlowRun second = RunInHand.planted(DEPLOYMENT, NOON.minusHours(1));

  private static StartingRuns starting(Overlap overlap) {
    var policy = SchedulePolicyBuilder.builder().overlap(overlap).build();
    var none = new OtherRuns(Map.of(), Set.of(), Map.of());
    return new StartingRuns(Map.of(DEPLOYMENT, policy), Map.of(), none, Map.of());
  }

  private static Transition<FlowRun> to(StateType type, FlowRun run) {
    return new Transition<>(run, StateCreate.of(type, null), NOON);
  }

  @ParameterizedTest
  @CsvSource({
    "start_anyway, PENDING, Accept",
    "skip, PENDING, Reject",
    "queue_one, PENDING, Abort",
    "queue_one, RUNNING, Wait",
    "cancel_running, PENDING, Displace",
  })
  void the_second_of_a_batch_meets_the_first(Overlap overlap, StateType type, String verdict) {
    var starting = starting(overlap);
    var rule = new StartRule(starting);

    assertThat(rule.judge(to(type, first))).isEqualTo(Verdict.ACCEPT);
    starting.started(to(type, first));
    var judged = rule.judge(to(type, second));

    assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    if (judged instanceof Verdict.Displace displace) {
      assertThat(starting.displaced(List.of(displace))).containsOnlyKeys(first);
    }
  }

  @Test
  void where_no_policy_can_have_a_say_the_database_is_not_asked() {
    var byHand = RunInHand.in(StateType.SCHEDULED, NOON);
    var withoutDatabase = new SchedulePolicyRuns();

    assertThat(withoutDatabase.starting(List.of(), NOON).of(byHand)).isEmpty();
    assertThat(withoutDatabase.starting(List.of(byHand), NOON).of(byHand)).isEmpty();
  }

  @Test
  void one_that_does_not_start_is_in_nobodys_way() {
    var starting = starting(Overlap.skip);
    var rule = new StartRule(starting);

    rule.judge(to(StateType.PENDING, first));
    starting.ended(first);

    assertThat(rule.judge(to(StateType.PENDING, second))).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void what_a_policy_has_no_say_in_starts() {
    var starting = starting(Overlap.skip);
    var rule = new StartRule(starting);
    starting.started(to(StateType.RUNNING, first));
    var byHand = RunInHand.in(StateType.SCHEDULED, NOON);
    var elsewhere = RunInHand.planted(new UUID(0, 8), NOON);
    RunInHand.enter(second, StateCreate.of(StateType.RUNNING, null), NOON);

    assertThat(rule.judge(to(StateType.PENDING, byHand))).isEqualTo(Verdict.ACCEPT);
    assertThat(rule.judge(to(StateType.PENDING, elsewhere))).isEqualTo(Verdict.ACCEPT);
    assertThat(rule.judge(to(StateType.FAILED, second))).isEqualTo(Verdict.ACCEPT);
  }
}
