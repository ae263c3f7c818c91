package dev.rigel.arrows.sample.server.http;

import dev.rigel.arrows.sample.server.query.QueryOfFlows;

/** Breaks: the floor of http looks down only. */
public record HttpThatFilters(QueryOfFlows query) {}
