package dev.rigel.contract.state;

/** How a proposal was answered. */
public enum SetStateStatus {
  /** Stored. HTTP 201. */
  ACCEPT,
  /** Another state was stored instead; go on with that. HTTP 201. */
  REJECT,
  /** Nothing was stored and never will be; give up. HTTP 200. */
  ABORT,
  /** Nothing was stored yet; propose the same again after the delay. HTTP 200. */
  WAIT
}
