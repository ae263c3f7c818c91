package dev.rigel.server.search;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.search.Found;
import dev.rigel.contract.search.SearchApi;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search over HTTP. */
@Path(SearchApi.PATH)
@ApplicationScoped
public class SearchResource implements SearchApi {
  /** Characters: more than this nobody types. */
  private static final int LONGEST = 200;

  @Inject Search search;

  @Override
  public List<Found> find(@Nullable String q) {
    if (q == null || q.isBlank()) {
      return List.of();
    }
    if (q.length() > LONGEST) {
      throw Problem.invalid(
          List.of(
              FieldError.of(
                  List.of("query", "q"),
                  "ensure this value has at most " + LONGEST + " characters",
                  "value_error.any_str.max_length")),
          null);
    }
    return search.find(Wanted.of(q));
  }
}
