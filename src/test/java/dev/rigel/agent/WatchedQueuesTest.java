package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.fixture.LogWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedQueuesTest {
  @TempDir Path home;
  private final ServerFacts server = new ServerFacts();
  private final TroubledApi way = new TroubledApi(ServerFacts.address());
  private final LogWatch log = new LogWatch("rigel");
  private final Hands clock = new Hands();
  private ApiClient api;

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void connect() {
    var settings = GivenSettings.of(Map.of(API_URL, way.url().toString(), HOME, home.toString()));
    api = new ApiClient(settings, new MicroProfileTransport());
  }

  @AfterEach
  void close() {
    api.close();
    way.close();
    log.close();
  }

  @Test
  void an_agent_that_has_no_queue_at_all_says_so_every_minute() {
    var queues = queues(AgentOptions.serving("a/b"));

    for (var seconds = 0; seconds < 150; seconds += 5) {
      queues.refresh();
      clock.advance(Duration.ofSeconds(5));
    }

    assertThat(log.messages().stream().filter(m -> m.startsWith("Failed to create"))).hasSize(1);
    assertThat(log.messages().stream().filter(m -> m.startsWith("This agent has no work queue")))
        .hasSize(3);
  }

  @Test
  void so_does_one_whose_prefix_fits_no_queue() {
    var queues = queues(matching("team-"));

    queues.refresh();

    assertThat(log.messages())
        .containsExactly("This agent has no work queue yet: no name begins with 'team-'.");
    assertThat(queues.isAnyRefused()).isFalse();
  }

  @Test
  void one_queue_that_cannot_be_asked_for_does_not_hide_the_others() {
    way.failing("name/ill");
    var queues = queues(AgentOptions.serving("ill", "well"));

    assertThatThrownBy(queues::refresh)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isOutage()).isTrue());

    assertThat(names(queues)).containsExactly("well");
    assertThat(queues.isAnyRefused()).isFalse();
  }

  @Test
  void a_server_that_says_404_while_it_starts_makes_no_agent_forget_or_make_queues() {
    var queues = queues(AgentOptions.serving("a", "b"));
    queues.refresh();
    server.deleteQueue("b");
    clock.advance(WatchedQueues.LIFE);
    way.hidden(true);

    assertThatThrownBy(queues::refresh).isInstanceOf(ApiException.class);

    assertThat(names(queues)).containsExactly("a", "b");
    assertThat(server.hasQueue("b")).isFalse();
  }

  private static List<String> names(WatchedQueues queues) {
    return queues.known().stream().map(WorkQueueResponse::name).toList();
  }

  private static AgentOptions matching(String prefix) {
    return AgentOptionsBuilder.builder().prefixes(List.of(prefix)).hideWelcome(true).build();
  }

  private WatchedQueues queues(AgentOptions options) {
    return new WatchedQueues(options, api.workQueues(), clock);
  }
}
