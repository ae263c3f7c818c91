package dev.rigel.server.savedsearch;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.savedsearch.SavedSearchResponse;
import dev.rigel.contract.savedsearch.SavedSearchResponseBuilder;
import dev.rigel.contract.savedsearch.SavedSearchTerm;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;

/** A named list of conditions; the server keeps them and knows nothing of their meaning. */
@Entity
@Table(name = "saved_search")
class SavedSearch extends Stored {
  private static final TypeReference<List<SavedSearchTerm>> TERMS = new TypeReference<>() {};

  private String name;
  private String filters;

  /** For JPA. */
  protected SavedSearch() {}

  /** Searches for something else from now on. */
  void change(List<SavedSearchTerm> terms, OffsetDateTime now) {
    filters = Columns.json(terms);
    touch(now);
  }

  SavedSearchResponse response() {
    return SavedSearchResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .filters(Columns.parse(filters, TERMS))
        .build();
  }
}
