package dev.rigel.arrows.sample.server.database;

import dev.rigel.arrows.sample.server.http.HttpThatFilters;

/** Breaks: the floor of database looks down only. */
public record DatabaseThatAnswers(HttpThatFilters http) {}
