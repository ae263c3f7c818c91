package dev.rigel.contract.search;

/** What sort of thing was found. */
public enum FoundKind {
  flow,
  deployment,
  work_queue,
  agent,
  flow_run
}
