package dev.rigel.server.admin;

import dev.rigel.contract.admin.Readiness;
import dev.rigel.contract.admin.RootApi;
import dev.rigel.server.http.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** Signs of life. */
@Path("/")
@ApplicationScoped
public class RootResource implements RootApi {
  @Inject ReadinessCheck check;
  @Inject Answer answer;

  @Override
  public boolean health() {
    return true;
  }

  @Override
  public Readiness ready() {
    var found = check.look();
    return answer.with(found.ready() ? 200 : 503, found);
  }

  @Override
  public String hello() {
    return "👋";
  }
}
