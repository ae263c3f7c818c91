package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to end while it is at work. */
@OnServer
@EachOnce
class StopIT {
  private static final int IN_FLIGHT = 5;
  private static final int CLIENTS = 3;

  /** A body in two pieces. */
  private static final String FIRST = "{\"name\": ";

  private static final String REST = "\"slow\"}";

  /** The shared server is not used, but its database has to be there. */
  StopIT(Rigel rigel) {}

  @Test
  void requests_in_flight_are_answered_and_new_ones_sent_away(@TempDir Path directory)
      throws Exception {
    var home = Files.createDirectories(directory.resolve("home")).toString();
    try (var server = AppServer.prepare(directory, Deployed.plainWar())) {
      server.with("RIGEL_HOME", home).with("RIGEL_SERVER_STOP_SECONDS", "60").start();
      server.awaitReady();
      var slow = inFlight(server.port);
      var seen = ConcurrentHashMap.<String>newKeySet();
      var clients = Executors.newFixedThreadPool(CLIENTS);
      for (var i = 0; i < CLIENTS; i++) {
        clients.submit(() -> askUntilEnd(server, seen));
      }
      await("answers").until(() -> seen.contains("200"));

      server.terminate();
      await("no new requests")
          .atMost(Duration.ofMinutes(1))
          .until(() -> seen.contains("503") || seen.contains(BareRequest.REFUSED));
      for (var request : slow) {
        request.send(REST);
      }

      for (var request : slow) {
        assertThat(request.answer())
            .matches("(?s)HTTP/1.1 20[01] .*\"name\":\"slow\".*\\}(\r\n0)?\\s*");
      }
      server.awaitEnd();
      clients.shutdown();
      System.out.println("seen while it stopped: " + seen);
      assertThat(seen).isSubsetOf(rightAnswers());
    }
  }

  /** WildFly takes its virtual host away some 20 ms before its port, and says 404 between. */
  private static Set<String> rightAnswers() {
    return Deployed.onWildFly()
        ? Set.of("200", "503", BareRequest.REFUSED, "404")
        : Set.of("200", "503", BareRequest.REFUSED);
  }

  /** Requests that the server waits for the rest of: it has asked for their bodies. */
  private static List<BareRequest> inFlight(int port) throws IOException {
    var requests = new ArrayList<BareRequest>();
    for (var i = 0; i < IN_FLIGHT; i++) {
      var request = new BareRequest(port);
      request.send(
          "POST /api/flows/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + (FIRST + REST).length()
              + "\r\n"
              + "Expect: 100-continue\r\n\r\n");
      assertThat(request.head()).contains(" 100 ");
      request.send(FIRST);
      requests.add(request);
    }
    return requests;
  }

  private static void askUntilEnd(AppServer server, Set<String> seen) {
    while (server.isAlive()) {
      seen.add(BareRequest.status(server.port, "/api/flows/count", "POST"));
    }
  }
}
