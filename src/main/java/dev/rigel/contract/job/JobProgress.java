package dev.rigel.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import jakarta.batch.runtime.BatchStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in an attempt.
 *
 * @param status the job's
 * @param exitStatus the job's, as it is now; null for none
 * @param restartPosition as it is now; null for the first step that has not completed
 * @param executionId in the repository of a batch runtime that has one of its own
 * @param steps those that have changed; each replaces what was told of it before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record JobProgress(
    @Required BatchStatus status,
    @Longest(Longest.KEY) @Nullable String exitStatus,
    @Longest @Nullable String restartPosition,
    @Nullable Long executionId,
    @Default("[]") List<StepRecord> steps) {

  /** Fills in what is absent. */
  public JobProgress {
    steps = steps == null ? List.of() : steps;
  }
}
