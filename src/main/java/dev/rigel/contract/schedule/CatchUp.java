package dev.rigel.contract.schedule;

/**
 * What becomes of dates that passed while nobody planted them, for example because every server was
 * down.
 */
public enum CatchUp {
  /** What was missed stays missed. */
  none,
  /** The last missed date runs, and only the newest of planted runs that wait. */
  latest,
  /** Every missed date runs, oldest first. */
  all
}
