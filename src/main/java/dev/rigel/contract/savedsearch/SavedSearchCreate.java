package dev.rigel.contract.savedsearch;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import java.util.List;

/** A search to save, or to overwrite by its name. */
public record SavedSearchCreate(
    @Longest @Required String name, @Default("[]") List<SavedSearchTerm> filters) {}
