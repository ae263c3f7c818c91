package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.agent.RunReport;
import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an agent still has to tell of runs, some of which are taken from it meanwhile. */
class OutboxTest {
  private static final UUID RUN = UUID.randomUUID();

  private final ApiClient api =
      new ApiClient(
          GivenSettings.of(Map.of(API_URL, "http://127.0.0.1:1/api")), new MicroProfileTransport());
  private final AtomicInteger news = new AtomicInteger();
  private final Outbox outbox =
      new Outbox(api, new Stopping(Duration.ofSeconds(1)), news::incrementAndGet);
  private final AtomicBoolean isOwn = new AtomicBoolean(true);
  private final RunStates process = outbox.whileOwn(isOwn::get);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void what_a_process_has_to_say_is_told_as_long_as_its_run_is_the_agent_s() {
    process.reportCancelled(RUN, "It ended.");

    assertThat(outbox.due()).extracting(RunReport::flowRunId).containsExactly(RUN);
    assertThat(news).hasValue(1);
  }

  /** The run may be this agent's again, and this would end what it has begun anew. */
  @Test
  void a_process_that_ends_in_the_moment_in_which_its_run_is_revoked_says_nothing() {
    isOwn.set(false);
    outbox.drop(RUN);
    process.reportCancelled(RUN, "It ended.");
    assertThat(outbox.due()).isEmpty();

    outbox.whileOwn(() -> true).reportCrashed(RUN, "Exit code 1.");
    process.reportCancelled(RUN, "It ended.");
    assertThat(outbox.due())
        .extracting(report -> report.proposal().state().type())
        .containsExactly(StateType.CRASHED);
  }
}
