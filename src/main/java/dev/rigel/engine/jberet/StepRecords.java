package dev.rigel.engine.jberet;

import dev.rigel.contract.job.ItemCounts;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.contract.job.StepRecordBuilder;
import dev.rigel.contract.json.StorableText;
import dev.rigel.contract.state.Reason;
import dev.rigel.engine.Executions.CannotGoOn;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric.MetricType;
import java.io.IOException;
import java.io.Serializable;
import java.util.Base64;
import java.util.Objects;
import org.jberet.runtime.AbstractStepExecution;
import org.jberet.runtime.PartitionExecutionImpl;
import org.jberet.runtime.StepExecutionImpl;
import org.jberet.runtime.metric.StepMetrics;
import org.jberet.util.BatchUtil;
import org.jspecify.annotations.Nullable;

/** Steps of JBeret's, and partitions, as they are recorded, and back. */
final class StepRecords {
  /** Characters of an exit status that are kept. */
  private static final int LONGEST_EXIT_STATUS = 500;

  private StepRecords() {}

  /**
   * As it is now.
   *
   * @throws BatchRuntimeException if its checkpoint is too large, or cannot be serialized
   */
  static StepRecord of(AbstractStepExecution step, ItemCounts counts, int startCount) {
    var name = step.getStepName();
    return StepRecordBuilder.builder()
        .stepName(name)
        .partition(partition(step))
        .status(step.getBatchStatus())
        .exitStatus(exitStatus(step.getExitStatus(), step.getBatchStatus()))
        .startCount(startCount)
        .counts(counts)
        .readerCheckpoint(text(name, "reader's checkpoint", step.getReaderCheckpointInfo()))
        .writerCheckpoint(text(name, "writer's checkpoint", step.getWriterCheckpointInfo()))
        .userData(text(name, "persistent user data", step.getPersistentUserData()))
        .build();
  }

  static @Nullable Integer partition(AbstractStepExecution step) {
    return step instanceof PartitionExecutionImpl partition ? partition.getPartitionId() : null;
  }

  /** Of a step or a job, as it is recorded: null for the one that JBeret sets by itself. */
  static @Nullable String exitStatus(@Nullable String exitStatus, BatchStatus status) {
    return exitStatus == null || exitStatus.equals(status.name())
        ? null
        : StorableText.clean(exitStatus, LONGEST_EXIT_STATUS);
  }

  private static @Nullable String text(String step, String what, @Nullable Serializable object) {
    if (object == null) {
      return null;
    }
    String text;
    try {
      text = Base64.getEncoder().encodeToString(BatchUtil.objectToBytes(object));
    } catch (IOException e) {
      throw new BatchRuntimeException(
          "The %s of step '%s' cannot be serialized".formatted(what, step), e);
    }
    if (text.length() > StepRecord.LONGEST) {
      throw new BatchRuntimeException(
          "The %s of step '%s' takes %,d bytes; at most %,d are recorded"
              .formatted(what, step, text.length() / 4L * 3, StepRecord.LONGEST / 4 * 3));
    }
    return text;
  }

  /**
   * As it was, without partitions.
   *
   * @param status as which a restart is to find it
   * @throws CannotGoOn if what is serialized cannot be read with the classes that are there
   */
  static StepExecutionImpl step(StepRecord record, BatchStatus status) {
    // what has completed and runs again begins at its beginning; JBeret would go on at its end
    var goesOn = record.status() != BatchStatus.COMPLETED;
    var step =
        new StepExecutionImpl(
            0,
            record.stepName(),
            null,
            null,
            status.name(),
            record.exitStatus(),
            object(record, "persistent user data", record.userData()),
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            goesOn ? object(record, "reader's checkpoint", record.readerCheckpoint()) : null,
            goesOn ? object(record, "writer's checkpoint", record.writerCheckpoint()) : null);
    set(step.getStepMetrics(), record.counts());
    return step;
  }

  /**
   * A partition as it was.
   *
   * @throws CannotGoOn as {@link #step} does
   */
  static PartitionExecutionImpl partition(StepRecord record) {
    return new PartitionExecutionImpl(
        Objects.requireNonNull(record.partition()),
        0,
        record.stepName(),
        record.status(),
        record.exitStatus(),
        object(record, "persistent user data", record.userData()),
        object(record, "reader's checkpoint", record.readerCheckpoint()),
        object(record, "writer's checkpoint", record.writerCheckpoint()));
  }

  private static @Nullable Serializable object(
      StepRecord record, String what, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      var loader = Thread.currentThread().getContextClassLoader();
      return BatchUtil.bytesToSerializableObject(Base64.getDecoder().decode(text), loader);
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
      throw new CannotGoOn(
          "the %s of step '%s' cannot be read with the classes that are there: %s"
              .formatted(what, record.stepName(), Reason.of(e)));
    }
  }

  /** Lets a step count on from there. */
  static void set(StepMetrics metrics, ItemCounts counts) {
    metrics.set(MetricType.READ_COUNT, counts.readCount());
    metrics.set(MetricType.WRITE_COUNT, counts.writeCount());
    metrics.set(MetricType.FILTER_COUNT, counts.filterCount());
    metrics.set(MetricType.COMMIT_COUNT, counts.commitCount());
    metrics.set(MetricType.ROLLBACK_COUNT, counts.rollbackCount());
    metrics.set(MetricType.READ_SKIP_COUNT, counts.readSkipCount());
    metrics.set(MetricType.PROCESS_SKIP_COUNT, counts.processSkipCount());
    metrics.set(MetricType.WRITE_SKIP_COUNT, counts.writeSkipCount());
  }
}
