package dev.rigel.server.admin;

import static dev.rigel.contract.setting.Settings.DATABASE_RESET_ALLOWED;

import dev.rigel.contract.admin.AdminApi;
import dev.rigel.contract.admin.Confirmation;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.Map;

/** Version, settings and database over HTTP. */
@Path(AdminApi.PATH)
@ApplicationScoped
public class AdminResource implements AdminApi {
  /** The version of the reference that is spoken. */
  public static final String VERSION = "2.6.9";

  @Inject ServerSettings settings;
  @Inject WholeDatabase database;

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public Map<String, Object> settings() {
    return settings.shown();
  }

  @Override
  public void clear(Confirmation confirmation) {
    confirmed(confirmation);
    database.clear();
  }

  @Override
  public void drop(Confirmation confirmation) {
    confirmed(confirmation);
    database.drop();
  }

  @Override
  public void create(Confirmation confirmation) {
    confirmed(confirmation);
    database.create();
  }

  private void confirmed(Confirmation confirmation) {
    if (!confirmation.confirm()) {
      throw Problem.empty(400);
    }
    if (!settings.get(DATABASE_RESET_ALLOWED)) {
      throw Problem.detail(
          403, "Not allowed. A server with " + DATABASE_RESET_ALLOWED + "=true does it.");
    }
  }
}
