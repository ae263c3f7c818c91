package dev.rigel.server.state;

import dev.rigel.contract.state.StateCreate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a rule says to a transition. */
public sealed interface Verdict {
  /** Nothing against it. */
  Verdict ACCEPT = new Accept();

  /** See {@link #ACCEPT}. */
  record Accept() implements Verdict {}

  /** It may pass, under this name. */
  record Rename(String name) implements Verdict {}

  /** It may pass if with it other flow runs, whose rows are locked, enter this state. */
  record Displace(List<UUID> others, StateCreate state) implements Verdict {}

  /** Another state is stored instead, and no later rule is asked. */
  record Reject(StateCreate state, String reason) implements Verdict {}

  /** Not yet: to be proposed again after the delay, which is longer than zero. */
  record Wait(Duration delay, String reason) implements Verdict {}

  /** Never. */
  record Abort(String reason) implements Verdict {}
}
