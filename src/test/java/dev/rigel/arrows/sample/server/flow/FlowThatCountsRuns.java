package dev.rigel.arrows.sample.server.flow;

import dev.rigel.arrows.sample.server.flowrun.RunThatHoldsItsFlow;

/** Breaks: floor 1 looks down only. */
public record FlowThatCountsRuns(RunThatHoldsItsFlow run) {}
