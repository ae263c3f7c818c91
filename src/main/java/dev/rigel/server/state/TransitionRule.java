package dev.rigel.server.state;

/**
 * One rule of the gate. It looks at a transition and at facts that it was created with, and says
 * what it thinks: it reads no database, locks nothing and changes nothing.
 */
public interface TransitionRule<R extends Run> {

  /** What it says to a transition; {@link Verdict#ACCEPT} where it has nothing to say. */
  Verdict judge(Transition<? extends R> transition);
}
