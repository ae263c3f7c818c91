package dev.rigel.contract.attention;

/** How much it matters; the worst first. */
public enum Severity {
  /** Work stands still, or ends badly again and again. */
  high,
  /** Something is not as it should be. */
  medium,
  /** Good to know. */
  low
}
