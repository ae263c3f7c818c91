package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.agent.child.HttpRunReporter;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobRuntime;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.RunReporter;
import dev.rigel.engine.StopDeadline;
import dev.rigel.engine.jberet.JBeretRuntime;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs a job that its checkpoints are kept by the server, over HTTP; prints Markdown lines
 * for both databases. The same job runs in turns with and without, in this JVM, which shares the
 * processors with the server. Not part of the build: {@code mvn verify -Dskip.unit.tests=true
 * -Dit.test=CheckpointsBenchmark -Dit.jvm=full}.
 */
@OnServer
class CheckpointsBenchmark {
  private static final int ROUNDS = 7;
  private static final int RECORDS = 100_000;

  @TempDir Path directory;

  private final Rigel rigel;
  private final JobRuntime runtime;

  CheckpointsBenchmark(Rigel rigel) {
    this.rigel = rigel;
    runtime =
        JBeretRuntime.start(
            LogCapture.ofJobThreads(), new StopDeadline(Duration.ofMinutes(1), "not reached"));
  }

  @Test
  void cost() throws InterruptedException {
    measured(RECORDS, 1_000, 0, true);
    measured(RECORDS, 1_000, 0, false);
    System.out.printf(
        "%nCheckpoints, %s, load %.1f%n%n| records | a chunk | work a record, µs | without, ms | recorded, ms | cost |%n"
            + "|---:|---:|---:|---:|---:|---:|%n",
        Deployed.onPostgresql() ? "PostgreSQL" : "H2",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    for (var micros : List.of(0, 5, 10, 20, 50)) {
      line(1_000, micros);
    }
    line(100, 50);
    line(10_000, 0);
  }

  private void line(int chunk, int micros) throws InterruptedException {
    var without = new ArrayList<Duration>();
    var recorded = new ArrayList<Duration>();
    for (var i = 0; i < ROUNDS; i++) {
      without.add(measured(RECORDS, chunk, micros, false));
      recorded.add(measured(RECORDS, chunk, micros, true));
    }
    System.out.printf(
        "| %,d | %,d | %d | %,d | %,d | %+.1f %% |%n",
        RECORDS,
        chunk,
        micros,
        median(without).toMillis(),
        median(recorded).toMillis(),
        100.0 * median(recorded).toNanos() / median(without).toNanos() - 100);
  }

  private static Duration median(List<Duration> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private Duration measured(int records, int chunk, int micros, boolean recorded)
      throws InterruptedException {
    var id = run();
    var parameters =
        Map.<String, Object>of(
            "last", records,
            "chunk", chunk,
            "micros", micros,
            "file", directory.resolve("records").toString());
    var reporter = new HttpRunReporter(id, rigel.api());
    var ending =
        new FlowRunExecution(
                FlowRunJob.of(id, "measured", "batch:checkpoints", parameters),
                runtime,
                recorded ? reporter : withoutRecords(reporter),
                new RunLogs(Clock.systemUTC(), line -> {}))
            .run();
    assertThat(ending).isEqualTo(FlowRunExecution.Ending.REPORTED);
    assertThat(rigel.api().flowRuns().read(id).stateType()).isEqualTo(StateType.COMPLETED);
    return CheckpointsJob.took();
  }

  private UUID run() {
    var flow = rigel.api().flows().create(new FlowCreate("checkpoints", List.of()));
    return rigel
        .api()
        .flowRuns()
        .create(
            FlowRunCreateBuilder.builder()
                .flowId(flow.id())
                .state(StateCreate.of(StateType.PENDING, null))
                .build())
        .id();
  }

  /** As with a server that keeps none: the job's repository is in memory only. */
  private static RunReporter withoutRecords(RunReporter to) {
    return (RunReporter)
        Proxy.newProxyInstance(
            RunReporter.class.getClassLoader(),
            new Class<?>[] {RunReporter.class},
            (self, method, arguments) -> {
              if (method.getName().equals("beginJob")) {
                return Optional.empty();
              }
              try {
                return method.invoke(to, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
