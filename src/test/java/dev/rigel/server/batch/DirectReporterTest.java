package dev.rigel.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.RunHold;
import dev.rigel.engine.RunHold.Standing;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DirectReporterTest {
  private static final StateProposal RUNNING =
      StateProposal.of(StateCreate.of(StateType.RUNNING, null));
  private static final StateProposal COMPLETED =
      StateProposal.of(StateCreate.of(StateType.COMPLETED, null));

  private final Deque<String> troubles = new ArrayDeque<>();
  private final List<StateProposal> proposed = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private StateResponse stored;
  private boolean losesAnswer;
  private Duration inCalls = Duration.ZERO;

  @Test
  void a_database_in_trouble_is_asked_again_under_the_same_id() {
    Collections.addAll(troubles, "08006", "57P01", "55P03", "40001");

    reporter(false).proposeFlowRunState(COMPLETED);

    assertThat(proposed).hasSize(5);
    assertThat(proposed.stream().map(StateProposal::proposalId).distinct())
        .singleElement()
        .isNotNull();
    assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L);
  }

  @Test
  void an_end_is_told_for_a_day_and_the_rest_for_ten_minutes() {
    Collections.nCopies(100, "08006").forEach(troubles::add);
    assertThatThrownBy(() -> reporter(false).proposeFlowRunState(RUNNING))
        .hasRootCauseInstanceOf(SQLException.class);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(DatabasePatience.PATIENCE, DatabasePatience.PATIENCE.plusSeconds(10));

    troubles.clear();
    Collections.nCopies(1000, "08006").forEach(troubles::add);
    reporter(false).proposeFlowRunState(COMPLETED);

    assertThat(troubles).isEmpty();
  }

  @Test
  void what_is_no_outage_is_final_and_so_is_the_end_of_the_application() {
    Collections.addAll(troubles, "23505", "08006", "08006");

    assertThatThrownBy(() -> reporter(false).proposeFlowRunState(COMPLETED));
    assertThat(pauses).isEmpty();
    assertThatThrownBy(() -> reporter(true).proposeFlowRunState(COMPLETED));

    assertThat(proposed).hasSize(2);
  }

  @Test
  void the_time_inside_the_calls_counts() {
    inCalls = Duration.ofSeconds(60);
    Collections.nCopies(100, "08006").forEach(troubles::add);

    assertThatThrownBy(() -> reporter(false).proposeFlowRunState(RUNNING));

    assertThat(proposed).hasSizeBetween(8, 10);
  }

  @Test
  void no_end_is_proposed_for_a_run_that_somebody_else_has() {
    var reporter = reporter(false);
    reporter.proposeFlowRunState(RUNNING);
    assertThat(reporter.standing()).isEqualTo(Standing.OURS);

    stored = state(UUID.randomUUID(), StateType.RUNNING);

    assertThat(reporter.standing()).isEqualTo(Standing.OTHERS);
    assertThat(reporter.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ABORT);
    assertThat(proposed).hasSize(1);
  }

  @Test
  void an_end_whose_commit_was_not_answered_is_proposed_again() {
    var reporter = reporter(false);
    reporter.proposeFlowRunState(RUNNING);
    losesAnswer = true;
    troubles.add("08006");

    assertThat(reporter.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ACCEPT);

    assertThat(proposed).hasSize(3);
  }

  /** Pauses and calls, all together. */
  private long now() {
    var paused = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    return paused.plus(inCalls.multipliedBy(proposed.size())).toNanos();
  }

  private DirectReporter reporter(boolean ending) {
    var patience = new DatabasePatience(time -> pauses.add(time) && ending, this::now);
    var gate =
        (FlowRunGate)
            Proxy.newProxyInstance(
                FlowRunGate.class.getClassLoader(),
                new Class<?>[] {FlowRunGate.class},
                (proxy, method, arguments) -> propose((StateProposal) arguments[1]));
    return new DirectReporter(
        UUID.randomUUID(),
        new RunToken("secret"),
        null,
        new PlayedRuns(),
        gate,
        null,
        null,
        null,
        null,
        patience,
        new RunHold());
  }

  private List<OrchestrationResult> propose(StateProposal proposal) {
    proposed.add(proposal);
    var trouble = troubles.poll();
    if (trouble == null || losesAnswer) {
      stored = state(proposal.proposalId(), proposal.state().type());
    }
    if (trouble != null) {
      throw new IllegalStateException(new SQLException("for this test", trouble));
    }
    return List.of(
        new OrchestrationResult(stored, SetStateStatus.ACCEPT, new ResponseDetails.Accept()));
  }

  private static StateResponse state(UUID id, StateType type) {
    return StateResponseBuilder.builder()
        .id(id)
        .type(type)
        .name(type.defaultName())
        .stateDetails(StateDetails.NONE)
        .build();
  }

  /** Knows the state of the one run there is. */
  private final class PlayedRuns extends FlowRuns {
    @Override
    public FlowRunResponse read(UUID id) {
      var wire = Json.mapper().createObjectNode().put("id", id.toString());
      wire.set("state", Json.mapper().valueToTree(stored));
      return Json.mapper().convertValue(wire, FlowRunResponse.class);
    }
  }
}
