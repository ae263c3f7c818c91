package dev.rigel.arrows.sample.server.flowrun;

import dev.rigel.arrows.sample.server.workqueue.QueueThatDeploys;

/** Breaks: the floor of flowrun looks down only. */
public record FlowRunInItsQueue(QueueThatDeploys queue) {}
