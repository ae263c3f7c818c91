package dev.rigel.arrows.sample.server.query;

import dev.rigel.arrows.sample.server.flow.InstantFlow;

/** Breaks: the floor of query looks down only. */
public record QueryOfFlows(InstantFlow flow) {}
