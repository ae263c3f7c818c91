package dev.rigel.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.flowrun.FlowRunGate;
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
    return new DirectReporter(UUID.randomUUID(), null, gate, null, null, null, patience);
  }

  private List<OrchestrationResult> propose(StateProposal proposal) {
    proposed.add(proposal);
    var state = troubles.poll();
    if (state != null) {
      throw new IllegalStateException(new SQLException("for this test", state));
    }
    return Collections.singletonList(null);
  }
}
