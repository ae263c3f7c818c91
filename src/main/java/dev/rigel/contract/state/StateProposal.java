package dev.rigel.contract.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Required;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code set_state}.
 *
 * @param state required
 * @param force true skips the rules; default false
 * @param proposalId an addition of Rigel's for proposals that may have to be made twice, as their
 *     answer got lost: an id that no other proposal has. It becomes the id of the state that is
 *     stored. The same proposal again changes nothing and is answered as before, or ABORT when the
 *     run has gone on from that state; default none, and each proposal is a new one
 */
@IgnoreUnknown
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateProposal(
    @Required StateCreate state, @Default("false") boolean force, @Nullable UUID proposalId) {

  /** A proposal that the rules judge. */
  public static StateProposal of(StateCreate state) {
    return new StateProposal(state, false, null);
  }

  /** A proposal that skips the rules. */
  public static StateProposal forced(StateCreate state) {
    return new StateProposal(state, true, null);
  }

  /** The same under an id, which stays if it has one. */
  public StateProposal identified() {
    return proposalId == null ? new StateProposal(state, force, UUID.randomUUID()) : this;
  }
}
