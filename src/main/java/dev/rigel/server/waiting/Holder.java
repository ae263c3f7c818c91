package dev.rigel.server.waiting;

import java.time.OffsetDateTime;
import java.util.UUID;

/** The agent that has a run, and since when. */
record Holder(UUID agentId, String name, OffsetDateTime since) {}
