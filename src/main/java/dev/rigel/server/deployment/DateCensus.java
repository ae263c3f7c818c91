package dev.rigel.server.deployment;

import dev.rigel.contract.schedule.ScheduleDates;
import dev.rigel.contract.schedule.ScheduleDatesBuilder;
import dev.rigel.contract.schedule.ScheduleGrouping;
import dev.rigel.contract.schedule.ScheduledDate;
import dev.rigel.contract.schedule.ScheduledDateBuilder;
import dev.rigel.contract.schedule.ScheduledDates;
import dev.rigel.contract.schedule.UncountedSchedule;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.InvalidScheduleException;
import dev.rigel.server.schedule.StartJitter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the dates of deployments in a span, and keeps them as long as they are few. */
final class DateCensus {
  /** A month of every 5 minutes. */
  static final int MOST_OF_ONE = 10_000;

  /** Of all together; some 200 ms. A deployment gets its share of them, of at least these. */
  private static final int MOST = 200_000;

  private static final int LEAST_SHARE = 100;
  private static final int MOST_SHOWN = 500;
  private static final Duration BY_HOUR = Duration.ofDays(8);

  private final ZoneId zone;
  private final OffsetDateTime start;
  private final OffsetDateTime end;
  private final int share;
  private final boolean byHour;
  private final Map<OffsetDateTime, Group> groups = new TreeMap<>(OffsetDateTime.timeLineOrder());
  private final List<ScheduledDate> shown = new ArrayList<>();
  private final List<UncountedSchedule> uncounted = new ArrayList<>();
  private int count;

  /**
   * @param end inclusive
   * @param deployments how many will be counted
   */
  DateCensus(ZoneId zone, OffsetDateTime start, OffsetDateTime end, int deployments) {
    this.zone = zone;
    this.start = start;
    this.end = end;
    this.share = Math.min(MOST_OF_ONE, Math.max(LEAST_SHARE, MOST / Math.max(1, deployments)));
    this.byHour = Duration.between(start, end).compareTo(BY_HOUR) <= 0;
  }

  private static final class Group {
    private final Map<String, Integer> queues = new TreeMap<>();
    private int count;

    void add(@Nullable String queue) {
      count++;
      if (queue != null) {
        queues.merge(queue, 1, Integer::sum);
      }
    }
  }

  /**
   * Counts one.
   *
   * @param dates may throw {@link InvalidScheduleException}
   */
  void count(Deployment deployment, Supplier<Dates> dates) {
    List<OffsetDateTime> found;
    try {
      found = dates.get().until(end).from(start).limit(share + 1L).toList();
    } catch (InvalidScheduleException e) {
      leaveOut(deployment, String.valueOf(e.getMessage()));
      return;
    }
    if (found.size() > share) {
      leaveOut(
          deployment, String.format(Locale.ENGLISH, "more than %,d dates in this span", share));
    } else {
      found.forEach(date -> add(deployment, date));
    }
  }

  private void leaveOut(Deployment deployment, String reason) {
    uncounted.add(
        new UncountedSchedule(
            deployment.id(), deployment.name(), deployment.workQueueName(), reason));
  }

  private void add(Deployment deployment, OffsetDateTime date) {
    var local = date.atZoneSameInstant(zone);
    groups.computeIfAbsent(beginning(local), any -> new Group()).add(deployment.workQueueName());
    if (++count <= MOST_SHOWN) {
      shown.add(shown(deployment, local.toOffsetDateTime()));
    }
  }

  private OffsetDateTime beginning(ZonedDateTime time) {
    return byHour
        ? time.truncatedTo(ChronoUnit.HOURS).toOffsetDateTime()
        : time.toLocalDate().atStartOfDay(zone).toOffsetDateTime();
  }

  private static ScheduledDate shown(Deployment deployment, OffsetDateTime date) {
    var jitter = new StartJitter(deployment.schedulePolicy().startJitter());
    return ScheduledDateBuilder.builder()
        .deploymentId(deployment.id())
        .flowId(deployment.flowId())
        .deploymentName(deployment.name())
        .workQueueName(deployment.workQueueName())
        .scheduledTime(date)
        .expectedStartTime(jitter.startOf(deployment.id(), date))
        .build();
  }

  ScheduleDates result(String timezone) {
    var isGrouped = count > MOST_SHOWN;
    return ScheduleDatesBuilder.builder()
        .timezone(timezone)
        .groupedBy(grouping(isGrouped))
        .count(count)
        .dates(isGrouped ? List.of() : inOrder())
        .groups(isGrouped ? groups() : List.of())
        .uncounted(uncounted)
        .build();
  }

  private ScheduleGrouping grouping(boolean isGrouped) {
    if (!isGrouped) {
      return ScheduleGrouping.none;
    }
    return byHour ? ScheduleGrouping.hour : ScheduleGrouping.day;
  }

  private List<ScheduledDate> inOrder() {
    return shown.stream()
        .sorted(
            Comparator.comparing(ScheduledDate::scheduledTime, OffsetDateTime.timeLineOrder())
                .thenComparing(ScheduledDate::deploymentName)
                .thenComparing(ScheduledDate::deploymentId))
        .toList();
  }

  private List<ScheduledDates> groups() {
    return groups.entrySet().stream()
        .map(
            group ->
                new ScheduledDates(group.getKey(), group.getValue().count, group.getValue().queues))
        .toList();
  }
}
