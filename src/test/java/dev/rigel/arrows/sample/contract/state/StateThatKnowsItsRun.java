package dev.rigel.arrows.sample.contract.state;

import dev.rigel.arrows.sample.contract.flowrun.RunWithItsState;

/** Breaks {@code contractHasNoCycles}: the run knows its state. */
public record StateThatKnowsItsRun(RunWithItsState run) {}
