package dev.rigel.server.orchestration;

import dev.rigel.server.state.Run;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import java.util.List;

/** The rules for one kind of run, in the order in which they are asked. */
record Rules<R extends Run>(List<TransitionRule<? super R>> rules) {

  /**
   * What comes of a transition: the first verdict that keeps it from being stored as it is, with
   * the name and the displaced runs that earlier rules gave it.
   */
  Judgement<R> judge(Transition<R> proposed) {
    var transition = proposed;
    for (var rule : rules) {
      var verdict = ask(rule, transition);
      if (verdict instanceof Verdict.Rename rename) {
        transition = transition.renamed(rename.name());
      } else if (verdict instanceof Verdict.Displace displace) {
        transition = transition.displacing(displace);
      } else if (!(verdict instanceof Verdict.Accept)) {
        return Judgement.refused(transition, verdict, rule.getClass().getSimpleName());
      }
    }
    return Judgement.accepted(transition);
  }

  @SuppressWarnings("unchecked") // a rule for a kind of run takes every run of that kind
  private static <R extends Run> Verdict ask(
      TransitionRule<? super R> rule, Transition<R> transition) {
    return ((TransitionRule<R>) rule).judge(transition);
  }
}
