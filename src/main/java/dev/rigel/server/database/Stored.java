package dev.rigel.server.database;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What every stored thing has: an id and the times of its making and of its last change. */
@MappedSuperclass
public abstract class Stored {
  @Id private UUID id;
  private OffsetDateTime created;
  private OffsetDateTime updated;

  /** For JPA. */
  protected Stored() {}

  /** A new thing, made now, with a random id. */
  protected Stored(OffsetDateTime now) {
    id = UUID.randomUUID();
    created = now;
    updated = now;
  }

  public UUID id() {
    return id;
  }

  /** When it was created. */
  public OffsetDateTime created() {
    return Times.utc(created);
  }

  /** When it was changed last. */
  public OffsetDateTime updated() {
    return Times.utc(updated);
  }

  /** It changes now. */
  protected void touch(OffsetDateTime now) {
    updated = now;
  }
}
