package dev.rigel.arrows.sample.server.flow;

import dev.rigel.arrows.sample.server.block.BlockThatKnowsItsFlow;

/** The other half of the cycle with the block. */
public record FlowWithBlock(BlockThatKnowsItsFlow block) {}
