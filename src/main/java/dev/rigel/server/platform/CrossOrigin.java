package dev.rigel.server.platform;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Pages of any origin may call, with any method and header, as with the reference. */
@Provider
public class CrossOrigin implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getHeaderString("Origin") == null) {
      return;
    }
    var headers = response.getHeaders();
    headers.putSingle("Access-Control-Allow-Origin", "*");
    headers.putSingle("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS");
    var asked = request.getHeaderString("Access-Control-Request-Headers");
    headers.putSingle("Access-Control-Allow-Headers", asked == null ? "*" : asked);
  }
}
