package dev.rigel.arrows.sample.server.block;

import dev.rigel.arrows.sample.server.flow.FlowWithBlock;

/** Breaks: features have no cycles; the flow knows this block. */
public record BlockThatKnowsItsFlow(FlowWithBlock flow) {}
