package dev.rigel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {
  private final ConsoleLog format = new ConsoleLog(ZoneOffset.UTC);

  @Test
  void a_line_has_time_level_logger_and_message() {
    assertThat(format.format(record(Level.INFO, "Created work queue 'my-queue'.")))
        .isEqualTo("08:31:57.197 | INFO    | rigel.agent - Created work queue 'my-queue'.\n");
    assertThat(format.format(record(Level.SEVERE, "x"))).contains(" | ERROR   | ");
    assertThat(format.format(record(Level.FINE, "x"))).contains(" | DEBUG   | ");
  }

  @Test
  void what_was_thrown_follows() {
    var record = record(Level.WARNING, "odd");
    record.setThrown(new IllegalStateException("why"));

    assertThat(format.format(record))
        .startsWith(
            "08:31:57.197 | WARNING | rigel.agent - odd\njava.lang.IllegalStateException: why");
  }

  private static LogRecord record(Level level, String message) {
    var record = new LogRecord(level, message);
    record.setLoggerName("rigel.agent");
    record.setInstant(Instant.parse("2022-02-26T08:31:57.197Z"));
    return record;
  }
}
