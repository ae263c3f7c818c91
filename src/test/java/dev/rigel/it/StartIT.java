package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that starts: what is said, and by whom, before the application answers. */
@OnServer
@EachOnce
class StartIT {
  /** Milliseconds between two rounds of requests. */
  private static final int PAUSE = 50;

  /** A flow that is not there: only Rigel itself may say so. */
  private static final String FLOW = "/api/flows/" + new UUID(0, 0);

  /** The API, something that it does not know, and the page. */
  private static final String[] PATHS = {"/api/health", FLOW, "/"};

  private final Rigel rigel;

  StartIT(Rigel rigel) {
    this.rigel = rigel;
  }

  @Test
  void only_its_own_ports_are_open_and_on_loopback_only() {
    var server = rigel.server();

    var listeners = Sockets.of(server.pids());

    assertThat(listeners).isNotEmpty().allMatch(one -> one.address().isLoopbackAddress());
    assertThat(listeners)
        .extracting(Sockets.Listener::port)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(server.ports());
  }

  @Test
  void it_answers_rightly_or_not_at_all(@TempDir Path directory) throws Exception {
    var home = Files.createDirectories(directory.resolve("home")).toString();
    try (var server = AppServer.prepare(directory, Deployed.plainWar())) {
      server.with("RIGEL_HOME", home).start();
      var begin = System.nanoTime();
      var seen = new LinkedHashMap<String, String>();
      for (var good = 0; good < 40; Thread.sleep(PAUSE)) {
        assertThat(server.isAlive()).as("its log is in %s", directory).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .as("seen: %s", seen)
            .isLessThan(Duration.ofMinutes(5));
        good = isRight(server, seen, begin) ? good + 1 : 0;
      }
      System.out.println("seen while it started: " + seen.values());

      assertThat(seen.keySet())
          .allMatch(answer -> answer.matches("refused|.* 503|.* 200|" + FLOW + " 404 api"));
    }
  }

  /** One round of requests; what is new is noted with its time. */
  private static boolean isRight(AppServer server, Map<String, String> seen, long begin) {
    var right = true;
    for (var path : PATHS) {
      var answer = answer(server.port, path);
      var time = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      seen.putIfAbsent(answer, "%s after %d ms".formatted(answer, time));
      right &= answer.endsWith(" 200") || answer.endsWith(" api");
    }
    return right;
  }

  /** {@code refused}, or path and status; {@code api} behind it where the API itself says so. */
  private static String answer(int port, String path) {
    var answer = BareRequest.answer(port, path, "GET");
    return answer.startsWith("HTTP/1.1 ")
        ? path
            + " "
            + answer.split(" ")[1]
            + (answer.contains("{\"detail\":\"Flow not found\"}") ? " api" : "")
        : answer;
  }
}
