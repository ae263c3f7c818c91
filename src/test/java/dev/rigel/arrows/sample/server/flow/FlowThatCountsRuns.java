package dev.rigel.arrows.sample.server.flow;

import dev.rigel.arrows.sample.server.flowrun.RunThatHoldsItsFlow;

/** Breaks: the floor of flow looks down only. */
public record FlowThatCountsRuns(RunThatHoldsItsFlow run) {}
