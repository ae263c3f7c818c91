package dev.rigel.server.flowrun;

/** Runs wait on this queue that waited on others: told within the transaction. */
public record RunsMoved(String workQueueName) {}
