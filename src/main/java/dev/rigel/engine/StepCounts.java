package dev.rigel.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.Metric.MetricType;
import jakarta.batch.runtime.StepExecution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What a step has counted so far; a batchlet counts nothing. */
record StepCounts(
    long read,
    long written,
    long filtered,
    long committed,
    long rolledBack,
    long readSkipped,
    long processSkipped,
    long writeSkipped) {

  static StepCounts of(StepExecution step) {
    var metrics = step.getMetrics();
    return new StepCounts(
        value(metrics, MetricType.READ_COUNT),
        value(metrics, MetricType.WRITE_COUNT),
        value(metrics, MetricType.FILTER_COUNT),
        value(metrics, MetricType.COMMIT_COUNT),
        value(metrics, MetricType.ROLLBACK_COUNT),
        value(metrics, MetricType.READ_SKIP_COUNT),
        value(metrics, MetricType.PROCESS_SKIP_COUNT),
        value(metrics, MetricType.WRITE_SKIP_COUNT));
  }

  private static long value(Metric[] metrics, MetricType type) {
    if (metrics == null) {
      return 0;
    }
    return Arrays.stream(metrics)
        .filter(metric -> metric.getType() == type)
        .mapToLong(Metric::getValue)
        .sum();
  }

  long skipped() {
    return readSkipped + processSkipped + writeSkipped;
  }

  boolean isEmpty() {
    return equals(new StepCounts(0, 0, 0, 0, 0, 0, 0, 0));
  }

  /** In words: {@code 1,469 read, 1,461 written, 8 skipped, 15 commits}; empty for a batchlet. */
  String inWords() {
    if (isEmpty()) {
      return "";
    }
    var words = new StringJoiner(", ");
    words.add(number(read) + " read");
    words.add(number(written) + " written");
    addUnlessZero(words, filtered, "filtered");
    addUnlessZero(words, skipped(), "skipped");
    words.add(number(committed) + (committed == 1 ? " commit" : " commits"));
    addUnlessZero(words, rolledBack, rolledBack == 1 ? "rollback" : "rollbacks");
    return words.toString();
  }

  private static void addUnlessZero(StringJoiner words, long count, String what) {
    if (count != 0) {
      words.add(number(count) + " " + what);
    }
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As the data of a task run's state. */
  JsonNode asData() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("read_count", read);
    counts.put("write_count", written);
    counts.put("filter_count", filtered);
    counts.put("commit_count", committed);
    counts.put("rollback_count", rolledBack);
    counts.put("read_skip_count", readSkipped);
    counts.put("process_skip_count", processSkipped);
    counts.put("write_skip_count", writeSkipped);
    return Json.mapper().valueToTree(counts);
  }
}
