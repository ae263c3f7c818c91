package dev.rigel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rigel.contract.json.Json;
import dev.rigel.contract.log.LogFormat;
import dev.rigel.contract.log.LogLevel;
import dev.rigel.contract.log.LogResponse;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Records as a file has them, in one of its formats. */
final class LogFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX");

  private static final String BROKEN_OFF =
      "The log breaks off here: the server could not read on. Download it again.";

  private LogFile() {}

  /** A record, with the end of its line. */
  static byte[] record(LogFormat format, LogResponse log) throws IOException {
    return switch (format) {
      case text -> line(log.timestamp(), log.level(), log.name(), log.message());
      case jsonl -> json(log);
    };
  }

  /** The last line of a file that lacks records. */
  static byte[] brokenOff(LogFormat format) throws IOException {
    return switch (format) {
      case text -> ("-- " + BROKEN_OFF + "\n").getBytes(UTF_8);
      case jsonl -> json(Map.of("error", BROKEN_OFF));
    };
  }

  private static byte[] line(OffsetDateTime time, int level, String name, String message) {
    var head = "%s %-7s %s | ".formatted(TIME.format(time), LogLevel.name(level), name);
    return (head + message + "\n").getBytes(UTF_8);
  }

  private static byte[] json(Object value) throws IOException {
    return (Json.mapper().writeValueAsString(value) + "\n").getBytes(UTF_8);
  }
}
