package dev.rigel.server.state;

import org.jspecify.annotations.Nullable;

/**
 * Who proposes a state of a flow run.
 *
 * @param apiVersion what the client speaks, {@code x.y.z}; null for the newest
 * @param cancels whether it asks for the end, which only an end that came before refuses
 * @param prefetches whether it takes a run that is to begin later
 * @param authorization the header by which the client says who it is; null for none
 */
public record Proposer(
    @Nullable String apiVersion,
    boolean cancels,
    boolean prefetches,
    @Nullable String authorization) {
  /** One that speaks the newest version, such as the server itself. */
  public static final Proposer NEWEST = new Proposer(null, false, false, null);

  /** One that asks for a run's end, whatever the run waits for. */
  public static final Proposer CANCELLING = new Proposer(null, true, false, null);

  /** An agent that takes runs, also ahead of their time; they begin on it. */
  public static final Proposer CLAIMING = new Proposer(null, false, true, null);

  /** A client of a version; null for the newest. */
  public static Proposer client(@Nullable String apiVersion, @Nullable String authorization) {
    return new Proposer(apiVersion, false, false, authorization);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "client of " + apiVersion + (cancels ? ", cancelling" : "");
  }
}
