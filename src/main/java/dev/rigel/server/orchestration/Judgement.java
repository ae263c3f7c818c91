package dev.rigel.server.orchestration;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.Verdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transition as it stands after all rules, and the verdict on it.
 *
 * @param rule whose verdict it is; null where all accepted
 * @param displaced other runs that make room, each with what it enters
 */
record Judgement<R extends Run>(
    Transition<R> transition,
    Verdict verdict,
    @Nullable String rule,
    Map<R, StateCreate> displaced) {

  static <R extends Run> Judgement<R> accepted(Transition<R> transition) {
    return new Judgement<>(transition, Verdict.ACCEPT, null, Map.of());
  }

  static <R extends Run> Judgement<R> refused(
      Transition<R> transition, Verdict verdict, String rule) {
    return new Judgement<>(transition, verdict, rule, Map.of());
  }

  /** The same, with what other runs enter before this one. */
  Judgement<R> displacing(Map<R, StateCreate> others) {
    return new Judgement<>(transition, verdict, rule, others);
  }

  R run() {
    return transition.run();
  }

  boolean isAccepted() {
    return verdict instanceof Verdict.Accept;
  }

  /** What is to be stored: the proposed state, or that of a rejection; empty for nothing. */
  Optional<Transition<R>> stored() {
    if (isAccepted()) {
      return Optional.of(transition);
    }
    return verdict instanceof Verdict.Reject reject
        ? Optional.of(transition.rejected(reject.state(), reject.reason()))
        : Optional.empty();
  }

  /** The answer where nothing is stored. */
  OrchestrationResult refusal() {
    return verdict instanceof Verdict.Wait wait
        ? new OrchestrationResult(
            null, SetStateStatus.WAIT, ResponseDetails.Wait.of(wait.delay(), wait.reason()))
        : OrchestrationResult.abort(reason().orElse(null));
  }

  /** Why it was not accepted. */
  Optional<String> reason() {
    if (verdict instanceof Verdict.Wait wait) {
      return Optional.of(wait.reason());
    }
    if (verdict instanceof Verdict.Reject reject) {
      return Optional.of(reject.reason());
    }
    return verdict instanceof Verdict.Abort abort ? Optional.of(abort.reason()) : Optional.empty();
  }
}
