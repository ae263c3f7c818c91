package dev.rigel.arrows.sample.server.workqueue;

import dev.rigel.arrows.sample.server.deployment.DeploymentThatPlants;

/** Breaks: the floor of workqueue looks down only. */
public record QueueThatDeploys(DeploymentThatPlants deployment) {}
