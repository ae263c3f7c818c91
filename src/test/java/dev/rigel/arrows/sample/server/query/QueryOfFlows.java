package dev.rigel.arrows.sample.server.query;

import dev.rigel.arrows.sample.server.flow.InstantFlow;

/** Breaks: floor 1 looks down only. */
public record QueryOfFlows(InstantFlow flow) {}
