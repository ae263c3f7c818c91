package dev.rigel.cli;

import dev.rigel.cli.terminal.Terminal;
import dev.rigel.fixture.ScriptedApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs command lines against a scripted server, at noon, 100 columns wide. */
abstract class CommandLineCase {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path home;
  ScriptedApi api;
  int columns = 100;

  /** False: in a pipe, where nobody says how wide it is. */
  boolean measured = true;

  /** Whether somebody looks at it as it comes, and what they type. */
  boolean interactive;

  String typed = "";

  final Map<String, String> environment = new HashMap<>();

  /** What a command line printed, and its exit status. */
  record Result(int status, String out, String err) {}

  @BeforeEach
  void startServer() throws IOException {
    api = new ScriptedApi();
    environment.put("PREFECT_API_URL", api.url());
    environment.put("RIGEL_HOME", home.toString());
  }

  @AfterEach
  void stopServer() {
    api.close();
  }

  Result rigel(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    var terminal = new Terminal(columns, measured, interactive, false, true);
    try (var session =
        new Session(
            environment, terminal, stream(out), stream(err), Clock.fixed(NOON, ZoneOffset.UTC))) {
      var status = new Commands(session.answeredBy(input), stream(err)).run(arguments);
      return new Result(status, text(out), text(err));
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
