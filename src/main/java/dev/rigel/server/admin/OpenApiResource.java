package dev.rigel.server.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;

/** The OpenAPI document, byte for byte as it was built (ADR 0004). */
@Path("openapi.json")
@ApplicationScoped
public class OpenApiResource {

  /** The document. */
  @GET
  @Produces("application/json")
  public byte[] read() throws IOException {
    try (var document = OpenApiResource.class.getResourceAsStream("/META-INF/openapi.json")) {
      return document.readAllBytes();
    }
  }
}
