package dev.rigel.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** The API version on every call, and the key where there is one. */
final class CallHeaders implements ClientRequestFilter {
  private final Optional<String> key;

  CallHeaders(Optional<String> key) {
    this.key = key;
  }

  @Override
  public void filter(ClientRequestContext call) {
    call.getHeaders().putSingle("X-PREFECT-API-VERSION", ApiClient.API_VERSION);
    key.ifPresent(
        value -> call.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + value));
  }
}
