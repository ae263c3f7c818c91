package dev.rigel.arrows.sample.contract;

/** Breaks: what a body may leave out is @Nullable. */
public record RecordWithAHiddenNull(String name) {}
