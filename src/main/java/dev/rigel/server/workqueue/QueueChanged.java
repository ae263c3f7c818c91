package dev.rigel.server.workqueue;

/** A queue was resumed, or has another limit: told within the transaction. */
public record QueueChanged(String name) {}
