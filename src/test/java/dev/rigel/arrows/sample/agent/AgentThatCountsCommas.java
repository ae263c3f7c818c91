package dev.rigel.arrows.sample.agent;

import dev.rigel.arrows.sample.contract.LongRecord;

/** Breaks: long records are made by name. */
public class AgentThatCountsCommas {
  LongRecord record = new LongRecord("name", null, null, "entrypoint", "version");
}
