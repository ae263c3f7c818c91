package dev.rigel.server.harness;

import dev.rigel.fixture.ScriptedApi;
import dev.rigel.server.database.Database;
import java.io.IOException;

/**
 * A harness's server over HTTP in a JVM of its own, on H2 and at the machine's time; a JVM of its
 * own because of CDI, of which agents have a container too.
 */
public final class HarnessServer {
  private HarnessServer() {}

  /** Prints its address, and ends with its input. */
  public static void main(String[] args) throws IOException {
    try (var server = ServerHarness.on(Database.H2, JpaProvider.ECLIPSELINK);
        var http = new ScriptedApi().otherwise(new HarnessHttp(server))) {
      server.clock().run();
      System.out.println(http.address());
      while (System.in.read() >= 0) {
        // nobody speaks: the end is awaited
      }
    }
  }
}
