package dev.rigel.server.state;

import org.jspecify.annotations.Nullable;

/**
 * Who proposes a state of a flow run.
 *
 * @param apiVersion what the client speaks, {@code x.y.z}; null for the newest
 * @param aim what for
 * @param authorization the header by which the client says who it is; null for none
 */
public record Proposer(@Nullable String apiVersion, Aim aim, @Nullable String authorization) {
  /** One that speaks the newest version, such as the server itself. */
  public static final Proposer NEWEST = new Proposer(null, Aim.STATE, null);

  /** One that asks for a run's end, whatever the run waits for. */
  public static final Proposer CANCELLING = new Proposer(null, Aim.CANCEL, null);

  /** The same, without waiting for the run's agent, which has the run no longer. */
  public static final Proposer CANCELLING_AT_ONCE = new Proposer(null, Aim.CANCEL_AT_ONCE, null);

  /** An agent that takes runs, also ahead of their time; they begin on it. */
  public static final Proposer CLAIMING = new Proposer(null, Aim.CLAIM, null);

  /** What a state is proposed for. */
  public enum Aim {
    /** For itself: all rules are asked. */
    STATE,
    /** To take a run, which may be to begin later. */
    CLAIM,
    /** To end a run, by its agent if that is at it; only an end that came before refuses. */
    CANCEL,
    /** To end a run, whatever its agent does. */
    CANCEL_AT_ONCE
  }

  /** A client of a version; null for the newest. */
  public static Proposer client(@Nullable String apiVersion, @Nullable String authorization) {
    return new Proposer(apiVersion, Aim.STATE, authorization);
  }

  /** Whether it asks for the run's end, which only an end that came before refuses. */
  public boolean cancels() {
    return aim == Aim.CANCEL || aim == Aim.CANCEL_AT_ONCE;
  }

  /** Whether it takes a run that is to begin later. */
  public boolean prefetches() {
    return aim == Aim.CLAIM;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "client of " + apiVersion + " to " + aim;
  }
}
