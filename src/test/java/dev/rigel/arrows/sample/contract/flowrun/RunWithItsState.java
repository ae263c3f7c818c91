package dev.rigel.arrows.sample.contract.flowrun;

import dev.rigel.arrows.sample.contract.state.StateThatKnowsItsRun;

/** The other half of {@link StateThatKnowsItsRun}. */
public record RunWithItsState(StateThatKnowsItsRun state) {}
