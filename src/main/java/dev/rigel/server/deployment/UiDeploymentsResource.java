package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.LatestRuns;
import dev.rigel.contract.deployment.LatestRunsQuery;
import dev.rigel.contract.deployment.UiDeploymentsApi;
import dev.rigel.server.http.Tagged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;

/** Deployments as the UI shows them, over HTTP. */
@Tagged
@Path(UiDeploymentsApi.PATH)
@ApplicationScoped
public class UiDeploymentsResource implements UiDeploymentsApi {
  @Inject Latest latest;

  @Override
  public List<LatestRuns> latest(LatestRunsQuery query) {
    return latest.of(query);
  }
}
