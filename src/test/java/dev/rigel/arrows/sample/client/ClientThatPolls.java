package dev.rigel.arrows.sample.client;

import dev.rigel.arrows.sample.agent.AgentThatReadsTables;

/** Breaks: the client knows the contract only. */
public record ClientThatPolls(AgentThatReadsTables agent) {}
