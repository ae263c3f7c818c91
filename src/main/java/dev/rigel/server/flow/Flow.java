package dev.rigel.server.flow;

import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;

/** A flow: the name that deployments and runs share. */
@Entity
@Table(name = "flow")
class Flow extends Stored {
  private String name;

  @Convert(converter = Columns.Texts.class)
  private List<String> tags;

  /** For JPA. */
  protected Flow() {}

  /** What it is called; unique. */
  public String name() {
    return name;
  }

  void retag(List<String> newTags, OffsetDateTime now) {
    tags = List.copyOf(newTags);
    touch(now);
  }

  FlowResponse response() {
    return FlowResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .tags(tags)
        .build();
  }
}
