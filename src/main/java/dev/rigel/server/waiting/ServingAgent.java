package dev.rigel.server.waiting;

import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.workqueue.QueueAgent;
import dev.rigel.contract.workqueue.QueueAgentBuilder;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent that has been heard of.
 *
 * @param isDraining whether it takes no more runs
 * @param queues the names of queues that it serves
 * @param prefixes of further ones
 * @param polled the last queue that one of the reference polled
 */
record ServingAgent(
    QueueAgent agent,
    boolean isDraining,
    List<String> queues,
    List<String> prefixes,
    @Nullable UUID polled) {
  private static final Columns.Texts TEXTS = new Columns.Texts();

  /** From the columns that {@link WaitingRepository} reads. */
  static ServingAgent of(Row row) {
    var state = AgentState.valueOf(row.text(2));
    var free = row.numberOrNull(4);
    var agent =
        QueueAgentBuilder.builder()
            .id(row.id(0))
            .name(row.text(1))
            .state(state)
            .isNative(row.is(3))
            .free(free == null ? null : free.intValue())
            .lastHeardOf(row.time(5))
            .build();
    return new ServingAgent(
        agent,
        state == AgentState.DRAINING || row.is(6),
        texts(row.text(7)),
        texts(row.text(8)),
        row.idOrNull(9));
  }

  private static List<String> texts(String column) {
    return Optional.ofNullable(TEXTS.convertToEntityAttribute(column)).orElse(List.of());
  }

  boolean serves(WorkQueueResponse queue) {
    return queue.id().equals(polled)
        || queues.contains(queue.name())
        || prefixes.stream().anyMatch(queue.name()::startsWith);
  }

  /** Whether it has said that it takes no more for now. */
  boolean isFull() {
    return agent.free() != null && agent.free() == 0;
  }

  /** How many more runs it takes, as far as it has said. */
  int free() {
    return agent.free() == null || isDraining ? 0 : agent.free();
  }
}
