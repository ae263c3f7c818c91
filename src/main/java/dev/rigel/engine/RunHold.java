package dev.rigel.engine;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tells one who runs a flow run whether it is still the one who does: the id of the last state
 * that he brought it into himself. A run that was sent back to its queue may be RUNNING as before,
 * in other hands; its state then has another id. A new name or new tags leave the id alone.
 */
public final class RunHold {
  private volatile @Nullable UUID entered;

  /** Whose a flow run is. */
  public enum Standing {
    /** Of the one who asks. */
    OURS("The run is in these hands"),
    /** The same, but its end was asked for, and is to be reported. */
    TO_END("The run is being cancelled: its job is stopped"),
    /** Nobody's: it was cancelled, say, or deleted. What is open of it nobody else will end. */
    ENDED("The run has been ended from outside"),
    /** Perhaps of somebody who runs it again by now. */
    OTHERS(
        "The run has been given another state from outside: it is no longer this engine's, which"
            + " stops its job and reports nothing more of it");

    private final String words;

    Standing(String words) {
      this.words = words;
    }

    /** Whether its states, and those of its steps, are for the one who asks to report. */
    boolean isToBeReported() {
      return this == OURS || this == TO_END;
    }

    /** For the run's log. */
    public String words() {
      return words;
    }
  }

  /** Whether no state has been entered yet. */
  public boolean isEmpty() {
    return entered == null;
  }

  /** Notes the state that a proposal made here has brought the run into, if any. */
  public void note(OrchestrationResult answer) {
    var stored =
        answer.status() == SetStateStatus.ACCEPT || answer.status() == SetStateStatus.REJECT;
    if (stored && answer.state() != null) {
      entered = answer.state().id();
    }
  }

  /**
   * Whose the run is. Before the first state that was entered here only an end tells.
   *
   * @param now the run's state, if it has one
   */
  public Standing in(@Nullable StateResponse now) {
    if (now != null && now.id().equals(entered)) {
      return Standing.OURS;
    }
    if (now != null && now.type().isTerminal()) {
      return Standing.ENDED;
    }
    if (now != null && now.asksForTheEnd()) {
      return Standing.TO_END; // whoever has it no more is refused by his token
    }
    return isEmpty() ? Standing.OURS : Standing.OTHERS;
  }

  /**
   * Judges by the run's state whether a proposal may still be made: what it gives stands for the
   * server's answer to one that may not.
   *
   * @param identified by its id a state is ours whose answer got lost
   */
  public Function<@Nullable StateResponse, Optional<OrchestrationResult>> objectionTo(
      StateProposal identified) {
    return now -> {
      var known = now != null && now.id().equals(identified.proposalId());
      var standing = known ? Standing.OURS : in(now);
      return standing.isToBeReported() ? Optional.empty() : Optional.of(refusal(standing));
    };
  }

  private static OrchestrationResult refusal(Standing standing) {
    return OrchestrationResult.abort(standing.words());
  }
}
