package dev.rigel.arrows.sample.contract;

import dev.rigel.contract.json.Required;
import org.jspecify.annotations.Nullable;

/** Breaks: what a body must hold is not @Nullable. */
public record RecordWithANeedlessNull(@Required @Nullable String name) {}
