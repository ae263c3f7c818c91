package dev.rigel.contract.flowrun;

import java.util.UUID;

/** Who made or changed something; always null here, as in the open-source reference. */
public record CreatedBy(UUID id, String type, String displayValue) {}
