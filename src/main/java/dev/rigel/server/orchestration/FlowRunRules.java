package dev.rigel.server.orchestration;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.schedulepolicy.StartRule;
import dev.rigel.server.schedulepolicy.StartingRuns;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.state.Transition;
import dev.rigel.server.workqueue.Places;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The rules for flow runs (docs/state-machine.md): first those that need to know nothing but the
 * run, then, for what they let pass, those that count, with all that they count locked.
 */
@ApplicationScoped
class FlowRunRules {
  /** What a process may force: all, but not how a run ends that is being cancelled. */
  static final Rules<FlowRun> FORCED_BY_A_PROCESS = new Rules<>(List.of(new Cancelling()));

  private static final Rules<FlowRun> GUARDS =
      new Rules<>(List.of(new TerminalGuard(), new NoBackwardStep(), new WaitForScheduledTime()));

  /** Of runs that are taken ahead of their time. */
  private static final Rules<FlowRun> CLAIMING =
      new Rules<>(List.of(new TerminalGuard(), new NoBackwardStep()));

  /** Only what has ended is not cancelled; no time, queue or retry stands in the way. */
  private static final Rules<FlowRun> CANCELLING = new Rules<>(List.of(new TerminalGuard()));

  @Inject Locks locks;

  /** What comes of transitions of runs that are locked, each after those before it. */
  List<Judgement<FlowRun>> judge(
      List<Transition<FlowRun>> proposed, Proposer by, OffsetDateTime now) {
    if (by.cancels()) {
      return proposed.stream().map(t -> CANCELLING.judge(cancelling(t, by))).toList();
    }
    var guards = by.prefetches() ? CLAIMING : GUARDS;
    var guarded = proposed.stream().map(guards::judge).toList();
    var passing =
        guarded.stream().filter(Judgement::isAccepted).map(Judgement::transition).toList();
    var starting = locks.starting(passing, now);
    var places = locks.places(passing);
    var counting =
        new Rules<FlowRun>(
            List.of(
                new StartRule(starting),
                new QueueLimit(places, starting),
                new Cancelling(),
                new Retry()));
    return guarded.stream()
        .map(j -> j.isAccepted() ? counted(j.transition(), counting, starting, places) : j)
        .toList();
  }

  /** What an agent is at ends by that agent, which confirms it; all else ends at once. */
  private static Transition<FlowRun> cancelling(Transition<FlowRun> asked, Proposer by) {
    return by.aim() == Proposer.Aim.CANCEL && asked.run().isUnderWayAtAnAgent()
        ? asked.instead(Cancelling.asked(asked.proposed()))
        : asked;
  }

  /** The judgement, after which the facts are those that the next one meets. */
  private static Judgement<FlowRun> counted(
      Transition<FlowRun> transition,
      Rules<FlowRun> counting,
      StartingRuns starting,
      Places places) {
    var judgement = counting.judge(transition);
    if (judgement.isAccepted() && transition.takesAPlace()) {
      var displaced = starting.displaced(judgement.transition().displacing());
      displaced.keySet().forEach(places::giveBack);
      starting.started(judgement.transition());
      places.take(transition.run());
      return judgement.displacing(displaced);
    }
    if (judgement.stored().isPresent()) {
      starting.ended(transition.run());
    }
    return judgement;
  }
}
