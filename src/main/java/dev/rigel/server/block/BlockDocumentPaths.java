package dev.rigel.server.block;

import dev.rigel.contract.block.BlockDocumentsApi;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/**
 * Below {@code /block_documents} only UUIDs and {@code filter} are routes; anything else gives 404,
 * not the 422 of other ids that cannot be read. The reference does so here alone.
 */
@Provider
@PreMatching
public class BlockDocumentPaths implements ContainerRequestFilter {
  private static final Pattern BELOW = Pattern.compile("/?" + BlockDocumentsApi.PATH + "/[^/]+");
  private static final Pattern ROUTES =
      Pattern.compile(
          ".*/(filter|[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12})", Pattern.DOTALL);

  @Override
  public void filter(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath();
    if (BELOW.matcher(path).matches() && !ROUTES.matcher(path).matches()) {
      throw new NotFoundException();
    }
  }
}
