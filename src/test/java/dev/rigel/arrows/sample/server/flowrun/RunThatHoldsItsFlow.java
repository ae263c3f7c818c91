package dev.rigel.arrows.sample.server.flowrun;

import dev.rigel.arrows.sample.server.flow.InstantFlow;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/** Breaks: entities stay at home; an id would do. */
@Entity
public class RunThatHoldsItsFlow {
  @Id long id;
  @ManyToOne InstantFlow flow;
}
