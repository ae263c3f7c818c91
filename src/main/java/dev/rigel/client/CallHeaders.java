package dev.rigel.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * The API version on every call, and the key where there is one: that of the call, as clients of
 * several keys share their connections, or else the usual one.
 */
final class CallHeaders implements ClientRequestFilter {
  private static final ThreadLocal<Optional<String>> KEY = ThreadLocal.withInitial(Optional::empty);

  private final Optional<String> usual;

  CallHeaders(Optional<String> usual) {
    this.usual = usual;
  }

  /** From now on calls of this thread bring this key, or else the usual one. */
  static void use(Optional<String> key) {
    key.ifPresentOrElse(k -> KEY.set(key), KEY::remove);
  }

  @Override
  public void filter(ClientRequestContext call) {
    call.getHeaders().putSingle("X-PREFECT-API-VERSION", ApiClient.API_VERSION);
    KEY.get()
        .or(() -> usual)
        .ifPresent(key -> call.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + key));
  }
}
