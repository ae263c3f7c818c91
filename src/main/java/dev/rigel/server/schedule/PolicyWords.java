package dev.rigel.server.schedule;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.SchedulePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a policy makes of the dates of a schedule, in English. */
public final class PolicyWords {
  private PolicyWords() {}

  /**
   * Sentences without full stops; none for what a server without policies does.
   *
   * @param timezone of the schedule; null: UTC
   * @param calendars by name; those that the policy names
   */
  public static List<String> of(
      SchedulePolicy policy, @Nullable String timezone, Map<String, BusinessCalendar> calendars) {
    var words = new ArrayList<String>();
    for (var name : policy.calendars()) {
      var calendar = calendars.get(name);
      words.add(
          calendar != null && calendar.listed() == BusinessCalendar.Listed.OPEN
              ? "Only on days of " + name
              : name + " left out");
    }
    var jitter = policy.startJitter();
    if (!jitter.isZero()) {
      words.add("With up to " + English.length(jitter) + " jitter");
    }
    switch (policy.overlap()) {
      case skip -> words.add("If another run is active, the new one is skipped");
      case queue_one ->
          words.add("If another run is active, the new one waits, and further ones are skipped");
      case cancel_running -> words.add("If another run is active, it is cancelled");
      case start_anyway -> {}
    }
    if (policy.catchUp() != CatchUp.none) {
      words.add(caughtUp(policy));
    }
    var end = policy.end();
    if (end != null) {
      var zone = Zones.parse(timezone);
      words.add("Until " + English.moment(end.atZoneSameInstant(zone).toLocalDateTime()));
    }
    if (policy.maxRuns() != null) {
      words.add(
          policy.maxRuns() == 1
              ? "At most 1 run"
              : "At most " + English.number(policy.maxRuns()) + " runs");
    }
    return words;
  }

  private static String caughtUp(SchedulePolicy policy) {
    var which =
        policy.catchUp() == CatchUp.all
            ? "Missed dates are caught up"
            : "Of missed dates, the latest is caught up";
    var window = policy.catchUpWindow();
    return window == null ? which : which + " within " + English.length(window);
  }
}
