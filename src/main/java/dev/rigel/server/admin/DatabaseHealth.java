package dev.rigel.server.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The same as {@code /api/ready}, where the server has MicroProfile Health; else beans.xml leaves
 * it out.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements HealthCheck {
  @Inject ReadinessCheck check;

  @Override
  public HealthCheckResponse call() {
    var found = check.look();
    return HealthCheckResponse.named("rigel")
        .status(found.ready())
        .withData("database", found.database())
        .withData("schema", found.schema())
        .withData("services", found.services())
        .build();
  }
}
