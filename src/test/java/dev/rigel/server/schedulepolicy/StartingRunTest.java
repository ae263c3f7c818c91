package dev.rigel.server.schedulepolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.schedulepolicy.StartingRun.RunName;
import dev.rigel.server.state.Verdict;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartingRunTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final RunName SELF = new RunName(new UUID(0, 1), "brave-otter", "Scheduled");
  private static final RunName ACTIVE = new RunName(new UUID(0, 2), "calm-crane", "Running");
  private static final RunName WAITING = new RunName(new UUID(0, 3), "wise-wren", "Late");

  @ParameterizedTest
  @CsvSource({
    // overlap, active, contested, another waits, verdict
    "start_anyway, false, false, false, starts",
    "start_anyway, true, false, true, starts",
    "skip, false, false, false, starts",
    "skip, true, false, false, Skipped",
    "queue_one, false, false, false, starts",
    "queue_one, false, false, true, starts",
    "queue_one, true, false, false, waits",
    "queue_one, true, false, true, Skipped",
    "cancel_running, false, false, false, starts",
    "cancel_running, true, false, false, displaces",
    "cancel_running, true, true, false, asks again",
    "cancel_running, false, true, false, asks again",
  })
  void what_is_active_counts_as_the_policy_says(
      Overlap overlap, boolean active, boolean contested, boolean waits, String verdict) {
    var run =
        new StartingRun(
            SELF,
            policy(CatchUp.none, null, overlap),
            NOON,
            null,
            false,
            active ? List.of(ACTIVE) : List.of(),
            contested,
            waits ? WAITING : null);

    assertThat(word(run.verdict(NOON))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    // catch-up, window, next date after, never late, asked for after, verdict
    "none, , PT1H, false, PT10H, starts",
    "none, PT5M, PT1H, false, PT10H, starts",
    "latest, , PT1H, false, PT59M59.999999S, starts",
    "latest, , PT1H, false, PT1H, Superseded",
    "latest, , PT1H, true, PT1H, starts",
    "latest, , , false, PT10H, starts",
    "latest, PT5M, PT1H, false, PT5M, starts",
    "latest, PT5M, PT1H, false, PT5M0.000001S, Missed",
    "latest, PT5M, PT1H, false, PT1H, Superseded",
    "latest, PT5M, PT1H, true, PT10H, starts",
    "all, , PT1H, false, PT10H, starts",
    "all, PT5M, PT1H, false, PT5M, starts",
    "all, PT5M, PT1H, false, PT5M0.000001S, Missed",
    "all, PT5M, PT1H, true, PT10H, starts",
  })
  void time_overtakes_a_run_as_the_policy_says(
      CatchUp catchUp,
      Duration window,
      Duration further,
      boolean neverLate,
      Duration asked,
      String verdict) {
    var run = waitingRun(catchUp, window, further, neverLate);
    var now = NOON.plus(asked);

    assertThat(word(run.verdict(now))).isEqualTo(verdict);
    assertThat(run.overtaken(now).isPresent()).isEqualTo(!verdict.equals("starts"));
  }

  @ParameterizedTest
  @CsvSource({
    "none, PT5M, PT1H, false,",
    "latest, , PT1H, false, PT1H",
    "latest, , , false,",
    "latest, PT2H, PT1H, false, PT1H",
    "latest, PT5M, PT1H, false, PT5M0.000001S",
    "all, PT5M, PT1H, false, PT5M0.000001S",
    "all, , PT1H, false,",
    "latest, PT5M, PT1H, true,",
  })
  void it_is_known_when_to_look_again(
      CatchUp catchUp, Duration window, Duration further, boolean neverLate, Duration after) {
    var run = waitingRun(catchUp, window, further, neverLate);

    assertThat(run.overtakenAt().orElse(null)).isEqualTo(after == null ? null : NOON.plus(after));
    run.overtakenAt()
        .ifPresent(
            time -> {
              assertThat(run.overtaken(time)).isPresent();
              assertThat(run.overtaken(time.minusNanos(1_000))).isEmpty();
            });
  }

  @Test
  void who_comes_too_late_is_not_asked_what_is_active() {
    var run =
        new StartingRun(
            SELF,
            policy(CatchUp.latest, null, Overlap.cancel_running),
            NOON,
            NOON.plusHours(1),
            false,
            List.of(ACTIVE),
            false,
            null);

    assertThat(word(run.verdict(NOON.plusHours(1)))).isEqualTo("Superseded");
  }

  @Test
  void the_states_say_why() {
    var late = waitingRun(CatchUp.latest, Duration.ofMinutes(5), Duration.ofHours(1), false);

    assertThat(message(late.verdict(NOON.plusHours(1))))
        .isEqualTo("The date 2022-11-23T13:00:00+00:00 has come meanwhile.");
    assertThat(message(late.verdict(NOON.plusMinutes(6))))
        .isEqualTo("Not started within 300.0 s of 2022-11-23T12:00:00+00:00.");
    assertThat(message(busy(Overlap.skip, null).verdict(NOON)))
        .isEqualTo("Of the same deployment, flow run " + named(ACTIVE) + " was still Running.");
    assertThat(message(busy(Overlap.queue_one, WAITING).verdict(NOON)))
        .isEqualTo("Of the same deployment, flow run " + named(WAITING) + " waits already.");
    assertThat(((Verdict.Displace) busy(Overlap.cancel_running, null).verdict(NOON)))
        .satisfies(
            displace -> {
              assertThat(displace.others()).containsExactly(ACTIVE.id());
              assertThat(displace.state().type()).isEqualTo(StateType.CANCELLED);
              assertThat(displace.state().message())
                  .isEqualTo(
                      "Of the same deployment, flow run " + named(SELF) + " has taken over.");
            });
  }

  private static StartingRun busy(Overlap overlap, RunName waiting) {
    return new StartingRun(
        SELF,
        policy(CatchUp.none, null, overlap),
        NOON,
        null,
        false,
        List.of(ACTIVE),
        false,
        waiting);
  }

  private static StartingRun waitingRun(
      CatchUp catchUp, Duration window, Duration further, boolean neverLate) {
    return new StartingRun(
        SELF,
        policy(catchUp, window, Overlap.start_anyway),
        NOON,
        further == null ? null : NOON.plus(further),
        neverLate,
        List.of(),
        false,
        null);
  }

  private static SchedulePolicy policy(CatchUp catchUp, Duration window, Overlap overlap) {
    return SchedulePolicyBuilder.builder()
        .catchUp(catchUp)
        .catchUpWindow(window)
        .overlap(overlap)
        .build();
  }

  private static String named(RunName run) {
    return "'" + run.name() + "' (" + run.id() + ")";
  }

  private static String message(Verdict verdict) {
    return ((Verdict.Reject) verdict).state().message();
  }

  private static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Reject reject) {
      assertThat(reject.state().type()).isEqualTo(StateType.CANCELLED);
      return reject.state().name();
    }
    return verdict instanceof Verdict.Abort
        ? "waits"
        : verdict instanceof Verdict.Wait
            ? "asks again"
            : verdict instanceof Verdict.Displace ? "displaces" : "starts";
  }
}
