package dev.rigel.arrows.sample.server.schedulepolicy;

import dev.rigel.arrows.sample.server.scheduler.SchedulerThatSubmits;

/** Breaks: the floor of schedulepolicy looks down only. */
public record PolicyThatPlants(SchedulerThatSubmits scheduler) {}
