package dev.rigel.arrows.sample.server.platform;

import dev.rigel.arrows.sample.server.flow.InstantFlow;

/** Breaks: floor 0 looks down only. */
public record PlatformThatKnowsFlows(InstantFlow flow) {}
