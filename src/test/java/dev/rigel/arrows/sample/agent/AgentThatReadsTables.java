package dev.rigel.arrows.sample.agent;

import dev.rigel.arrows.sample.server.platform.SampleTables;

/** Breaks: the agent does not know the server. */
public record AgentThatReadsTables(SampleTables tables) {}
