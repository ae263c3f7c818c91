package dev.rigel.contract.search;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One search over all that has a name, while somebody types. */
@Path(SearchApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface SearchApi {
  /** Below {@code /api}. */
  String PATH = "ui/search";

  /**
   * Flows, deployments, work queues, agents and flow runs, in that order, at most five of each: by
   * a part of the name, whatever its case, or by how the id begins, of which four hex digits at
   * least are needed. An exact name comes first, then names that begin so, the newest runs before
   * others. A part of a name is looked for among the 10,000 runs that began last and the 1,000 that
   * are planned next; a whole name and an id among all.
   *
   * @param q the text, up to 200 characters, else 422; of a deployment also {@code flow/name};
   *     nothing is found without it
   */
  @GET
  List<Found> find(@QueryParam("q") @Nullable String q);
}
