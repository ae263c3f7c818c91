package dev.rigel.arrows.sample.server.deployment;

import dev.rigel.arrows.sample.server.scheduler.SchedulerThatSubmits;

/** Breaks: the floor of deployment looks down only. */
public record DeploymentThatPlants(SchedulerThatSubmits scheduler) {}
