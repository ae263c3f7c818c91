package dev.rigel.server.scheduler.checker;

import dev.rigel.contract.schedule.Schedule;
import dev.rigel.server.schedule.Schedules;
import dev.rigel.server.scheduler.checker.History.Event;
import dev.rigel.server.scheduler.checker.History.What;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Targets against planted runs, from the history alone. A version of a deployment reigns from the
 * transaction that made it until the next one's. While an active version reigns, every date of its
 * schedule has a run at the end of the reign, and every run that is planted has such a date, which
 * lies not before the version was made, unless somebody asked for it. No two runs of a deployment
 * have one date.
 *
 * @param targets dates that had to be planted
 * @param faults what is wrong, in words; empty is as it should be
 */
record Findings(int targets, List<String> faults) {

  /** A span of dates that somebody asked to be planted, on any deployment of that name. */
  record Asked(OffsetDateTime from, OffsetDateTime to) {}

  /**
   * Looks.
   *
   * @param ahead what the servers' clock is ahead of the one that wrote the history
   * @param end until when dates had to be planted, by the servers' clock
   */
  static Findings of(List<Event> history, List<Asked> asked, Duration ahead, OffsetDateTime end) {
    var lives = new LinkedHashMap<UUID, List<Event>>();
    history.forEach(
        event -> lives.computeIfAbsent(event.deployment(), d -> new ArrayList<>()).add(event));
    var found = new Findings.Search(asked, ahead, end);
    lives.values().forEach(found::examine);
    return new Findings(found.targets, found.faults);
  }

  private static final class Search {
    private final List<Asked> asked;
    private final Duration ahead;
    private final OffsetDateTime end;
    private final List<String> faults = new ArrayList<>();
    private int targets;

    Search(List<Asked> asked, Duration ahead, OffsetDateTime end) {
      this.asked = asked;
      this.ahead = ahead;
      this.end = end;
    }

    void examine(List<Event> life) {
      var versions =
          life.stream().filter(e -> e.what() == What.VERSION || e.what() == What.DELETED).toList();
      for (int i = 0; i < versions.size(); i++) {
        examineReign(life, versions.get(i), i + 1 < versions.size() ? versions.get(i + 1) : null);
      }
      findDoubles(life);
    }

    private void examineReign(List<Event> life, Event version, Event next) {
      var planted = planted(life, version, next);
      for (var run : planted) {
        var date = run.time();
        if (version.what() == What.DELETED || !version.active() || version.schedule() == null) {
          faults.add("extra: " + date + " planted while nothing was to be, by " + run);
        } else if (!isDate(version.schedule(), date)) {
          faults.add("extra: " + date + " is no date of " + version);
        } else if (date.isBefore(version.time()) && !isAsked(date)) {
          faults.add("extra: " + date + " lies before its version " + version);
        }
      }
      if (version.active() && version.schedule() != null) {
        findMissed(life, version, next);
      }
    }

    /** Runs planted in a reign; its own transaction counts, whatever came first in it. */
    private static List<Event> planted(List<Event> life, Event version, Event next) {
      return life.stream()
          .filter(e -> e.what() == What.PLANTED)
          .filter(e -> e.tx() == version.tx() || e.seq() > version.seq())
          .filter(e -> next == null || e.tx() != next.tx() && e.seq() < next.seq())
          .toList();
    }

    private void findMissed(List<Event> life, Event version, Event next) {
      var living = livingAtTheEnd(life, next);
      var madeAt =
          life.stream()
              .filter(e -> e.tx() == version.tx())
              .map(Event::at)
              .max(OffsetDateTime::compareTo)
              .orElseThrow();
      var until = next == null || next.at().plus(ahead).isAfter(end) ? end : next.at().plus(ahead);
      var dates =
          Schedules.dates(version.schedule())
              .from(madeAt.plus(ahead))
              .takeWhile(date -> date.isBefore(until))
              .toList();
      targets += dates.size();
      dates.stream()
          .filter(date -> !living.contains(date))
          .forEach(date -> faults.add("missed: " + date + " of " + version));
    }

    private static Set<OffsetDateTime> livingAtTheEnd(List<Event> life, Event next) {
      var living = new HashSet<OffsetDateTime>();
      for (var event : life) {
        if (next != null && (event.tx() == next.tx() || event.seq() > next.seq())) {
          continue;
        }
        if (event.what() == What.PLANTED) {
          living.add(event.time());
        } else if (event.what() == What.UPROOTED) {
          living.remove(event.time());
        }
      }
      return living;
    }

    private void findDoubles(List<Event> life) {
      Map<OffsetDateTime, Integer> living = new HashMap<>();
      for (var event : life) {
        if (event.what() == What.PLANTED && living.merge(event.time(), 1, Integer::sum) > 1) {
          faults.add("double: " + event.time() + " by " + event);
        } else if (event.what() == What.UPROOTED) {
          living.merge(event.time(), -1, Integer::sum);
        }
      }
    }

    private static boolean isDate(Schedule schedule, OffsetDateTime date) {
      return Schedules.dates(schedule).atOrAfter(date).filter(date::isEqual).isPresent();
    }

    private boolean isAsked(OffsetDateTime date) {
      return asked.stream().anyMatch(a -> !date.isBefore(a.from()) && !date.isAfter(a.to()));
    }
  }
}
