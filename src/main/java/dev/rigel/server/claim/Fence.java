package dev.rigel.server.claim;

import dev.rigel.contract.flowrun.FlowRunsApi;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what a process writes whose run was taken from its agent: every call, of any resource,
 * that is not known to be a read.
 */
@Provider
@ApplicationScoped
public class Fence implements ContainerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** Calls that read although they have a body, by the end of their path. */
  private static final Pattern READS = Pattern.compile(".*/(filter|count|history|get_runs)/?");

  /** Here the gate says the same as an ABORT, at which stock engines end quietly. */
  private static final Pattern PROPOSALS =
      Pattern.compile("/?" + FlowRunsApi.PATH + "/[^/]+/set_state/?");

  @Inject Claims claims;

  @Override
  public void filter(ContainerRequestContext request) {
    if (isRead(request.getMethod(), request.getUriInfo().getPath())) {
      return;
    }
    var token = RunToken.in(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    if (token.isPresent() && !claims.lives(token.get())) {
      throw Problem.detail(403, Claims.TAKEN);
    }
  }

  private static boolean isRead(String method, String path) {
    return SAFE.contains(method)
        || method.equals("POST")
            && (READS.matcher(path).matches() || PROPOSALS.matcher(path).matches());
  }
}
