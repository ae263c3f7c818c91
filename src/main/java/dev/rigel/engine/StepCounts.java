package dev.rigel.engine;

import dev.rigel.contract.job.ItemCounts;
import dev.rigel.contract.job.ItemCountsBuilder;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.Metric.MetricType;
import jakarta.batch.runtime.StepExecution;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/** What a step has counted so far; a batchlet counts nothing. */
public final class StepCounts {
  private StepCounts() {}

  /** As its metrics say. */
  public static ItemCounts of(StepExecution step) {
    var metrics = step.getMetrics() == null ? new Metric[0] : step.getMetrics();
    return ItemCountsBuilder.builder()
        .readCount(value(metrics, MetricType.READ_COUNT))
        .writeCount(value(metrics, MetricType.WRITE_COUNT))
        .filterCount(value(metrics, MetricType.FILTER_COUNT))
        .commitCount(value(metrics, MetricType.COMMIT_COUNT))
        .rollbackCount(value(metrics, MetricType.ROLLBACK_COUNT))
        .readSkipCount(value(metrics, MetricType.READ_SKIP_COUNT))
        .processSkipCount(value(metrics, MetricType.PROCESS_SKIP_COUNT))
        .writeSkipCount(value(metrics, MetricType.WRITE_SKIP_COUNT))
        .build();
  }

  private static long value(Metric[] metrics, MetricType type) {
    return Arrays.stream(metrics)
        .filter(metric -> metric.getType() == type)
        .mapToLong(Metric::getValue)
        .sum();
  }

  /** In words: {@code 1,469 read, 1,461 written, 8 skipped, 15 commits}; empty for a batchlet. */
  static String inWords(ItemCounts counts) {
    if (counts.equals(ItemCounts.NONE)) {
      return "";
    }
    var words = new StringJoiner(", ");
    words.add(number(counts.readCount()) + " read");
    words.add(number(counts.writeCount()) + " written");
    addUnlessZero(words, counts.filterCount(), "filtered");
    addUnlessZero(words, skipped(counts), "skipped");
    words.add(number(counts.commitCount()) + (counts.commitCount() == 1 ? " commit" : " commits"));
    addUnlessZero(
        words, counts.rollbackCount(), counts.rollbackCount() == 1 ? "rollback" : "rollbacks");
    return words.toString();
  }

  private static long skipped(ItemCounts counts) {
    return counts.readSkipCount() + counts.processSkipCount() + counts.writeSkipCount();
  }

  private static void addUnlessZero(StringJoiner words, long count, String what) {
    if (count != 0) {
      words.add(number(count) + " " + what);
    }
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
