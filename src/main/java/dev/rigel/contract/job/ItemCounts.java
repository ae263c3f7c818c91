package dev.rigel.contract.job;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.WithBuilder;

/** What a step, or a partition of one, has counted, over all attempts; all 0 for a batchlet. */
@WithBuilder
public record ItemCounts(
    @Default("0") long readCount,
    @Default("0") long writeCount,
    @Default("0") long filterCount,
    @Default("0") long commitCount,
    @Default("0") long rollbackCount,
    @Default("0") long readSkipCount,
    @Default("0") long processSkipCount,
    @Default("0") long writeSkipCount) {
  /** Nothing. */
  public static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public ItemCounts plus(ItemCounts other) {
    return new ItemCounts(
        readCount + other.readCount,
        writeCount + other.writeCount,
        filterCount + other.filterCount,
        commitCount + other.commitCount,
        rollbackCount + other.rollbackCount,
        readSkipCount + other.readSkipCount,
        processSkipCount + other.processSkipCount,
        writeSkipCount + other.writeSkipCount);
  }
}
