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

/** Block types. */
@Path(BlockTypesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface BlockTypesApi {
  /** Below {@code /api}. */
  String PATH = "block_types";

  /** Makes a type; 409 if the slug is taken, 403 for a reserved name. */
  @POST
  @Path("/")
  @Answers(201)
  BlockTypeResponse create(BlockTypeCreate type);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  BlockTypeResponse read(@PathParam("id") UUID id);

  /** Reads one by its slug; 404 if unknown. */
  @GET
  @Path("slug/{slug}")
  BlockTypeResponse readBySlug(@PathParam("slug") String slug);

  /** Changes the given fields; 404 if unknown. */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, BlockTypeUpdate update);

  /** Deletes a type with its schemas and documents; 404 if unknown, 403 for a protected one. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Lists types by name. */
  @POST
  @Path("filter")
  List<BlockTypeResponse> filter(BlockTypeQuery query);

  /** The named documents of a type; 404 if unknown. */
  @GET
  @Path("slug/{slug}/block_documents")
  List<BlockDocumentResponse> documents(
      @PathParam("slug") String slug,
      @QueryParam("include_secrets") @DefaultValue("false") boolean includeSecrets);

  /** A document of a type by its name; 404 if unknown. */
  @GET
  @Path("slug/{slug}/block_documents/name/{block_document_name}")
  BlockDocumentResponse documentByName(
      @PathParam("slug") String slug,
      @PathParam("block_document_name") String name,
      @QueryParam("include_secrets") @DefaultValue("false") boolean includeSecrets);

  /** Makes sure that the built-in types are there. */
  @POST
  @Path("install_system_block_types")
  @Answers(200)
  void installSystemBlockTypes();
}
