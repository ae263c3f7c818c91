package dev.rigel.server.savedsearch;

import dev.rigel.contract.query.Page;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchResponse;
import dev.rigel.contract.savedsearch.SavedSearchesApi;
import dev.rigel.server.http.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Saved searches over HTTP. */
@Path(SavedSearchesApi.PATH)
@ApplicationScoped
public class SavedSearchesResource implements SavedSearchesApi {
  @Inject SavedSearches searches;
  @Inject Answer answer;

  @Override
  public SavedSearchResponse save(SavedSearchCreate search) {
    return answer.of(searches.save(search));
  }

  @Override
  public SavedSearchResponse read(UUID id) {
    return searches.read(id);
  }

  @Override
  public void delete(UUID id) {
    searches.delete(id);
  }

  @Override
  public List<SavedSearchResponse> filter(Page page) {
    return searches.list(page);
  }
}
