package dev.rigel.server.block;

import dev.rigel.contract.block.BlockCapabilitiesApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;

/** Capabilities of blocks over HTTP. */
@Path(BlockCapabilitiesApi.PATH)
@ApplicationScoped
public class BlockCapabilitiesResource implements BlockCapabilitiesApi {
  @Inject BlockSchemas schemas;

  @Override
  public List<String> list() {
    return schemas.capabilities();
  }
}
