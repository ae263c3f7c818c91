package dev.rigel.contract.attention;

import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a trouble; those that it does not have are null.
 *
 * @param late runs of the queue that are late
 * @param taken places of the queue that are taken
 * @param limit places of the queue
 * @param agents that serve the queue
 * @param count how many: failures in a row, runs that the agent had, dates missed, messages given
 *     up
 * @param usual seconds that 19 of 20 runs of the deployment do not exceed
 * @param lastGood when a run of the deployment completed for the last time
 */
@WithBuilder
public record TroubleFigures(
    @Nullable Integer late,
    @Nullable Integer taken,
    @Nullable Integer limit,
    @Nullable Integer agents,
    @Nullable Integer count,
    @Nullable Duration usual,
    @Nullable OffsetDateTime lastGood) {
  /** None. */
  public static final TroubleFigures NONE =
      new TroubleFigures(null, null, null, null, null, null, null);

  /** How many. */
  public static TroubleFigures ofCount(int count) {
    return new TroubleFigures(null, null, null, null, count, null, null);
  }
}
