package dev.rigel.server.block;

import dev.rigel.contract.block.BlockDocumentResponse;
import dev.rigel.contract.block.BlockTypeCreate;
import dev.rigel.contract.block.BlockTypeQuery;
import dev.rigel.contract.block.BlockTypeResponse;
import dev.rigel.contract.block.BlockTypeUpdate;
import dev.rigel.contract.block.BlockTypesApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Block types over HTTP. */
@Path(BlockTypesApi.PATH)
@ApplicationScoped
public class BlockTypesResource implements BlockTypesApi {
  @Inject BlockTypes types;
  @Inject BlockDocuments documents;
  @Inject BuiltInBlocks builtIn;

  @Override
  public BlockTypeResponse create(BlockTypeCreate type) {
    return types.create(type);
  }

  @Override
  public BlockTypeResponse read(UUID id) {
    return types.read(id);
  }

  @Override
  public BlockTypeResponse readBySlug(String slug) {
    return types.readBySlug(slug);
  }

  @Override
  public void update(UUID id, BlockTypeUpdate update) {
    types.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    types.delete(id);
  }

  @Override
  public List<BlockTypeResponse> filter(BlockTypeQuery query) {
    return types.list(query);
  }

  @Override
  public List<BlockDocumentResponse> documents(String slug, boolean includeSecrets) {
    return documents.ofType(slug, includeSecrets);
  }

  @Override
  public BlockDocumentResponse documentByName(String slug, String name, boolean includeSecrets) {
    return documents.readByName(slug, name, includeSecrets);
  }

  @Override
  public void installSystemBlockTypes() {
    builtIn.register();
  }
}
