package dev.rigel.arrows.sample.engine;

import dev.rigel.arrows.sample.server.platform.SampleTables;

/** Breaks: the engine knows the contract only, and programs have no cycles. */
public record EngineThatStoresStates(SampleTables tables) {}
