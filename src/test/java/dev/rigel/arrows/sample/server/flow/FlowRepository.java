package dev.rigel.arrows.sample.server.flow;

import jakarta.transaction.Transactional;

/** Breaks: repositories demand a transaction; this one opens its own. */
@Transactional
public class FlowRepository {}
