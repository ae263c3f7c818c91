package dev.rigel.server.state;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.HistoryResponse.HistoryState;
import dev.rigel.contract.state.HistoryStateBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements for all runs, for chosen runs and for many intervals tell the same. */
class HistoriesTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");

  private static final HistoryState NEVER_STARTED = state(CANCELLED, "Cancelled", 0, 0);
  private static final HistoryState TEN_MINUTES_LATE = state(COMPLETED, "Completed", 20, 10);
  private static final HistoryState STILL_RUNNING = state(RUNNING, "Running", 45, 0);
  private static final HistoryState OVERDUE = state(SCHEDULED, "Scheduled", 0, 30);
  private static final HistoryState TO_COME = state(SCHEDULED, "Scheduled", 0, 0);

  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void runs_are_counted_by_interval_and_state(Database database, JpaProvider provider) {
    try (var own = ServerHarness.on(database, provider)) {
      server = own;
      scenario = new Scenario(server);
      deployment = scenario.deployment("d", "q", null);
      anHourOfRuns();

      for (var filter : List.of("", ", 'deployments': {'name': {'any_': ['d']}}")) {
        var hours = history(3600, filter);
        assertThat(hours)
            .extracting(HistoryResponse::intervalStart)
            .containsExactly(NOON, NOON.plusHours(1));
        assertThat(rounded(hours.get(0)))
            .containsExactly(NEVER_STARTED, TEN_MINUTES_LATE, STILL_RUNNING, OVERDUE);
        assertThat(rounded(hours.get(1))).containsExactly(TO_COME);

        var minutes = history(60, filter);
        assertThat(minutes).hasSize(120);
        assertThat(rounded(minutes.get(0))).containsExactly(TEN_MINUTES_LATE, STILL_RUNNING);
        assertThat(rounded(minutes.get(15))).containsExactly(OVERDUE);
        assertThat(rounded(minutes.get(20))).containsExactly(NEVER_STARTED);
        assertThat(rounded(minutes.get(60))).containsExactly(TO_COME);
      }
      assertThat(history(3600, ", 'deployments': {'name': {'any_': ['other']}}"))
          .allSatisfy(hour -> assertThat(hour.states()).isEmpty());
    }
  }

  /** As it looks at 12:45. */
  private void anHourOfRuns() {
    server.clock().set(NOON);
    var running = due(0);
    var late = due(0);
    due(15);
    var cancelled = due(20);
    due(60);
    due(120);
    become(running, PENDING, RUNNING);
    server.clock().set(NOON.plusMinutes(10));
    become(late, PENDING, RUNNING);
    server.clock().set(NOON.plusMinutes(30));
    become(late, COMPLETED);
    become(cancelled, CANCELLED);
    server.clock().set(NOON.plusMinutes(45));
  }

  private UUID due(int minute) {
    return scenario.run(deployment, NOON.plusMinutes(minute), EmpiricalPolicy.NONE);
  }

  private void become(UUID run, StateType... states) {
    for (var state : states) {
      scenario.propose(run, state);
    }
  }

  private List<HistoryResponse> history(int seconds, String filter) {
    var json =
        "{'history_start': '2022-11-23T12:00:00Z', 'history_end': '2022-11-23T14:00:00Z', 'history_interval_seconds': "
            + seconds
            + filter
            + "}";
    try {
      var body = Json.mapper().readTree(json.replace('\'', '"'));
      return server
          .resource(FlowRunsResource.class)
          .history(BodyReader.read(body, HistoryQuery.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** States of a run are a microsecond apart at least, though the clock stands still. */
  private static List<HistoryState> rounded(HistoryResponse interval) {
    return interval.states().stream()
        .map(
            s ->
                HistoryStateBuilder.builder()
                    .stateType(s.stateType())
                    .stateName(s.stateName())
                    .countRuns(s.countRuns())
                    .sumEstimatedRunTime(rounded(s.sumEstimatedRunTime()))
                    .sumEstimatedLateness(rounded(s.sumEstimatedLateness()))
                    .build())
        .toList();
  }

  private static Duration rounded(Duration duration) {
    return Duration.ofMillis(duration.plusNanos(500_000).toMillis());
  }

  private static HistoryState state(StateType type, String name, int minutes, int minutesLate) {
    return HistoryStateBuilder.builder()
        .stateType(type)
        .stateName(name)
        .countRuns(1)
        .sumEstimatedRunTime(Duration.ofMinutes(minutes))
        .sumEstimatedLateness(Duration.ofMinutes(minutesLate))
        .build();
  }
}
