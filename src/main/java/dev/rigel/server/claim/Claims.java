package dev.rigel.server.claim;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.StateType;
import dev.rigel.server.claim.ClaimRepository.NewClaim;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.Entered;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The door to claims. A run has one at most, and names it: whoever takes it from its agent makes it
 * name none, or another, and the token of the old one is dead from then on.
 */
@ApplicationScoped
@Transactional(MANDATORY)
public class Claims implements FlowRunListener {
  /** What a process is told whose run was taken from its agent. */
  public static final String TAKEN =
      "This run was taken from its agent, which had not been heard of or gave it back; this process"
          + " writes nothing more for it.";

  /** For what a process still has to say when its run has ended: its last log lines. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final int PAGE = 1_000;

  @Inject ClaimRepository claims;
  @Inject Clock clock;

  /**
   * Gives runs, whose rows are locked and which are PENDING now, to an agent.
   *
   * @param due when runs may begin, by id, where that is still to come
   */
  public void give(
      UUID agentId, UUID requestId, List<FlowRun> runs, Map<UUID, OffsetDateTime> due) {
    var given = new ArrayList<NewClaim>();
    for (var run : runs) {
      var id = UUID.randomUUID();
      run.claimedBy(id, due.get(run.id()));
      given.add(new NewClaim(id, run.id(), RunToken.of(requestId, run.id()).hash()));
    }
    claims.insert(given, agentId, RunToken.hash(requestId), Times.now(clock));
  }

  /** The token of a run that a request has claimed. */
  public RunToken token(UUID requestId, UUID flowRunId) {
    return RunToken.of(requestId, flowRunId);
  }

  /** Whether a run was given by this very exchange: the agent cannot know of it yet. */
  public Predicate<HeldRun> givenBy(UUID requestId) {
    var hash = RunToken.hash(requestId);
    return run -> hash.equals(run.requestHash());
  }

  /** The runs that an agent has, by id. */
  public List<HeldRun> of(UUID agentId) {
    return claims.of(agentId);
  }

  /** Of some runs those that have ended in an agent's hands, not in another's since, and how. */
  public Map<UUID, StateType> ended(UUID agentId, Collection<UUID> flowRunIds) {
    return claims.ended(agentId, flowRunIds);
  }

  /** The ids of the runs that agents have, by agent. */
  public Map<UUID, List<UUID>> of(Collection<UUID> agentIds) {
    return claims.of(agentIds);
  }

  /** Whether whoever has this token still has its run. */
  @Transactional
  public boolean lives(RunToken token) {
    return claims.lives(token.hash());
  }

  /**
   * The agent has the run no longer; its token lives on for a while, if the run does not change
   * hands.
   */
  @Override
  public void entered(List<Entered> entered) {
    var ended =
        entered.stream()
            .filter(e -> e.state().type().isTerminal())
            .map(e -> e.run().claimId())
            .filter(Objects::nonNull)
            .toList();
    if (!ended.isEmpty()) {
      claims.end(ended, Times.now(clock));
    }
  }

  /**
   * Deletes some of those that ended long ago, and of those whose runs were taken away, in one
   * transaction; tells whether there may be more.
   */
  @Transactional
  public boolean deletePage() {
    return claims.deleteEnded(Times.now(clock).minus(KEPT), PAGE) == PAGE
        | claims.deleteDead(PAGE) == PAGE;
  }
}
