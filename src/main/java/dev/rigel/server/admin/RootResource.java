package dev.rigel.server.admin;

import dev.rigel.contract.admin.RootApi;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;

/** Signs of life. */
@Path("/")
@RequestScoped
public class RootResource implements RootApi {

  @Override
  public boolean health() {
    return true;
  }

  @Override
  public String hello() {
    return "👋";
  }
}
