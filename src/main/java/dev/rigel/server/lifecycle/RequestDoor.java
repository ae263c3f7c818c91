package dev.rigel.server.lifecycle;

import dev.rigel.server.http.JsonProvider;
import dev.rigel.server.http.RetryAfter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Counts every request in and out, and refuses those that come when the server is about to end. A
 * request that waits for its answer asynchronously goes on when the chain has returned and counts
 * as out: whoever lets it wait answers it when the application is {@code Stopping}.
 */
final class RequestDoor extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient OpenRequests requests;

  RequestDoor(OpenRequests requests) {
    this.requests = requests;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!requests.enter()) {
      refuse(response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      requests.leave();
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setIntHeader("Retry-After", RetryAfter.away());
    response.setHeader("Connection", "close");
    response.setContentType("application/json");
    JsonProvider.write(
        Map.of("detail", "The server is stopping. Try again."), response.getOutputStream());
  }
}
