package dev.rigel.server.state;

import org.jspecify.annotations.Nullable;

/**
 * Who proposes a state of a flow run.
 *
 * @param apiVersion what the client speaks, {@code x.y.z}; null for the newest
 * @param cancels whether it asks for the end, which only an end that came before refuses
 */
public record Proposer(@Nullable String apiVersion, boolean cancels) {
  /** One that speaks the newest version, such as the server itself. */
  public static final Proposer NEWEST = new Proposer(null, false);

  /** One that asks for a run's end, whatever the run waits for. */
  public static final Proposer CANCELLING = new Proposer(null, true);

  /** A client of a version; null for the newest. */
  public static Proposer client(@Nullable String apiVersion) {
    return new Proposer(apiVersion, false);
  }
}
