package dev.rigel.arrows.sample.cli.terminal;

import dev.rigel.arrows.sample.cli.CommandInTheServer;

/** Breaks: what commands stand on does not know them. */
public record TableOfCommands(CommandInTheServer command) {}
