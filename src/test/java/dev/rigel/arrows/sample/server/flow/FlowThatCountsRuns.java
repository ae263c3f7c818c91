package dev.rigel.arrows.sample.server.flow;

import dev.rigel.arrows.sample.server.flowrun.RunThatHoldsItsFlow;

/** Breaks: floor 2 looks down only. */
public record FlowThatCountsRuns(RunThatHoldsItsFlow run) {}
