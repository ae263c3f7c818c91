package dev.rigel.server.schedulepolicy;

import static dev.rigel.contract.state.StateType.CANCELLED;

import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateNames;
import dev.rigel.server.state.Verdict;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A planted run whose start has come, and what its schedule's policy makes of it.
 *
 * @param start when it was to start
 * @param nextDate the first date of the schedule after its own that has a run, come or to come
 * @param neverLate whether it was asked for by hand, so that its date may lie anywhere
 * @param active other runs of the deployment that are PENDING, RUNNING or await a retry
 * @param contested whether one of these is changing its state this very moment
 * @param waiting an older planted run of the deployment that waits already
 */
record StartingRun(
    RunName self,
    SchedulePolicy policy,
    OffsetDateTime start,
    @Nullable OffsetDateTime nextDate,
    boolean neverLate,
    List<RunName> active,
    boolean contested,
    @Nullable RunName waiting) {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** A run as messages name it. */
  record RunName(UUID id, String name, @Nullable String stateName) {
    @Override
    public String toString() {
      return "flow run '" + name + "' (" + id + ")";
    }
  }

  /**
   * Accepted, Rejected into an end, Displacing the active ones, Aborted while it has to wait for
   * them, or told to Wait for a moment.
   */
  Verdict verdict(OffsetDateTime now) {
    return overtaken(now).<Verdict>map(v -> v).orElseGet(this::besideTheActive);
  }

  /** What time alone decides: a later date has come, or the window has closed. */
  Optional<Verdict.Reject> overtaken(OffsetDateTime now) {
    if (neverLate || policy.catchUp() == CatchUp.none) {
      return Optional.empty();
    }
    if (policy.catchUp() == CatchUp.latest && nextDate != null && !nextDate.isAfter(now)) {
      return Optional.of(
          cancelled(
              StateNames.SUPERSEDED,
              "The date " + Scalars.text(nextDate) + " has come meanwhile."));
    }
    if (policy.catchUpWindow() != null && start.plus(policy.catchUpWindow()).isBefore(now)) {
      var seconds = policy.catchUpWindow().toMillis() / 1000.0;
      return Optional.of(
          cancelled(
              StateNames.MISSED,
              "Not started within %s s of %s.".formatted(seconds, Scalars.text(start))));
    }
    return Optional.empty();
  }

  /** When {@link #overtaken} may say something else; empty for never. */
  Optional<OffsetDateTime> overtakenAt() {
    if (neverLate || policy.catchUp() == CatchUp.none) {
      return Optional.empty();
    }
    var next = policy.catchUp() == CatchUp.latest ? nextDate : null;
    var window = policy.catchUpWindow();
    var closed = window == null ? null : start.plus(window).plusNanos(1_000);
    return Stream.of(Optional.ofNullable(next), Optional.ofNullable(closed))
        .flatMap(Optional::stream)
        .min(OffsetDateTime::compareTo);
  }

  private Verdict besideTheActive() {
    if (active.isEmpty() && !contested) {
      return Verdict.ACCEPT;
    }
    return switch (policy.overlap()) {
      case start_anyway -> Verdict.ACCEPT;
      case skip -> skipped(active.get(0), "was still " + active.get(0).stateName());
      case queue_one ->
          waiting == null
              ? new Verdict.Abort("The start waits for the end of " + active.get(0) + ".")
              : skipped(waiting, "waits already");
      case cancel_running -> displacing();
    };
  }

  private static Verdict skipped(RunName other, String why) {
    return cancelled(StateNames.SKIPPED, "Of the same deployment, " + other + " " + why + ".");
  }

  private Verdict displacing() {
    return contested
        ? new Verdict.Wait(SOON, "An active run of the deployment is changing its state.")
        : new Verdict.Displace(
            active.stream().map(RunName::id).toList(),
            StateCreate.of(CANCELLED, "Of the same deployment, " + self + " has taken over."));
  }

  private static Verdict.Reject cancelled(String name, String message) {
    return new Verdict.Reject(StateCreate.named(CANCELLED, name, message), name);
  }
}
