package dev.rigel.server.concurrencylimit;

import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import dev.rigel.contract.query.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Limits on tags over HTTP. */
@Path(ConcurrencyLimitsApi.PATH)
@ApplicationScoped
public class ConcurrencyLimitsResource implements ConcurrencyLimitsApi {
  @Inject ConcurrencyLimits limits;

  @Override
  public ConcurrencyLimitResponse create(ConcurrencyLimitCreate limit) {
    return limits.set(limit);
  }

  @Override
  public ConcurrencyLimitResponse read(UUID id) {
    return limits.read(id);
  }

  @Override
  public void delete(UUID id) {
    limits.delete(id);
  }

  @Override
  public ConcurrencyLimitResponse readByTag(String tag) {
    return limits.readByTag(tag);
  }

  @Override
  public void deleteByTag(String tag) {
    limits.deleteByTag(tag);
  }

  @Override
  public List<ConcurrencyLimitResponse> filter(Page page) {
    return limits.list(page);
  }
}
