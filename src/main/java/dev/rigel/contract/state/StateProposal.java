package dev.rigel.contract.state;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Required;

/**
 * Body of {@code set_state}.
 *
 * @param state required
 * @param force true skips the rules; default false
 */
@IgnoreUnknown
public record StateProposal(@Required StateCreate state, @Default("false") boolean force) {

  /** A proposal that the rules judge. */
  public static StateProposal of(StateCreate state) {
    return new StateProposal(state, false);
  }

  /** A proposal that skips the rules. */
  public static StateProposal forced(StateCreate state) {
    return new StateProposal(state, true);
  }
}
