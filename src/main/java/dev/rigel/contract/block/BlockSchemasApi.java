package dev.rigel.contract.block;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Block schemas. */
@Path(BlockSchemasApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface BlockSchemasApi {
  /** Below {@code /api}. */
  String PATH = "block_schemas";

  /**
   * Makes a schema (201) or answers the one of the same checksum and version (200); 404 for an
   * unknown type.
   */
  @POST
  @Path("/")
  @Answers(201)
  BlockSchemaResponse create(BlockSchemaCreate schema);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  BlockSchemaResponse read(@PathParam("id") UUID id);

  /** Deletes one with its documents; 404 if unknown, 403 for a protected type. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Reads the newest, or the one of a version, by checksum; 404 if unknown. */
  @GET
  @Path("checksum/{checksum}")
  BlockSchemaResponse readByChecksum(
      @PathParam("checksum") String checksum, @QueryParam("version") @Nullable String version);

  /** Lists schemas, newest first. */
  @POST
  @Path("filter")
  List<BlockSchemaResponse> filter(BlockSchemaQuery query);
}
