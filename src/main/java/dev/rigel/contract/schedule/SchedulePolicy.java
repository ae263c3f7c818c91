package dev.rigel.contract.schedule;

import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the dates of a deployment's schedule become runs. The defaults do what servers without
 * policies do.
 *
 * @param catchUp which dates that passed unplanted still run
 * @param catchUpWindow how old a date may be that is caught up, in seconds, more than zero; with
 *     catch_up {@code all} or {@code latest} also how late after its date a planted run may be
 *     taken; null: any age
 * @param overlap what a planted run does while another run of the deployment is active
 * @param startJitter seconds by which starts are spread, 0 to 86400: a run starts at its date or
 *     less than this later, by a delay that depends on deployment and date alone
 * @param end last instant that may be a date, inclusive; null: none
 * @param maxRuns how many runs are planted in all, counted from when a value was first set, at
 *     least 1; null: any number
 * @param calendars names of business calendars, at most 10; a date must be open in all of them
 */
@WithBuilder
public record SchedulePolicy(
    @Default("\"none\"") CatchUp catchUp,
    @Nullable Duration catchUpWindow,
    @Default("\"start_anyway\"") Overlap overlap,
    @Default("0") Duration startJitter,
    @Nullable OffsetDateTime end,
    @Nullable Integer maxRuns,
    @Default("[]") List<String> calendars) {
  private static final Duration LONGEST_JITTER = Duration.ofDays(1);
  private static final int MOST_CALENDARS = 10;

  /** The defaults: nothing is asked of a schedule but its dates. */
  public static final SchedulePolicy NONE = SchedulePolicyBuilder.builder().build();

  /** Fills defaults in and refuses values out of range. */
  public SchedulePolicy {
    catchUp = catchUp == null ? CatchUp.none : catchUp;
    overlap = overlap == null ? Overlap.start_anyway : overlap;
    startJitter = startJitter == null ? Duration.ZERO : startJitter;
    calendars = calendars == null ? List.of() : List.copyOf(new LinkedHashSet<>(calendars));
    if (catchUpWindow != null && (catchUpWindow.isNegative() || catchUpWindow.isZero())) {
      throw refused("catch_up_window", "The catch-up window must be positive");
    }
    if (startJitter.isNegative() || startJitter.compareTo(LONGEST_JITTER) > 0) {
      throw refused("start_jitter", "The start jitter must lie between 0 and 86400 seconds");
    }
    if (maxRuns != null && maxRuns < 1) {
      throw refused("max_runs", "The maximum number of runs must be positive");
    }
    if (calendars.size() > MOST_CALENDARS) {
      throw refused("calendars", "At most " + MOST_CALENDARS + " calendars are possible");
    }
  }

  private static BodyReader.Invalid refused(String field, String message) {
    return new BodyReader.Invalid(field, message, "value_error");
  }
}
