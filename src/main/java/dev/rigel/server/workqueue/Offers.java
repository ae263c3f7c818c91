package dev.rigel.server.workqueue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs agents that poll were offered a moment ago. A hint, which leads those that poll at the
 * same time to different runs: it is this server's alone, another one knows nothing of it, and it
 * ends with the server. Which agent gets a run is decided by the gate.
 *
 * <p>An offer holds for 3 s: an agent proposes within a fraction of that what it was offered, and
 * one of the reference, which does not say who it is, asks again after 5 s; so two polls without an
 * id within that time are taken for those of two agents. A run that is still there then is offered
 * like any other for the rest of a minute: agents that have no room would hold it for ever, one
 * after the other, and the one that has room would be offered it last.
 */
@ApplicationScoped
class Offers {
  /** Those of a queue that are told: a poll reads so many rows more at most. */
  static final int MOST_OF_A_QUEUE = 100;

  /** In all; the eldest are forgotten. */
  static final int MOST = 2_000;

  private static final Duration HOLDS = Duration.ofSeconds(3);
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** By run, the eldest first. */
  private final Map<UUID, Offer> offers = new LinkedHashMap<>();

  private record Offer(UUID queue, @Nullable UUID agent, OffsetDateTime at) {
    boolean isYounger(Duration age, OffsetDateTime now) {
      return Duration.between(at, now).abs().compareTo(age) < 0; // the clock may be set back
    }

    boolean isToAnother(@Nullable UUID asking) {
      return asking == null || !asking.equals(agent);
    }
  }

  /**
   * The runs of a queue that others were offered a moment ago.
   *
   * @param agent who asks; null for one that does not say, to which all are others
   */
  synchronized Set<UUID> toOthers(UUID queue, @Nullable UUID agent, OffsetDateTime now) {
    return offers.entrySet().stream()
        .filter(entry -> entry.getValue().queue().equals(queue))
        .filter(entry -> entry.getValue().isToAnother(agent))
        .filter(entry -> entry.getValue().isYounger(HOLDS, now))
        .map(Map.Entry::getKey)
        .limit(MOST_OF_A_QUEUE)
        .collect(Collectors.toSet());
  }

  /**
   * Remembers that an agent is offered runs; of one that is remembered already nothing changes.
   *
   * @param agent null for one that does not say who it is
   */
  synchronized void offered(
      UUID queue, @Nullable UUID agent, Collection<UUID> runs, OffsetDateTime now) {
    var offer = new Offer(queue, agent, now);
    var eldest = offers.values().iterator();
    while (eldest.hasNext() && !eldest.next().isYounger(KEPT, now)) {
      eldest.remove();
    }
    runs.forEach(run -> offers.putIfAbsent(run, offer));
    eldest = offers.values().iterator();
    for (int surplus = offers.size() - MOST; surplus > 0; surplus--) {
      eldest.next();
      eldest.remove();
    }
  }

  /** These runs are no longer there to be offered. */
  synchronized void forget(Collection<UUID> runs) {
    runs.forEach(offers::remove);
  }
}
