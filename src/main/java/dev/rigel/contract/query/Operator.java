package dev.rigel.contract.query;

/** How the parts of a filter are combined, at that level only. The default is {@link #and_}. */
public enum Operator {
  /** All parts must match. */
  and_,
  /** One part must match. */
  or_
}
