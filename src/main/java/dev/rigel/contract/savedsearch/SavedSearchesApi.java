package dev.rigel.contract.savedsearch;

import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;

/** Saved searches. */
@Path(SavedSearchesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface SavedSearchesApi {
  /** Below {@code /api}. */
  String PATH = "saved_searches";

  /** Makes (201) or overwrites (200) the search of that name. */
  @PUT
  @Path("/")
  @Answers(201)
  SavedSearchResponse save(SavedSearchCreate search);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  SavedSearchResponse read(@PathParam("id") UUID id);

  /** Deletes one; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Lists searches by name. */
  @POST
  @Path("filter")
  List<SavedSearchResponse> filter(Page page);
}
