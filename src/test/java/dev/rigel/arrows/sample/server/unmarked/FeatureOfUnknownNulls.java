package dev.rigel.arrows.sample.server.unmarked;

/** Breaks: every package says @NullMarked. */
public record FeatureOfUnknownNulls() {}
