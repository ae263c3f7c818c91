package dev.rigel.server.claim;

import dev.rigel.server.http.Fenced;
import dev.rigel.server.platform.Problem;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.Serializable;

/**
 * Refuses what a process writes whose run was taken from its agent. No filter of JAX-RS, since
 * RESTEasy looks for the names that bind one on the contract only.
 */
@Interceptor
@Fenced
@Priority(Interceptor.Priority.APPLICATION)
class Fence implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject transient HttpServletRequest request;
  @Inject transient Claims claims;

  @AroundInvoke
  Object demandLivingClaim(InvocationContext call) throws Exception {
    var token = RunToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (token.isPresent() && !claims.lives(token.get())) {
      throw Problem.detail(403, Claims.TAKEN);
    }
    return call.proceed();
  }
}
