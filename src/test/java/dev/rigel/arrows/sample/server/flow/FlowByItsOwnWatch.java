package dev.rigel.arrows.sample.server.flow;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Breaks: nobody reads the time by themselves. */
public class FlowByItsOwnWatch {
  OffsetDateTime created = OffsetDateTime.now(ZoneOffset.UTC);
}
