package dev.rigel.server.deployment;

import dev.rigel.contract.json.Scalars;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The date of a planted run, which lives in its idempotency key alone: its start may be later. A
 * date in UTC is Rigel's form, one in the schedule's zone the reference's.
 */
public final class PlantedDate {
  private static final String FIRST_WORD = "scheduled";

  private PlantedDate() {}

  /** The key of the run of a date. */
  public static String key(UUID deploymentId, OffsetDateTime date) {
    return FIRST_WORD + " " + deploymentId + " " + Scalars.text(date);
  }

  /** The date that a key of either form holds; empty for any other key, and for none. */
  public static Optional<OffsetDateTime> of(@Nullable String key) {
    var words = key == null ? new String[0] : key.split(" ", 3);
    if (words.length < 3 || !words[0].equals(FIRST_WORD)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(words[2].replace(' ', 'T')));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
