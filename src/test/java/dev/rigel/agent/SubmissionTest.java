package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.client.ApiClient;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.fixture.LogWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run when the agent itself breaks on it. */
@Timeout(60)
class SubmissionTest {
  private static final String MESSAGE =
      "Execution was interrupted by an error: java.lang.NoClassDefFoundError: com/example/Gone";

  @TempDir Path home;
  private final ServerFacts server = new ServerFacts();
  private final TroubledApi way = new TroubledApi(ServerFacts.address());
  private final LogWatch log = new LogWatch("rigel");
  private final Stopping stopping = new Stopping(Duration.ofSeconds(20));
  private final Places places = new Places(1, () -> {});
  private final AtomicInteger stops = new AtomicInteger();
  private ApiClient api;
  private UUID id;
  private FlowRunResponse run;

  @BeforeEach
  void plantARun() {
    var settings = GivenSettings.of(Map.of(API_URL, way.url().toString(), HOME, home.toString()));
    api = new ApiClient(settings, new MicroProfileTransport());
    id = server.run("q", server.deployment(null, "f.py:f", Map.of()), Duration.ZERO);
    run = api.flowRuns().read(id);
    places.take();
  }

  @AfterEach
  void close() {
    api.close();
    way.close();
    log.close();
  }

  @Test
  void an_error_before_the_start_is_reported() {
    submission(run -> broken()).run();

    assertCrashed();
  }

  @Test
  void an_error_at_the_start_is_reported() {
    submission(run -> SubmissionTest::broken).run();

    assertCrashed();
  }

  @Test
  void an_error_while_it_runs_is_reported_and_what_runs_is_ended() {
    submission(run -> Broken::new).run();

    assertCrashed();
    assertThat(stops).hasValue(1);
  }

  @Test
  void a_run_for_which_there_is_no_thread_is_not_in_hand() {
    var submissions =
        new Submissions(
            (run, place) -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            Thread::new,
            Duration.ZERO);

    assertThatThrownBy(() -> submissions.submit(Assignment.found(run), places.held()))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(submissions.holds(id)).isFalse();
    assertThat(places.taken()).isZero();
  }

  private void assertCrashed() {
    assertThat(server.states(id)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(server.lastMessage(id)).isEqualTo(MESSAGE);
    assertThat(places.taken()).isZero();
  }

  private Submission submission(Function<Assignment, Infrastructure> infrastructures) {
    var states = new FlowRunStates(api, UUID.randomUUID(), stopping);
    var openSteps = new OpenSteps(api, stopping);
    var workbench =
        new Workbench(
            api, infrastructures, openSteps, stopping, Thread::new, Duration.ofSeconds(20));
    return new Submission(Assignment.found(run), states, workbench, places.held());
  }

  private static <T> T broken() {
    throw new NoClassDefFoundError("com/example/Gone");
  }

  /** Starts, and breaks whoever watches it. */
  private final class Broken implements StartedRun {
    @Override
    public Optional<String> pid() {
      return Optional.empty();
    }

    @Override
    public Optional<String> awaitDeath() {
      return broken();
    }

    @Override
    public void stop(EndReason why) {
      stops.incrementAndGet();
    }

    @Override
    public void kill(EndReason why) {
      stops.incrementAndGet();
    }
  }
}
