package dev.rigel.server.block;

import dev.rigel.contract.block.BlockDocumentCreate;
import dev.rigel.contract.block.BlockDocumentQuery;
import dev.rigel.contract.block.BlockDocumentResponse;
import dev.rigel.contract.block.BlockDocumentUpdate;
import dev.rigel.contract.block.BlockDocumentsApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Block documents over HTTP. */
@Path(BlockDocumentsApi.PATH)
@ApplicationScoped
public class BlockDocumentsResource implements BlockDocumentsApi {
  @Inject BlockDocuments documents;

  @Override
  public BlockDocumentResponse create(BlockDocumentCreate document) {
    return documents.create(document);
  }

  @Override
  public BlockDocumentResponse read(UUID id, boolean includeSecrets) {
    return documents.read(id, includeSecrets);
  }

  @Override
  public void update(UUID id, BlockDocumentUpdate update) {
    documents.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    documents.delete(id);
  }

  @Override
  public List<BlockDocumentResponse> filter(BlockDocumentQuery query) {
    return documents.list(query);
  }
}
