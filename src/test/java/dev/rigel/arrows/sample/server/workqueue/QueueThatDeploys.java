package dev.rigel.arrows.sample.server.workqueue;

import dev.rigel.arrows.sample.server.deployment.DeploymentThatPlants;

/** Breaks: floor 4 looks down only. */
public record QueueThatDeploys(DeploymentThatPlants deployment) {}
