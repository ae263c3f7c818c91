package dev.rigel.contract.agent;

/** What the server makes of what it hears of an agent. */
public enum AgentState {
  /** Heard of within the lease ({@code RIGEL_AGENT_LOST_SECONDS}). */
  ONLINE,
  /** The same, and it takes no more runs: it was told to, or is about to end. */
  DRAINING,
  /** Not heard of for longer than the lease: its runs were taken from it. */
  LOST,
  /** It has signed off. */
  GONE
}
