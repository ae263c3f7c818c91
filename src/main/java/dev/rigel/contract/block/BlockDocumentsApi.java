package dev.rigel.contract.block;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** Block documents. */
@Path(BlockDocumentsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface BlockDocumentsApi {
  /** Below {@code /api}. */
  String PATH = "block_documents";

  /**
   * Makes a document; 409 if the name is taken or the type or schema unknown. Secrets are hidden in
   * the answer.
   */
  @POST
  @Path("/")
  @Answers(201)
  BlockDocumentResponse create(BlockDocumentCreate document);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  BlockDocumentResponse read(
      @PathParam("id") UUID id,
      @QueryParam("include_secrets") @DefaultValue("false") boolean includeSecrets);

  /** Changes the data; 404 if unknown, 400 for a malformed reference. */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, BlockDocumentUpdate update);

  /** Deletes one with the deployments and runs that use it; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Lists documents by name. */
  @POST
  @Path("filter")
  List<BlockDocumentResponse> filter(BlockDocumentQuery query);
}
