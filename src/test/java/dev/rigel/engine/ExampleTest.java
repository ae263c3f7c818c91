package dev.rigel.engine;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.engine.jberet.JBeretRuntime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flow of the page "Try it", without its pauses. */
@Timeout(60)
class ExampleTest {
  private static final Logger ROOT = Logger.getLogger("");

  private final UUID flowRunId = UUID.randomUUID();
  private final RecordingReporter reporter = new RecordingReporter();
  private final LogCapture capture = LogCapture.ofJobThreads();

  @BeforeEach
  void captureLogs() {
    ROOT.addHandler(capture);
  }

  @AfterEach
  void captureNoMore() {
    ROOT.removeHandler(capture);
  }

  @Test
  void it_ends_well() throws Exception {
    attempt(Map.of("seconds", 0));

    assertThat(reporter.lastFlowRunState().type()).isEqualTo(COMPLETED);
    assertThat(billed().get("write_count").asLong()).isEqualTo(200);
    assertThat(reporter.taskRunStates).containsOnlyKeys("receive/0", "bill/0", "close/0");
  }

  @Test
  void asked_to_it_fails_at_first_and_goes_on_from_its_checkpoint() throws Exception {
    Map<String, Object> parameters = Map.of("orders", 60, "seconds", 0, "ends", "badly at first");
    attempt(parameters);
    assertThat(reporter.lastFlowRunState().type()).isEqualTo(FAILED);
    assertThat(reporter.lastFlowRunState().message()).contains("Order 40 has no price.");
    assertThat(billed().get("write_count").asLong()).isEqualTo(30);

    attempt(parameters);

    assertThat(reporter.lastFlowRunState().type()).isEqualTo(COMPLETED);
    assertThat(billed().get("write_count").asLong()).isEqualTo(60);
    assertThat(reporter.taskRunStates.get("receive/0"))
        .as("run once: Pending, Running, Completed")
        .hasSize(3);
  }

  @Test
  void asked_to_it_fails_each_time() throws Exception {
    Map<String, Object> parameters = Map.of("seconds", 0, "ends", "badly");
    attempt(parameters);
    attempt(parameters);

    assertThat(reporter.flowRunStateTypes()).endsWith(FAILED);
    assertThat(reporter.jobs.read().attempt()).isEqualTo(2);
  }

  private void attempt(Map<String, Object> parameters) throws InterruptedException {
    var run = FlowRunJob.of(flowRunId, "brave-otter", "batch:rigel-example", parameters);
    new FlowRunExecution(
            run,
            JBeretRuntime.start(capture, new StopDeadline(Duration.ofSeconds(60), "not reached")),
            reporter,
            new RunLogs(Clock.systemUTC(), line -> {}),
            Duration.ofMillis(50))
        .run();
  }

  private JsonNode billed() {
    return reporter.lastTaskRunState("bill/0").data();
  }
}
