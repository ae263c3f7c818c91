package dev.rigel.server.deployment;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.schedule.PreviewedDate;
import dev.rigel.contract.schedule.ScheduleDates;
import dev.rigel.contract.schedule.ScheduleDatesQuery;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePreview;
import dev.rigel.contract.schedule.SchedulePreviewBuilder;
import dev.rigel.contract.schedule.SchedulePreviewRequest;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.InvalidScheduleException;
import dev.rigel.server.schedule.PolicyWords;
import dev.rigel.server.schedule.SchedulePreviews;
import dev.rigel.server.schedule.ScheduleWords;
import dev.rigel.server.schedule.Schedules;
import dev.rigel.server.schedule.StartJitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door to what schedules mean: reads, plants nothing. */
@ApplicationScoped
@Transactional
class ScheduleViews {
  private static final Duration USUAL_SPAN = Duration.ofDays(7);
  private static final Duration LONGEST_SPAN = Duration.ofDays(366);

  @Inject DeploymentRepository deployments;
  @Inject DeploymentDates dates;
  @Inject PolicyCalendars calendars;
  @Inject Planter planter;
  @Inject Clock clock;

  /** A schedule in words and dates; 422. */
  SchedulePreview preview(SchedulePreviewRequest request) {
    var now = Times.now(clock);
    var policy = request.schedulePolicy() == null ? SchedulePolicy.NONE : request.schedulePolicy();
    var schedule = Objects.requireNonNull(Deployments.settled(request.schedule(), now));
    var known =
        policy.calendars().isEmpty()
            ? Map.<String, BusinessCalendar>of()
            : calendars.named(policy.calendars());
    Deployments.demandKnown(policy.calendars(), known.keySet());
    var start = request.start() == null ? now : request.start();
    demandOrder(start, request.end());
    var seen = SchedulePreviews.of(schedule, policy, known, start, request.end(), request.limit());
    return SchedulePreviewBuilder.builder()
        .words(ScheduleWords.of(schedule, now))
        .timezone(schedule.timezone() == null ? "UTC" : schedule.timezone())
        .policyWords(PolicyWords.of(policy, schedule.timezone(), known))
        .dates(
            seen.found().stream().map(date -> date(date, policy, request.deploymentId())).toList())
        .notes(seen.notes())
        .build();
  }

  private static PreviewedDate date(
      OffsetDateTime date, SchedulePolicy policy, @Nullable UUID deploymentId) {
    if (deploymentId == null) {
      return new PreviewedDate(date, policy.startJitter().isZero() ? date : null);
    }
    return new PreviewedDate(
        date, new StartJitter(policy.startJitter()).startOf(deploymentId, date));
  }

  private static void demandOrder(OffsetDateTime start, @Nullable OffsetDateTime end) {
    if (end != null && end.isBefore(start)) {
      throw refused("end", "The end must not lie before the start");
    }
  }

  private static Problem refused(String field, String message) {
    return Problem.invalid(
        List.of(FieldError.of(List.of("body", field), message, "value_error")), null);
  }

  /** The dates of many deployments: three statements, however many there are; 422. */
  ScheduleDates dates(ScheduleDatesQuery query) {
    var now = Times.now(clock);
    var start = query.start() == null ? now : query.start();
    var end = query.end() == null ? start.plus(USUAL_SPAN) : query.end();
    demandOrder(start, end);
    if (Duration.between(start, end).compareTo(LONGEST_SPAN) > 0) {
      throw refused("end", "At most 366 days can be looked at");
    }
    var timezone = query.timezone() == null ? "UTC" : query.timezone();
    var wanted =
        deployments.scheduled(query.selection()).stream()
            .filter(deployment -> goesBy(deployment, query.calendars()))
            .toList();
    var known = dates.calendars(wanted);
    var progress = planter.progress(wanted.stream().map(Deployment::id).toList());
    var census = new DateCensus(zone(timezone), start, end, wanted.size());
    for (var deployment : wanted) {
      census.count(
          deployment,
          () ->
              bounded(
                  dates.of(deployment, known),
                  deployment,
                  progress.getOrDefault(deployment.id(), PlantingProgress.NONE),
                  now));
    }
    return census.result(timezone);
  }

  private static boolean goesBy(Deployment deployment, @Nullable List<String> calendars) {
    return calendars == null
        || deployment.schedulePolicy().calendars().stream().anyMatch(calendars::contains);
  }

  private static ZoneId zone(String timezone) {
    try {
      return Schedules.zone(timezone);
    } catch (InvalidScheduleException e) {
      throw refused("timezone", String.valueOf(e.getMessage()));
    }
  }

  /** Those up to the last one that the maximum of the policy leaves. */
  private static Dates bounded(
      Dates all, Deployment deployment, PlantingProgress progress, OffsetDateTime now) {
    var most = deployment.schedulePolicy().maxRuns();
    if (most == null) {
      return all;
    }
    var planted = progress.until() == null ? now.minusNanos(1) : progress.until();
    var left = (long) most - (progress.runs() == null ? 0 : progress.runs());
    if (left <= 0) {
      return all.until(planted);
    }
    return left > DateCensus.MOST_OF_ONE
        ? all
        : all.from(planted.plusNanos(1)).skip(left - 1).findFirst().map(all::until).orElse(all);
  }
}
