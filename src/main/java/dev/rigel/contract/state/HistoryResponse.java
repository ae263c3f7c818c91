package dev.rigel.contract.state;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** One interval of a history; start inclusive, end exclusive. */
public record HistoryResponse(
    @Required OffsetDateTime intervalStart,
    @Required OffsetDateTime intervalEnd,
    @Required List<HistoryState> states) {

  /** The runs of an interval that are in one state. Sums are seconds. */
  @WithBuilder
  public record HistoryState(
      @Required StateType stateType,
      @Required String stateName,
      long countRuns,
      @Required Duration sumEstimatedRunTime,
      @Required Duration sumEstimatedLateness) {}
}
