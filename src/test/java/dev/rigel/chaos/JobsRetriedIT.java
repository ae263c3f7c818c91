package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.it.Deployed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batch jobs that failed or were cancelled, in processes of their own, and are retried: by policy
 * and by hand.
 */
@OnScene
@EnabledIf(
    value = "isMet",
    disabledReason =
        "it is agents that try again, with what JobsGoOnIT sees both databases record and AgentIT"
            + " both servers; with -Drigel.pairs=all on PostgreSQL too")
class JobsRetriedIT {
  private static final int LAST = 100_000;

  private final Scene scene;
  private Path directory;
  private RecordsJob job;

  JobsRetriedIT(Scene scene) {
    this.scene = scene;
  }

  static boolean isMet() {
    return !Deployed.onWildFly() && (!Deployed.onPostgresql() || Deployed.onAllPairs());
  }

  @BeforeEach
  void prepare(@TempDir Path empty) {
    directory = empty;
    job = new RecordsJob(scene, empty);
  }

  @AfterEach
  void end() throws IOException {
    Files.deleteIfExists(hold());
    job.close();
  }

  /**
   * Each attempt but the last fails 10,000 records further on; the third wait outlives the server.
   */
  @Test
  void a_policy_of_five_attempts_holds_when_the_server_is_killed_in_between() throws Exception {
    failing(
        10_000,
        4,
        "retries: 4",
        "retry_delay_seconds: 1",
        "retry_backoff_factor: 2",
        "retry_max_delay_seconds: 6",
        "retry_jitter_factor: 0.5");
    job.agent();
    await().atMost(Load.LONGEST).until(() -> delays().size() == 3);

    scene.hasty().killAndStart();
    scene.hasty().awaitReady();

    job.awaitEnd(StateType.COMPLETED);
    assertAllIsWritten();
    assertThat(job.recorded().attempt()).isEqualTo(5);
    assertThat(job.read().runCount()).isEqualTo(5);
    var delays = delays();
    assertThat(delays).hasSize(4);
    for (var i = 0; i < 4; i++) {
      var least = Math.min(6, 1 << i);
      assertThat(delays.get(i))
          .as("delay %d", i + 1)
          .isBetween(Duration.ofSeconds(least), Duration.ofMillis(least * 1_500 + 100));
    }
  }

  private List<Duration> delays() {
    return job.history().stream()
        .filter(state -> state.name().equals("AwaitingRetry"))
        .map(JobsRetriedIT::delay)
        .toList();
  }

  private static Duration delay(StateResponse waiting) {
    return Duration.between(waiting.timestamp(), waiting.stateDetails().scheduledTime());
  }

  @Test
  void a_retry_by_hand_goes_on_and_one_from_the_start_begins_anew() throws Exception {
    Files.createFile(hold());
    run("held-file", Map.of("hold", hold().toString(), "hold_at", "40500"));
    job.agent();
    await().atMost(Load.LONGEST).until(() -> Files.exists(directory.resolve("hold.held.40500")));
    job.rigel("flow-run", "cancel", job.read().id().toString());
    await()
        .atMost(Load.LONGEST)
        .until(() -> job.logs().stream().anyMatch(line -> line.contains("Stopping job")));
    Files.delete(hold());
    job.awaitEnd(StateType.CANCELLED);

    assertThat(retry()).contains("is retried. Its job goes on with step 'copy' after");
    job.awaitEnd(StateType.COMPLETED);
    assertAllIsWritten();
    assertThat(job.recorded().attempt()).isEqualTo(2);

    assertThat(retry("--from-start"))
        .contains("is retried from its start. Its job begins with the first step.");
    await().atMost(Load.LONGEST).until(() -> job.states().size() > 8);
    job.awaitEnd(StateType.COMPLETED);
    assertThat(job.recorded().attempt()).isEqualTo(3);
    assertAllIsWritten();
  }

  /** All that the server knows is as old as that, when it is started again. */
  @Test
  void a_run_that_failed_a_week_ago_goes_on() throws Exception {
    failing(40_000, 1);
    job.agent();
    job.awaitEnd(StateType.FAILED);
    var ended = job.read().endTime();
    job.endAgents();
    scene.hasty().terminate();
    scene.hasty().awaitEnd();
    try {
      scene.age(7);
    } finally {
      scene.hasty().start();
      scene.hasty().awaitReady();
    }
    assertThat(job.read().endTime()).isEqualTo(ended.minusDays(7));

    assertThat(retry()).contains("goes on with step 'copy' after 39,000 items");
    job.agent();

    job.awaitEnd(StateType.COMPLETED);
    assertAllIsWritten();
    assertThat(job.recorded().attempt()).isEqualTo(2);
  }

  @Test
  void a_run_that_failed_in_its_first_chunk_begins_its_step_again() throws Exception {
    failing(500, 1);
    job.agent();
    job.awaitEnd(StateType.FAILED);

    assertThat(retry()).contains("is retried. Its job goes on with step 'copy'.");

    awaitEndOfAttempt(2, StateType.COMPLETED);
    assertAllIsWritten();
  }

  @Test
  void a_job_whose_XML_has_changed_goes_on_if_its_steps_are_the_same() throws Exception {
    failing(40_000, 2);
    job.agent();
    job.awaitEnd(StateType.FAILED);
    var xml = Files.readString(job.xml("failing-file"));

    Files.writeString(job.xml("failing-file"), xml.replace("\"copy\"", "\"other\""));
    retry();
    await().atMost(Load.LONGEST).until(() -> states(StateType.FAILED) == 2);
    assertThat(job.read().state().message())
        .isEqualTo(
            "Not gone on where the last attempt ended: the job's XML has changed: step 'copy', which"
                + " had begun, is not in it any more. `rigel flow-run retry "
                + job.read().id()
                + " --from-start` begins with the first step.");
    Files.writeString(job.xml("failing-file"), xml.replace("\"1000\"", "\"500\""));
    retry();

    job.awaitEnd(StateType.COMPLETED);
    assertThat(job.logs()).contains("The job's XML has changed since the attempt before");
    assertAllIsWritten();
  }

  private long states(StateType type) {
    return job.states().stream().filter(type::equals).count();
  }

  private void awaitEndOfAttempt(int attempt, StateType type) {
    await().atMost(Load.LONGEST).until(() -> job.recorded().attempt() == attempt);
    job.awaitEnd(type);
  }

  /** One whose first attempts fail, each that much further on. */
  private void failing(int at, int failures, String... keys) throws IOException {
    run("failing-file", Map.of("fail_at", "" + at, "failures", "" + failures), keys);
  }

  private void run(String xml, Map<String, String> parameters, String... keys) throws IOException {
    var all = new HashMap<>(parameters);
    all.put("last", "" + LAST);
    all.put("file", file().toString());
    job.apply(xml, "process", all, keys);
    job.createRun();
  }

  private String retry(String... options) {
    var words = new String[3 + options.length];
    words[0] = "flow-run";
    words[1] = "retry";
    words[2] = job.read().id().toString();
    System.arraycopy(options, 0, words, 3, options.length);
    return job.rigel(words);
  }

  private void assertAllIsWritten() throws IOException {
    assertThat(Files.readAllLines(file()))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, LAST).mapToObj(Long::toString).toList());
  }

  private Path hold() {
    return directory.resolve("hold");
  }

  private Path file() {
    return directory.resolve("records.txt");
  }
}
