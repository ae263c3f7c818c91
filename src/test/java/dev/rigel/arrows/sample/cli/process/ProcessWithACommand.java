package dev.rigel.arrows.sample.cli.process;

import dev.rigel.arrows.sample.cli.CommandInTheServer;

/** Breaks: what commands stand on does not know them. */
public record ProcessWithACommand(CommandInTheServer command) {}
