package dev.rigel.server.http;

import static dev.rigel.contract.setting.Settings.ALLOWED_ORIGINS;

import dev.rigel.contract.json.Json;
import dev.rigel.server.settings.ServerSettings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps pages of other sites, open in a browser that reaches this server, from calling it: Rigel
 * knows no users, and a deployment may run any command. The browser says from where a page calls
 * ({@code Origin}, with every request that may change something, whatever its content type; or
 * {@code Sec-Fetch-Site}), and a page cannot make it lie. Agents, command lines and other programs
 * send neither and are let through. A servlet filter, so that it stands before everything that the
 * server answers.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
class CrossOrigin extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** What an answer depends on besides its address: said of each, with and without an origin. */
  static final String VARY = "Origin";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final String SETTING = " " + ALLOWED_ORIGINS + " (docs/settings.md) allows it.";

  @Inject transient ServerSettings settings;

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    answer.addHeader("Vary", VARY);
    var refusal = refusal(request);
    if (refusal.isPresent()) {
      answer.setStatus(HttpServletResponse.SC_FORBIDDEN);
      answer.setContentType("application/json");
      answer.setCharacterEncoding("UTF-8");
      Json.mapper().writeValue(answer.getOutputStream(), Map.of("detail", refusal.get()));
      return;
    }
    allow(request, answer);
    chain.doFilter(request, answer);
  }

  private Optional<String> refusal(HttpServletRequest request) throws IOException {
    var allowed = allowed();
    var host = request.getHeader("Host");
    var origin = request.getHeader("Origin");
    if (allowed.any()) {
      return Optional.empty();
    }
    if (isLocal(request) && !allowed.knows(host)) {
      return Optional.of("This server is not known as '" + host + "'." + SETTING);
    }
    if (origin != null) {
      return AllowedOrigins.isOwn(origin, host) || allowed.lists(origin)
          ? Optional.empty()
          : Optional.of("Pages of '" + origin + "' may not call this server." + SETTING);
    }
    var site = request.getHeader("Sec-Fetch-Site");
    var foreign = "cross-site".equals(site) || "same-site".equals(site);
    return foreign && !SAFE.contains(request.getMethod())
        ? Optional.of("Pages of other sites may not change anything on this server." + SETTING)
        : Optional.empty();
  }

  /**
   * Whether it came in by loopback. Only there is the name looked at: the server is out of a
   * stranger's reach but for a browser on this machine. Whoever opens the port to a network has put
   * something in front of it that knows its callers.
   */
  private static boolean isLocal(HttpServletRequest request) throws IOException {
    return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress();
  }

  private void allow(HttpServletRequest request, HttpServletResponse answer) {
    var origin = request.getHeader("Origin");
    if (origin == null || !allowed().lists(origin)) {
      return;
    }
    answer.setHeader("Access-Control-Allow-Origin", allowed().any() ? "*" : origin);
    answer.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS");
    var asked = request.getHeader("Access-Control-Request-Headers");
    answer.setHeader("Access-Control-Allow-Headers", asked == null ? "*" : asked);
  }

  private AllowedOrigins allowed() {
    return new AllowedOrigins(settings.get(ALLOWED_ORIGINS));
  }
}
