package dev.rigel.arrows.sample.server.deployment;

import dev.rigel.arrows.sample.server.scheduler.SchedulerThatSubmits;

/** Breaks: floor 5 looks down only. */
public record DeploymentThatPlants(SchedulerThatSubmits scheduler) {}
