package dev.rigel.arrows.sample.server.flow;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** Breaks: entities keep times as OffsetDateTime. */
@Entity
public class InstantFlow {
  @Id long id;
  Instant created;
}
