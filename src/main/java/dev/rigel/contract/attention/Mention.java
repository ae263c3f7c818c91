package dev.rigel.contract.attention;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A thing that something is about.
 *
 * @param id null where there is no such thing, but its name is used
 * @param since of a run: when it came into its state; of an agent that has a run: since when
 * @param state of a run: the name of its state
 */
@WithBuilder
public record Mention(
    @Required MentionType type,
    @Nullable UUID id,
    @Required String name,
    @Nullable OffsetDateTime since,
    @Nullable String state) {

  /** A thing by its id and name. */
  public static Mention of(MentionType type, @Nullable UUID id, String name) {
    return new Mention(type, id, name, null, null);
  }

  /** The same with a time. */
  public static Mention since(MentionType type, UUID id, String name, OffsetDateTime since) {
    return new Mention(type, id, name, since, null);
  }

  /** A run, and since when it is in which state. */
  public static Mention ofRun(
      UUID id, String name, @Nullable OffsetDateTime since, @Nullable String state) {
    return new Mention(MentionType.flow_run, id, name, since, state);
  }
}
