package dev.rigel.contract.savedsearch;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A saved search. */
@WithBuilder
public record SavedSearchResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required List<SavedSearchTerm> filters) {}
