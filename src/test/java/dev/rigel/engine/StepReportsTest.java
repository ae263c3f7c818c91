package dev.rigel.engine;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.StateType;
import dev.rigel.engine.Executions.Partition;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepReportsTest {
  private final UUID flowRunId = UUID.randomUUID();
  private final RecordingReporter reporter = new RecordingReporter();
  private final List<RunLogs.Line> said = new ArrayList<>();
  private final RunLogs logs = new RunLogs(Clock.systemUTC(), said::add);

  @Test
  void nothing_is_reported_twice() {
    var reports = reports();

    observe(reports, List.of(step(1, "load", BatchStatus.STARTED)));
    observe(reports, List.of(step(1, "load", BatchStatus.STARTED)));
    observe(reports, List.of(step(1, "load", BatchStatus.COMPLETED)));
    observe(reports, List.of(step(1, "load", BatchStatus.COMPLETED)));

    assertThat(reporter.taskRunStateTypes("load/0")).containsExactly(PENDING, RUNNING, COMPLETED);
    assertThat(reports.taskRunOf(1)).isEqualTo(reporter.taskRun("load/0"));
    assertThat(reports.taskRunOf(2)).isNull();
  }

  @Test
  void partitions_are_task_runs_of_their_own_up_to_a_hundred() {
    var step = step(1, "load", BatchStatus.STARTED);
    var third = step(1, "load", BatchStatus.COMPLETED);

    reports()
        .observe(
            List.of(step),
            one ->
                List.of(
                    new Partition(3, third), new Partition(99, step), new Partition(100, step)));

    assertThat(reporter.taskRunStates).containsOnlyKeys("load/0", "load[3]/0", "load[99]/0");
    assertThat(types("load[3]/0")).containsExactly(PENDING, RUNNING, COMPLETED);
    assertThat(types("load[99]/0")).containsExactly(PENDING, RUNNING);
  }

  /** JBeret shows a step before its repository, in a database, has given it an id. */
  @Test
  void a_step_that_has_no_id_yet_is_not_taken_for_another_one() {
    var reports = reports();

    observe(reports, List.of(step(0, "load", BatchStatus.STARTING)));
    observe(reports, List.of(step(1, "load", BatchStatus.COMPLETED)));

    assertThat(reporter.taskRunStates).containsOnlyKeys("load/0");
    assertThat(types("load/0")).containsExactly(PENDING, RUNNING, COMPLETED);
  }

  @Test
  void a_step_seen_only_after_its_end_was_running_too() {
    observe(reports(), List.of(step(1, "load", BatchStatus.FAILED)));

    assertThat(reporter.taskRunStateTypes("load/0")).containsExactly(PENDING, RUNNING, FAILED);
    assertThat(reporter.lastTaskRunState("load/0").message()).isEqualTo("no reason was given");
  }

  @Test
  void stopped_is_cancelled_and_abandoned_is_crashed() {
    assertThat(BatchStates.stateOf(BatchStatus.STOPPED)).isEqualTo(CANCELLED);
    assertThat(BatchStates.stateOf(BatchStatus.ABANDONED)).isEqualTo(CRASHED);
    assertThat(BatchStates.isFinal(BatchStatus.STOPPING)).isFalse();
  }

  @Test
  void a_step_that_failed_before_continues_its_task_run() {
    var reports = reports();
    observe(reports, List.of(step(1, "load", BatchStatus.FAILED)));

    reports.beginAttempt();
    observe(reports, List.of(step(2, "load", BatchStatus.COMPLETED)));

    assertThat(reports.taskRunOf(1)).isEqualTo(reports.taskRunOf(2));

    assertThat(reporter.taskRunStates).containsOnlyKeys("load/0");
    assertThat(types("load/0")).containsExactly(PENDING, RUNNING, FAILED, RUNNING, COMPLETED);
  }

  @Test
  void a_step_that_has_completed_before_gets_a_task_run_of_its_own() {
    var reports = reports();
    observe(reports, List.of(step(1, "load", BatchStatus.COMPLETED)));

    reports.beginAttempt();
    observe(reports, List.of(step(2, "load", BatchStatus.COMPLETED)));

    assertThat(types("load/0")).containsExactly(PENDING, RUNNING, COMPLETED);
    assertThat(types("load/1")).containsExactly(PENDING, RUNNING, COMPLETED);
  }

  @Test
  void what_could_not_be_reported_is_reported_at_the_next_look() {
    var reports = reports();
    reporter.taskRunTrouble = new IllegalStateException("no task runs now");
    for (int look = 0; look < 3; look++) {
      observe(reports, List.of(step(1, "load", BatchStatus.COMPLETED)));
    }
    assertThat(reporter.taskRunStates).isEmpty();
    assertThat(warnings()).singleElement().asString().contains("no task runs now");

    reporter.taskRunTrouble = null;
    observe(
        reports,
        List.of(step(1, "load", BatchStatus.COMPLETED), step(2, "print", BatchStatus.STARTED)));

    assertThat(types("load/0")).containsExactly(PENDING, RUNNING, COMPLETED);
    assertThat(types("print/0")).containsExactly(PENDING, RUNNING);
  }

  @Test
  void a_task_run_that_is_refused_is_asked_for_again_when_the_step_has_changed() {
    var reports = reports();
    reporter.taskRunTrouble = new RunReporter.Refused("no such flow run", null);
    for (int look = 0; look < 3; look++) {
      observe(
          reports,
          List.of(step(1, "load", BatchStatus.STARTED), step(2, "print", BatchStatus.STARTED)));
    }
    assertThat(warnings())
        .containsExactly(
            "Step 'load' gets no task run: no such flow run",
            "Step 'print' gets no task run: no such flow run");

    reporter.taskRunTrouble = null;
    observe(
        reports,
        List.of(step(1, "load", BatchStatus.COMPLETED), step(2, "print", BatchStatus.STARTED)));

    assertThat(reporter.taskRunStates).containsOnlyKeys("load/0");
    assertThat(types("load/0")).containsExactly(PENDING, RUNNING, COMPLETED);
  }

  @Test
  void a_state_that_is_refused_is_said_once_and_not_told_again() {
    var reports = reports();
    reporter.taskRunStateTrouble = new RunReporter.Refused("too large", null);
    for (int look = 0; look < 3; look++) {
      observe(reports, List.of(step(1, "load", BatchStatus.STARTED)));
    }
    assertThat(warnings()).singleElement().asString().endsWith(" was refused: too large");

    reporter.taskRunStateTrouble = null;
    observe(reports, List.of(step(1, "load", BatchStatus.COMPLETED)));

    assertThat(types("load/0")).containsExactly(PENDING, COMPLETED);
  }

  private List<String> warnings() {
    return said.stream().filter(line -> line.level() == 30).map(RunLogs.Line::message).toList();
  }

  private StepReports reports() {
    return new StepReports(flowRunId, reporter, logs);
  }

  private List<StateType> types(String key) {
    return reporter.taskRunStateTypes(key);
  }

  private static boolean observe(StepReports reports, List<StepExecution> steps) {
    return reports.observe(steps, step -> List.of());
  }

  private static StepExecution step(long id, String name, BatchStatus status) {
    return new PlayedStep(id, name, status);
  }

  private record PlayedStep(long getStepExecutionId, String getStepName, BatchStatus getBatchStatus)
      implements StepExecution {
    @Override
    public Date getStartTime() {
      return new Date(0);
    }

    @Override
    public Date getEndTime() {
      return BatchStates.isFinal(getBatchStatus) ? new Date(1) : null;
    }

    @Override
    public String getExitStatus() {
      return getBatchStatus.name();
    }

    @Override
    public Serializable getPersistentUserData() {
      return null;
    }

    @Override
    public Metric[] getMetrics() {
      return new Metric[0];
    }
  }
}
