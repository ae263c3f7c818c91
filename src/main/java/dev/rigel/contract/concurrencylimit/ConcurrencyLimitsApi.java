package dev.rigel.contract.concurrencylimit;

import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;

/** Limits on task runs with the same tag. */
@Path(ConcurrencyLimitsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface ConcurrencyLimitsApi {
  /** Below {@code /api}. */
  String PATH = "concurrency_limits";

  /** Sets the limit of a tag. */
  @POST
  @Path("/")
  ConcurrencyLimitResponse create(ConcurrencyLimitCreate limit);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  ConcurrencyLimitResponse read(@PathParam("id") UUID id);

  /** Deletes one; 404 if unknown. */
  @DELETE
  @Path("{id}")
  @Answers(200)
  void delete(@PathParam("id") UUID id);

  /** Reads one by its tag; 404 if unknown. */
  @GET
  @Path("tag/{tag}")
  ConcurrencyLimitResponse readByTag(@PathParam("tag") String tag);

  /** Deletes one by its tag; 404 if unknown. */
  @DELETE
  @Path("tag/{tag}")
  @Answers(200)
  void deleteByTag(@PathParam("tag") String tag);

  /** Lists limits by tag. */
  @POST
  @Path("filter")
  List<ConcurrencyLimitResponse> filter(Page page);
}
