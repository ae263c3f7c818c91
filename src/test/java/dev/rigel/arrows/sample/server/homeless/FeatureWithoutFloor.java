package dev.rigel.arrows.sample.server.homeless;

/** Breaks: every feature has its floor. */
public record FeatureWithoutFloor() {}
