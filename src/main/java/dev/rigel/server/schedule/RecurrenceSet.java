package dev.rigel.server.schedule;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The dates of all rules and the single dates, without those that a rule or a date excludes. */
final class RecurrenceSet implements WallTimes {
  private final List<RecurrenceRule> rules;
  private final List<RecurrenceRule> exclusions;
  private final NavigableSet<LocalDateTime> dates;
  private final NavigableSet<LocalDateTime> excludedDates;

  RecurrenceSet(
      List<RecurrenceRule> rules,
      List<RecurrenceRule> exclusions,
      Collection<LocalDateTime> dates,
      Collection<LocalDateTime> excludedDates) {
    this.rules = List.copyOf(rules);
    this.exclusions = List.copyOf(exclusions);
    this.dates = new TreeSet<>(dates);
    this.excludedDates = new TreeSet<>(excludedDates);
  }

  @Override
  public @Nullable LocalDateTime first(LocalDateTime from, LocalDateTime to, Effort effort) {
    var candidate = included(from, to, effort);
    while (candidate != null && isExcluded(candidate, effort)) {
      effort.spend();
      candidate = included(candidate.plusSeconds(1), to, effort);
    }
    return candidate;
  }

  List<RecurrenceRule> rules() {
    return rules;
  }

  List<RecurrenceRule> exclusions() {
    return exclusions;
  }

  /** Single ones, ascending. */
  NavigableSet<LocalDateTime> dates() {
    return dates;
  }

  NavigableSet<LocalDateTime> excludedDates() {
    return excludedDates;
  }

  private @Nullable LocalDateTime included(LocalDateTime from, LocalDateTime to, Effort effort) {
    var date = dates.ceiling(from);
    var found = date == null || date.isAfter(to) ? null : date;
    for (var rule : rules) {
      found = WallTimes.earlier(found, rule.first(from, found == null ? to : found, effort));
    }
    return found;
  }

  private boolean isExcluded(LocalDateTime date, Effort effort) {
    return excludedDates.contains(date)
        || exclusions.stream().anyMatch(rule -> rule.first(date, date, effort) != null);
  }
}
