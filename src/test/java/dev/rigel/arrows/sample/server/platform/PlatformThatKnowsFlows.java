package dev.rigel.arrows.sample.server.platform;

import dev.rigel.arrows.sample.server.flow.InstantFlow;

/** Breaks: the floor of platform looks down only. */
public record PlatformThatKnowsFlows(InstantFlow flow) {}
