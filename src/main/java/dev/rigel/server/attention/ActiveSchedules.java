package dev.rigel.server.attention;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.DeploymentDates;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.InvalidScheduleException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Schedules that are on, and for which nothing is planted: their next dates are computed, for a few
 * of them, each in a bounded search.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class ActiveSchedules {
  @Inject ActiveScheduleRepository schedules;
  @Inject DeploymentDates dates;

  List<ActiveSchedule> withoutPlantedRuns(OffsetDateTime now) {
    var deployments = schedules.withoutPlantedRuns(now, TroubleRepository.MOST);
    if (deployments.isEmpty()) {
      return List.of();
    }
    var calendars = dates.calendars(deployments);
    var planted = schedules.planted(deployments.stream().map(Deployment::id).toList());
    return deployments.stream().map(d -> schedule(d, calendars, planted, now)).toList();
  }

  private ActiveSchedule schedule(
      Deployment deployment,
      Map<String, BusinessCalendar> calendars,
      Map<UUID, Integer> planted,
      OffsetDateTime now) {
    var mention = Mention.of(MentionType.deployment, deployment.id(), deployment.name());
    var most = deployment.schedulePolicy().maxRuns();
    var isSpent = most != null && planted.getOrDefault(deployment.id(), 0) >= most;
    try {
      var next = dates.of(deployment, calendars).atOrAfter(now);
      return new ActiveSchedule(mention, next, isSpent, null);
    } catch (InvalidScheduleException e) {
      return new ActiveSchedule(mention, Optional.empty(), isSpent, e.getMessage());
    }
  }
}
