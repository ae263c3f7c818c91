package dev.rigel.server.block;

import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.block.BlockSchemaQuery;
import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.contract.block.BlockSchemasApi;
import dev.rigel.server.http.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Block schemas over HTTP. */
@Path(BlockSchemasApi.PATH)
@ApplicationScoped
public class BlockSchemasResource implements BlockSchemasApi {
  @Inject BlockSchemas schemas;
  @Inject Answer answer;

  @Override
  public BlockSchemaResponse create(BlockSchemaCreate schema) {
    return answer.of(schemas.create(schema));
  }

  @Override
  public BlockSchemaResponse read(UUID id) {
    return schemas.read(id);
  }

  @Override
  public void delete(UUID id) {
    schemas.delete(id);
  }

  @Override
  public BlockSchemaResponse readByChecksum(String checksum, @Nullable String version) {
    return schemas.readByChecksum(checksum, version);
  }

  @Override
  public List<BlockSchemaResponse> filter(BlockSchemaQuery query) {
    return schemas.list(query);
  }
}
