package dev.rigel.server.savedsearch;

import dev.rigel.contract.query.Page;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchResponse;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The door to saved searches; each method is one transaction. */
@ApplicationScoped
@Transactional
class SavedSearches {
  @Inject SavedSearchRepository searches;
  @Inject Clock clock;

  /** Saves a search, or replaces what the one of that name searches for. */
  public FoundOrCreated<SavedSearchResponse> save(SavedSearchCreate search) {
    var now = Times.now(clock);
    var isNew = searches.insert(search, now);
    var saved = searches.findByName(search.name()).orElseThrow(SavedSearches::unknown);
    if (!isNew) {
      saved.change(search.filters(), now);
    }
    return new FoundOrCreated<>(saved.response(), isNew);
  }

  /** Reads one; 404. */
  public SavedSearchResponse read(UUID id) {
    return searches.find(id).map(SavedSearch::response).orElseThrow(SavedSearches::unknown);
  }

  /** Lists searches by name. */
  public List<SavedSearchResponse> list(Page page) {
    return searches.list(page).stream().map(SavedSearch::response).toList();
  }

  /** Deletes one; 404. */
  public void delete(UUID id) {
    if (!searches.delete(id)) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return Problem.notFound("Saved search not found");
  }
}
