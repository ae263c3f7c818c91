package dev.rigel.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import jakarta.batch.runtime.BatchStatus;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job, or a partition of one, as it was last told. Its checkpoint is that of its last
 * chunk.
 *
 * @param stepName its id in the job's XML
 * @param partition number of the partition, from 0; null for the step itself
 * @param exitStatus null where the job has not set one
 * @param startCount how often it was started
 * @param readerCheckpoint where its reader goes on: a serialized Java object, Base64
 * @param writerCheckpoint the same of its writer
 * @param userData its persistent user data, the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record StepRecord(
    @Required @Longest String stepName,
    @Least(0) @Nullable Integer partition,
    @Required BatchStatus status,
    @Longest(Longest.KEY) @Nullable String exitStatus,
    @Least(0) @Required int startCount,
    @Default("{}") ItemCounts counts,
    @Longest(StepRecord.LONGEST) @Nullable String readerCheckpoint,
    @Longest(StepRecord.LONGEST) @Nullable String writerCheckpoint,
    @Longest(StepRecord.LONGEST) @Nullable String userData) {
  /** Characters of a serialized object at most, 750 kB in Base64: what H2 keeps in a varchar. */
  public static final int LONGEST = 1_000_000;

  /** Fills in what is absent. */
  public StepRecord {
    counts = counts == null ? ItemCounts.NONE : counts;
  }
}
