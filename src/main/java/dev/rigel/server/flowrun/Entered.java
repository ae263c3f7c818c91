package dev.rigel.server.flowrun;

/**
 * A flow run has entered a state.
 *
 * @param isFirst whether it had none before
 */
public record Entered(FlowRun run, FlowRunState state, boolean isFirst) {}
