package dev.rigel.server.concurrencylimit;

import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponseBuilder;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** How many task runs with a tag may run at once. */
@Entity
@Table(name = "concurrency_limit")
public class ConcurrencyLimit extends Stored {
  private String tag;

  @Column(name = "concurrency_limit")
  private int concurrencyLimit;

  /** For JPA. */
  protected ConcurrencyLimit() {}

  public String tag() {
    return tag;
  }

  /** Task runs at most; 0 or less lets none run. */
  public int limit() {
    return concurrencyLimit;
  }

  ConcurrencyLimitResponse response(List<UUID> slots) {
    return ConcurrencyLimitResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .tag(tag)
        .concurrencyLimit(concurrencyLimit)
        .activeSlots(slots)
        .build();
  }
}
