package dev.rigel.it;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.SetStateStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** The deployed server's own timers decide about runs that nobody asks for. */
@OnServer
class SchedulePolicyIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final ApiClient api;

  SchedulePolicyIT(Rigel rigel) {
    api = rigel.api();
  }

  @Test
  void runs_are_skipped_while_one_is_active() {
    var site = scheduled(SchedulePolicyBuilder.builder().overlap(Overlap.skip).build());
    var active = site.dueRun();
    assertThat(site.propose(active.id(), PENDING).status()).isEqualTo(SetStateStatus.ACCEPT);

    await().atMost(SOON).until(() -> isAmong(site, "Skipped"));

    assertThat(planted(site))
        .filteredOn(run -> run.stateType() == CANCELLED)
        .allSatisfy(run -> assertThat(run.state().message()).contains(active.id().toString()));
    api.deployments().delete(site.deployment.id());
  }

  @Test
  void only_the_latest_of_the_runs_that_nobody_takes_is_left() {
    var site = scheduled(SchedulePolicyBuilder.builder().catchUp(CatchUp.latest).build());

    await().atMost(SOON).until(() -> isAmong(site, "Superseded"));

    assertThat(planted(site).get(0).stateName()).isEqualTo("Superseded");
    api.deployments().delete(site.deployment.id());
  }

  /** Every five seconds. */
  private Site scheduled(SchedulePolicy policy) {
    var site = Site.unlimited(api);
    var schedule = new IntervalSchedule(Duration.ofSeconds(5), null, null);
    api.deployments()
        .update(
            site.deployment.id(),
            DeploymentUpdateBuilder.builder()
                .schedule(JsonNullable.of(schedule))
                .schedulePolicy(JsonNullable.of(policy))
                .build());
    return site;
  }

  private boolean isAmong(Site site, String stateName) {
    return planted(site).stream().anyMatch(run -> run.stateName().equals(stateName));
  }

  /** Soonest first. */
  private List<FlowRunResponse> planted(Site site) {
    var onQueue =
        FlowRunFilterBuilder.builder()
            .workQueueName(new Match.NullableTexts(null, List.of(site.queue.name()), null))
            .build();
    return api
        .flowRuns()
        .filter(
            FlowRunQueryBuilder.builder()
                .flowRuns(onQueue)
                .sort(FlowRunSort.EXPECTED_START_TIME_ASC)
                .build())
        .stream()
        .filter(FlowRunResponse::autoScheduled)
        .toList();
  }
}
