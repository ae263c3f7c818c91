package dev.rigel.arrows.sample.runner;

import dev.rigel.arrows.sample.server.platform.SampleTables;

/** Breaks: the runner knows agent, engine, client and contract only. */
public record RunnerInTheServer(SampleTables tables) {}
