package dev.rigel.arrows.sample.contract;

import dev.rigel.arrows.sample.server.platform.SampleTables;

/** Breaks: the contract knows nobody. */
public record ContractWithStorage(SampleTables tables) {}
