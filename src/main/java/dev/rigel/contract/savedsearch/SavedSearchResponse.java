package dev.rigel.contract.savedsearch;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A saved search. */
public record SavedSearchResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    List<SavedSearchTerm> filters) {}
