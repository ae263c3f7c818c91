package dev.rigel.arrows.sample.server.platform;

import dev.rigel.arrows.sample.engine.EngineThatStoresStates;

/** Something of the server's ground floor, which closes the cycle with the engine. */
public record SampleTables(EngineThatStoresStates engine) {}
