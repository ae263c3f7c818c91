package dev.rigel.contract.flowrun;

import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** One interval of a history; start inclusive, end exclusive. */
public record HistoryResponse(
    OffsetDateTime intervalStart, OffsetDateTime intervalEnd, List<HistoryState> states) {

  /** The runs of an interval that are in one state. Sums are seconds. */
  public record HistoryState(
      StateType stateType,
      String stateName,
      long countRuns,
      Duration sumEstimatedRunTime,
      Duration sumEstimatedLateness) {}
}
