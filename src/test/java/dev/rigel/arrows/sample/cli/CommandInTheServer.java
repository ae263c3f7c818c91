package dev.rigel.arrows.sample.cli;

import dev.rigel.arrows.sample.server.platform.SampleTables;

/** Breaks: the CLI does not know the server. */
public record CommandInTheServer(SampleTables tables) {}
