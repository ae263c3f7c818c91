package dev.rigel.arrows.sample.server.flow;

/** Breaks: what nobody outside uses is not public. */
public record FlowForNobodyElse() {}
