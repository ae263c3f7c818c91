package dev.rigel.arrows.sample.contract;

/** What {@link dev.rigel.arrows.sample.agent.AgentThatCountsCommas} makes by position. */
public record LongRecord(
    String name, String slug, String path, String version, String entrypoint) {}
