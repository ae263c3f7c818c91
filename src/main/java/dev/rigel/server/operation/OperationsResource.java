package dev.rigel.server.operation;

import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationsApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.UUID;

/** Operations over HTTP. */
@Path(OperationsApi.PATH)
@ApplicationScoped
public class OperationsResource implements OperationsApi {
  @Inject Operations operations;

  @Override
  public OperationResponse read(UUID id) {
    return operations.read(id);
  }

  @Override
  public void stop(UUID id) {
    operations.stop(id);
  }
}
