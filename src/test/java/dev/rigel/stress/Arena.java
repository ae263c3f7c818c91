package dev.rigel.stress;

import dev.rigel.chaos.Postgres;
import dev.rigel.chaos.RigelServer;
import dev.rigel.it.AppServer;
import dev.rigel.it.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Two servers of the product under test beside one PostgreSQL that nobody else uses. */
final class Arena implements AutoCloseable {
  /** An agent is lost soon; one that lives is heard of every second. */
  static final int LEASE_SECONDS = 6;

  private static final Path DIRECTORY =
      Deployed.DIRECTORY.resolveSibling(Deployed.DIRECTORY.getFileName() + "-stress");

  private static final Pattern TRACE = Pattern.compile("^\\s+at [\\w.$/@]+\\(.*\\)$");

  private final List<RigelServer> servers = new ArrayList<>();
  private final Postgres postgres;
  private Witness witness;

  private Arena() {
    Deployed.empty(DIRECTORY);
    postgres = new Postgres(DIRECTORY.resolve("postgresql"), AppServer.freePort());
  }

  static Arena open() throws SQLException {
    var arena = new Arena();
    try {
      arena.start("one");
      arena.start("two");
      arena.servers.forEach(RigelServer::awaitReady);
      arena.witness = new Witness(arena.postgres.superuser());
      return arena;
    } catch (RuntimeException | SQLException e) {
      arena.close();
      throw e;
    }
  }

  private void start(String name) {
    var settings = new HashMap<>(postgres.settings());
    settings.put("RIGEL_AGENT_LOST_SECONDS", "" + LEASE_SECONDS);
    var server = new RigelServer(DIRECTORY.resolve(name), settings);
    servers.add(server);
    server.start();
  }

  /** The address of either server, in turns. */
  URI api(int turn) {
    return servers.get(turn % servers.size()).api();
  }

  Witness witness() {
    return witness;
  }

  /** Lines of stack traces in what the servers have said. */
  List<String> traces() {
    var found = new ArrayList<String>();
    for (var name : List.of("one", "two")) {
      try (var lines =
          Files.lines(DIRECTORY.resolve(name).resolve("console.log"), StandardCharsets.UTF_8)) {
        lines.filter(line -> TRACE.matcher(line).matches()).forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    try {
      servers.forEach(RigelServer::close);
      if (witness != null) {
        witness.close();
      }
    } finally {
      postgres.close();
    }
  }
}
