package dev.rigel.arrows.sample.server.flow;

/** Breaks: SQL names only tables of its own floor or below. */
public final class FlowThatReadsRuns {
  static final String RUNS =
      """
      select f.id
        from flow f
       where exists (select 1 from flow_run r where r.flow_id = f.id)
      """;

  private FlowThatReadsRuns() {}
}
