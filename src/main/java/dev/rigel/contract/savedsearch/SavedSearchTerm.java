package dev.rigel.contract.savedsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/** One condition of a saved search. Unknown keys are skipped. */
@IgnoreUnknown
@WithBuilder
public record SavedSearchTerm(
    @Required String object,
    @Required String property,
    @Required String type,
    @Required String operation,
    @Nullable JsonNode value) {}
