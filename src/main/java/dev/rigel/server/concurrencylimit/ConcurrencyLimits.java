package dev.rigel.server.concurrencylimit;

import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The door to limits on tags; each method is one transaction. */
@ApplicationScoped
@Transactional
public class ConcurrencyLimits {
  @Inject ConcurrencyLimitRepository limits;
  @Inject Clock clock;

  /** Sets the limit of a tag; slots stay taken. */
  public ConcurrencyLimitResponse set(ConcurrencyLimitCreate limit) {
    limits.set(limit, Times.now(clock));
    return readByTag(limit.tag());
  }

  ConcurrencyLimitResponse read(UUID id) {
    return response(limits.find(id));
  }

  /** Reads one by its tag; 404. */
  public ConcurrencyLimitResponse readByTag(String tag) {
    return response(limits.findByTag(tag));
  }

  void delete(UUID id) {
    if (!limits.delete(id)) {
      throw unknown();
    }
  }

  void deleteByTag(String tag) {
    if (!limits.deleteByTag(tag)) {
      throw unknown();
    }
  }

  List<ConcurrencyLimitResponse> list(Page page) {
    return limits.list(page).stream().map(this::response).toList();
  }

  private ConcurrencyLimitResponse response(Optional<ConcurrencyLimit> limit) {
    return limit.map(this::response).orElseThrow(ConcurrencyLimits::unknown);
  }

  private ConcurrencyLimitResponse response(ConcurrencyLimit limit) {
    return limit.response(limits.slots(limit));
  }

  private static Problem unknown() {
    return Problem.notFound("Concurrency limit not found");
  }
}
