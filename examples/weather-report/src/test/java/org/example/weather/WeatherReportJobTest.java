package org.example.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric.MetricType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole job on JBeret. */
class WeatherReportJobTest {
  private static final EnumSet<BatchStatus> ENDED =
      EnumSet.of(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED);

  private final JobOperator jobs = BatchRuntime.getJobOperator();
  @TempDir Path directory;

  @Test
  void clean_data_is_reported_in_full() throws IOException {
    var execution = run("data/seattle-weather.csv");

    assertThat(jobs.getJobExecution(execution).getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(readObservations(execution, MetricType.WRITE_COUNT)).isEqualTo(1461);
    assertThat(Files.readString(report()))
        .contains("2012-11     30     210.5     11.3      5.2        6.0   rain")
        .contains("2013       365     828.0     16.1      8.2        8.8")
        .contains("skipped lines: 0");
  }

  @Test
  void bad_lines_are_skipped_counted_and_named_in_the_report() throws IOException {
    run("data/seattle-weather.csv");
    var months = monthsIn(Files.readString(report()));

    var execution = run("data/seattle-weather-raw.csv");

    assertThat(readObservations(execution, MetricType.READ_COUNT)).isEqualTo(1469);
    assertThat(readObservations(execution, MetricType.PROCESS_SKIP_COUNT)).isEqualTo(8);
    assertThat(readObservations(execution, MetricType.WRITE_COUNT)).isEqualTo(1461);
    var text = Files.readString(report());
    assertThat(monthsIn(text)).isEqualTo(months);
    assertThat(text)
        .contains("skipped lines: 8")
        .contains("line 614: precipitation out of range: -9999");
  }

  @Test
  void only_the_report_stays_behind() throws IOException {
    run("data/seattle-weather-raw.csv");

    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(report());
    }
  }

  @Test
  void too_many_bad_lines_fail_the_job_and_a_restart_goes_on_behind_the_last_checkpoint()
      throws IOException {
    var good = Path.of("data/seattle-weather.csv");
    var lines = Files.readAllLines(good);
    Collections.fill(lines.subList(1, 51), "what?");
    lines.set(150, "one too many");
    var input = Files.write(directory.resolve("input.csv"), lines);
    var failed = run(input.toString());
    assertThat(jobs.getJobExecution(failed).getBatchStatus()).isEqualTo(BatchStatus.FAILED);
    Files.copy(good, input, StandardCopyOption.REPLACE_EXISTING);

    var restarted = awaitEnd(jobs.restart(failed, parameters(input.toString())));

    assertThat(jobs.getJobExecution(restarted).getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(readObservations(restarted, MetricType.READ_COUNT)).isEqualTo(1361);
    assertThat(Files.readString(report()))
        .contains("2012       316", "2013       365", "skipped lines: 50");
  }

  private long run(String input) {
    return awaitEnd(jobs.start("weather-report", parameters(input)));
  }

  private Properties parameters(String input) {
    var parameters = new Properties();
    parameters.setProperty("input", input);
    parameters.setProperty("report", report().toString());
    return parameters;
  }

  private long awaitEnd(long execution) {
    await().until(() -> ENDED.contains(jobs.getJobExecution(execution).getBatchStatus()));
    return execution;
  }

  private Path report() {
    return directory.resolve("report.txt");
  }

  private long readObservations(long execution, MetricType metric) {
    var step = jobs.getStepExecutions(execution).get(0);
    return Arrays.stream(step.getMetrics())
        .filter(m -> m.getType() == metric)
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static String monthsIn(String report) {
    return report.substring(report.indexOf("month"), report.indexOf("skipped lines"));
  }
}
