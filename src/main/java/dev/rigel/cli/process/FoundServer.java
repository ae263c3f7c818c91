package dev.rigel.cli.process;

/**
 * A server that is ready.
 *
 * @param isNew whether it was started for who looked for it
 */
record FoundServer(ServerRecord server, boolean isNew) {}
