package dev.rigel.arrows.sample.server.flowrun;

import dev.rigel.arrows.sample.server.workqueue.QueueThatDeploys;

/** Breaks: floor 3 looks down only. */
public record FlowRunInItsQueue(QueueThatDeploys queue) {}
