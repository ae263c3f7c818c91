package dev.rigel.server.orchestration;

import dev.rigel.server.state.Run;
import java.util.List;
import java.util.function.Consumer;

/** The rules for one kind of run, in the order in which they are asked. */
record Policy<R extends Run>(List<TransitionRule<? super R>> rules) {

  /** No rules: forced transitions. */
  static <R extends Run> Policy<R> none() {
    return new Policy<>(List.of());
  }

  /**
   * What comes of a transition: the first verdict that is no acceptance, with the names given on
   * the way.
   *
   * @param displacing called at once where others have to make room, so that later rules see it
   */
  Judgement<R> judge(Transition<R> proposed, Consumer<Verdict.Displace> displacing) {
    var transition = proposed;
    for (var rule : rules) {
      var verdict = ask(rule, transition);
      if (verdict instanceof Verdict.Rename rename) {
        transition = transition.renamed(rename.name());
      } else if (verdict instanceof Verdict.Displace displace) {
        displacing.accept(displace);
      } else if (!(verdict instanceof Verdict.Accept)) {
        return new Judgement<>(transition, verdict);
      }
    }
    return new Judgement<>(transition, Verdict.ACCEPT);
  }

  @SuppressWarnings("unchecked") // a rule for a kind of run takes every run of that kind
  private static <R extends Run> Verdict ask(
      TransitionRule<? super R> rule, Transition<R> transition) {
    return ((TransitionRule<R>) rule).judge(transition);
  }

  /** The transition as it stands in the end, and the verdict on it. */
  record Judgement<R extends Run>(Transition<R> transition, Verdict verdict) {}
}
