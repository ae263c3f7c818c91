package dev.rigel.arrows.sample.server.scheduler;

import dev.rigel.arrows.sample.cli.CommandInTheServer;

/** Breaks: the server knows neither agent nor CLI. */
public record SchedulerThatSubmits(CommandInTheServer command) {}
