package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The expected dates in {@code dates.tsv} come from what Prefect 2.6.9 does, the RFC's examples and
 * the oracle beside it (croniter, dateutil and zoneinfo); each row names its source.
 */
class DatesTableTest {

  @TestFactory
  Stream<DynamicTest> the_dates_are_those_of_the_table() throws IOException {
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> checkFirstDates(row)));
  }

  @Test
  void the_table_is_wide_enough() throws IOException {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(rows().stream().map(row -> row.schedule().timezone()).distinct())
        .hasSizeGreaterThanOrEqualTo(12);
  }

  private static void checkFirstDates(Row row) {
    // one more than the table has, where the table's end is the schedule's
    var limit = row.dates().size() + (row.ends() ? 1 : 0);

    assertThat(Schedules.dates(row.schedule()).from(row.start()).limit(limit))
        .containsExactlyElementsOf(row.dates());
  }

  private static List<Row> rows() throws IOException {
    try (var table = DatesTableTest.class.getResourceAsStream("dates.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Row::parse)
          .toList();
    }
  }

  private record Row(
      String name,
      Schedule schedule,
      OffsetDateTime start,
      boolean ends,
      List<OffsetDateTime> dates) {

    static Row parse(String line) {
      var cells = line.split("\t", -1);
      var zone = cells[4].isEmpty() ? null : cells[4];
      return new Row(
          String.join(" | ", List.of(cells).subList(0, 6)),
          schedule(cells[1], cells[2], cells[3], zone),
          OffsetDateTime.parse(cells[5]),
          cells[6].equals("ends"),
          Arrays.stream(cells[7].split(" ")).map(OffsetDateTime::parse).toList());
    }

    private static Schedule schedule(String kind, String text, String option, String zone) {
      return switch (kind) {
        case "interval" ->
            new IntervalSchedule(
                Duration.parse("PT" + text + "S"), OffsetDateTime.parse(option), zone);
        case "cron" -> new CronSchedule(text, zone, !option.equals("day_and"));
        default -> new RRuleSchedule(text, zone);
      };
    }
  }
}
