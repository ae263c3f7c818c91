package dev.rigel.contract.flowrun;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who made or changed something; always null here, as in the open-source reference. */
public record CreatedBy(@Nullable UUID id, @Nullable String type, @Nullable String displayValue) {}
