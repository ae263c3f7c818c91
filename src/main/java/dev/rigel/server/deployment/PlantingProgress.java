package dev.rigel.server.deployment;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How far the schedule of a deployment is planted.
 *
 * @param until every date up to here has been considered; null where a server without scheduler has
 *     made the last change
 * @param runs how many runs the schedule has planted; null where no maximum is set
 */
public record PlantingProgress(@Nullable OffsetDateTime until, @Nullable Integer runs) {
  /** Nothing is known. */
  public static final PlantingProgress NONE = new PlantingProgress(null, null);
}
