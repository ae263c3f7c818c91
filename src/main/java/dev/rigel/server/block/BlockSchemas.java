package dev.rigel.server.block;

import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.block.BlockSchemaQuery;
import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door to block schemas; each method is one transaction. */
@ApplicationScoped
@Transactional
public class BlockSchemas {
  @Inject BlockSchemaRepository schemas;
  @Inject BlockTypeRepository types;
  @Inject SchemaRegistration registration;

  /**
   * Makes a schema, or finds the one of the same checksum and version; 404 for an unknown type, 409
   * if a nested block's type is unknown, 400 for references that do not fit the fields.
   */
  public FoundOrCreated<BlockSchemaResponse> create(BlockSchemaCreate schema) {
    if (types.find(schema.blockTypeId()).isEmpty()) {
      throw Problem.notFound("Block type " + schema.blockTypeId() + " not found.");
    }
    return registration.register(schema).map(this::whole);
  }

  /** Reads one; 404. */
  public BlockSchemaResponse read(UUID id) {
    return whole(found(id));
  }

  /** Reads the newest of a checksum, in a version or in any; 404. */
  public BlockSchemaResponse readByChecksum(String checksum, @Nullable String version) {
    return schemas
        .findByChecksum(checksum, version)
        .map(this::whole)
        .orElseThrow(BlockSchemas::unknown);
  }

  /** Lists schemas, newest first. */
  public List<BlockSchemaResponse> list(BlockSchemaQuery query) {
    var found = schemas.list(query);
    var nested = schemas.nested(found);
    return found.stream().map(schema -> response(schema, nested)).toList();
  }

  /** Every capability of any schema. */
  public List<String> capabilities() {
    return schemas.capabilities();
  }

  /** Deletes one with its documents; 404, 403 if its type is protected. */
  public void delete(UUID id) {
    var schema = found(id);
    if (types.find(schema.blockTypeId()).filter(BlockType::isProtected).isPresent()) {
      throw Problem.detail(403, "Block schemas for protected block types cannot be deleted.");
    }
    schemas.delete(schema);
  }

  static BlockSchemaResponse response(BlockSchema schema, NestedSchemas nested) {
    return schema.response(
        nested.fields(schema), Objects.requireNonNull(nested.types().get(schema.blockTypeId())));
  }

  private BlockSchemaResponse whole(BlockSchema schema) {
    return response(schema, schemas.nested(List.of(schema)));
  }

  private BlockSchema found(UUID id) {
    return schemas.find(id).orElseThrow(BlockSchemas::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound("Block schema not found");
  }
}
