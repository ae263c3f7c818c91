package dev.rigel.server.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.concurrencylimit.SlotUse;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.RunInHand;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on their own: no database, no clock. */
class RulesTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final UUID DEPLOYMENT = new UUID(0, 7);

  private static Transition<FlowRun> transition(FlowRun run, StateCreate to) {
    return new Transition<>(run, to, NOON);
  }

  private static Transition<FlowRun> transition(StateType from, StateType to) {
    return transition(RunInHand.in(from, NOON.minusHours(1)), StateCreate.of(to, null));
  }

  private static String word(Verdict verdict) {
    return verdict.getClass().getSimpleName();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, RUNNING, , true, Abort",
    "FAILED, SCHEDULED, , true, Abort",
    "FAILED, SCHEDULED, AwaitingRetry, true, Accept",
    "FAILED, SCHEDULED, AwaitingRetry, false, Abort",
    "RUNNING, SCHEDULED, AwaitingRetry, false, Accept",
    "RUNNING, COMPLETED, , false, Accept",
  })
  void an_end_is_left_only_to_be_retried_by_the_deployment(
      StateType from, StateType to, String name, boolean deployed, String verdict) {
    var run =
        RunInHand.in(
            StateCreate.of(from, null),
            NOON.minusHours(1),
            deployed ? DEPLOYMENT : null,
            EmpiricalPolicy.NONE);
    var proposed = name == null ? StateCreate.of(to, null) : StateCreate.named(to, name, null);

    assertThat(word(new TerminalGuard().judge(transition(run, proposed)))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    ", RUNNING, Accept",
    "SCHEDULED, SCHEDULED, Abort",
    "SCHEDULED, PENDING, Accept",
    "SCHEDULED, RUNNING, Accept",
    "PENDING, SCHEDULED, Abort",
    "PENDING, PENDING, Abort",
    "RUNNING, PENDING, Abort",
    "RUNNING, RUNNING, Abort",
    "RUNNING, FAILED, Accept",
    "PENDING, CANCELLED, Accept",
    "COMPLETED, RUNNING, Accept",
  })
  void a_run_goes_forward_only(StateType from, StateType to, String verdict) {
    assertThat(word(new NoBackwardStep().judge(transition(from, to)))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "Cancelling, true, FAILED, Reject",
    "Cancelling, true, CRASHED, Reject",
    "Cancelling, true, CANCELLED, Accept",
    "Cancelling, true, COMPLETED, Accept",
    "Cancelling, false, FAILED, Accept",
    "Running, true, FAILED, Accept",
  })
  void a_run_that_is_being_cancelled_fails_no_more(
      String name, boolean claimed, StateType to, String verdict) {
    var run = RunInHand.in(StateType.PENDING, NOON.minusHours(1));
    if (claimed) {
      run.claimedBy(new UUID(0, 9), null);
    }
    RunInHand.enter(run, StateCreate.of(StateType.RUNNING, null), NOON.minusMinutes(2));
    if (name.equals("Cancelling")) {
      var cancelled = StateCreate.of(StateType.CANCELLED, "Off.");
      RunInHand.enter(run, Cancelling.asked(cancelled), NOON.minusMinutes(1));
      assertThat(run.stateName()).isEqualTo("Cancelling");
    }

    assertThat(word(new Cancelling().judge(transition(run, StateCreate.of(to, "exit 1")))))
        .isEqualTo(verdict);
    assertThat(run.runCount()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0, 0", "PT0.000001S, 1, 1", "PT1.5S, 2, 1500", "-PT1S, 0, 0"})
  void a_run_waits_for_its_time_and_no_less(Duration ahead, int seconds, int milliseconds) {
    var scheduled = StateCreate.scheduled(NOON.plus(ahead), null);
    var run = RunInHand.in(scheduled, NOON.minusHours(1), null, EmpiricalPolicy.NONE);
    var judgement =
        new Rules<FlowRun>(List.of(new WaitForScheduledTime()))
            .judge(transition(run, StateCreate.of(StateType.PENDING, null)));

    assertThat(judgement.isAccepted()).isEqualTo(seconds == 0);
    if (seconds > 0) {
      assertThat(judgement.refusal().details()).hasToString(waits(seconds, milliseconds));
    }
  }

  private static String waits(int seconds, int milliseconds) {
    return "Wait[delaySeconds=%d, delayMilliseconds=%d, reason=Scheduled time is in the future]"
        .formatted(seconds, milliseconds);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 30, RUNNING, FAILED, Reject",
    "0, 30, RUNNING, FAILED, Accept",
    "1, 30, RUNNING, CRASHED, Accept",
    "1, 30, PENDING, FAILED, Accept",
    ", , RUNNING, FAILED, Accept",
  })
  void a_run_that_fails_is_tried_again_while_it_may(
      Integer retries, Integer delay, StateType from, StateType to, String verdict) {
    var policy = EmpiricalPolicy.of(retries, delay);
    var run = RunInHand.in(StateCreate.of(from, null), NOON.minusHours(1), null, policy);
    var judged = new Retry().judge(transition(run, StateCreate.of(to, "no file")));

    assertThat(word(judged)).isEqualTo(verdict);
    if (judged instanceof Verdict.Reject reject) {
      assertThat(reject.state().name()).isEqualTo("AwaitingRetry");
      assertThat(reject.state().message()).isEqualTo("no file");
      assertThat(reject.state().stateDetails().scheduledTime()).isEqualTo(NOON.plusSeconds(30));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1, Accept", "2, 2, Wait", "2, 3, Wait", "0, 0, Abort", "-1, 0, Abort"})
  void a_task_run_needs_a_slot(int limit, int used, String verdict) {
    var rule = new TagLimits(List.of(new SlotUse("a", 9, 0), new SlotUse("b", limit, used)));

    assertThat(word(rule.judge(null))).isEqualTo(verdict);
  }

  @Test
  void without_limits_nothing_is_asked() {
    assertThat(new TagLimits(List.of()).judge(null)).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void the_first_rule_that_refuses_has_the_last_word() {
    var asked = new ArrayList<String>();
    var displace = new Verdict.Displace(List.of(new UUID(0, 3)), StateCreate.of(null, null));
    var judgement =
        new Rules<FlowRun>(
                List.of(
                    saying(asked, "renames", new Verdict.Rename("Again")),
                    saying(asked, "displaces", displace),
                    saying(asked, "refuses", new Verdict.Abort("no")),
                    saying(asked, "is not asked", Verdict.ACCEPT)))
            .judge(transition(StateType.PENDING, StateType.RUNNING));

    assertThat(asked).containsExactly("renames", "displaces", "refuses");
    assertThat(judgement.reason()).contains("no");
    assertThat(judgement.stored()).isEmpty();
    assertThat(judgement.transition().name()).isEqualTo("Again");
    assertThat(judgement.transition().displacing()).containsExactly(displace);
  }

  private static TransitionRule<FlowRun> saying(List<String> asked, String name, Verdict verdict) {
    return transition -> {
      asked.add(name);
      return verdict;
    };
  }
}
