package dev.rigel.contract.deployment;

/** What becomes of a run that is under way when its agent is lost. */
public enum OnAgentLost {
  /** It is CRASHED. */
  crash,
  /** It goes back to its queue and begins anew, as often as the deployment allows. */
  restart;

  /** How often a run begins anew where nothing else is said. */
  public static final int MAX_RESTARTS = 3;
}
