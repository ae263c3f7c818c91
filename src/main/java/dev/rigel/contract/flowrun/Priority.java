package dev.rigel.contract.flowrun;

/**
 * How important a run is among those that are due on its queue: the higher goes first, of equal
 * ones the one that is due first. A run that is not given one has {@value #NORMAL}.
 */
public final class Priority {
  /** The last to go. */
  public static final int LOWEST = -1000;

  /** What runs have that nobody gave one, such as planted ones. */
  public static final int NORMAL = 0;

  /** The first to go. */
  public static final int HIGHEST = 1000;

  private Priority() {}
}
