package dev.rigel.server.orchestration;

import dev.rigel.server.state.Run;

/** One rule of the gate. It looks and says; it changes nothing but locks. */
interface TransitionRule<R extends Run> {

  /** What it says to a transition; {@link Verdict#ACCEPT} where it has nothing to say. */
  Verdict judge(Transition<? extends R> transition);
}
