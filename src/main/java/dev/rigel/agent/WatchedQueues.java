package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueFilter;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.contract.workqueue.WorkQueuesApi;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * The queues an agent polls, in order of priority. Looked up again every {@link #LIFE}, so that a
 * pause, a new match or a deleted queue is noticed. A lookup that fails changes nothing: the queues
 * known so far stay, and the next pass looks again.
 */
final class WatchedQueues {
  /** As the reference. */
  static final Duration LIFE = Duration.ofSeconds(30);

  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final int PAGE = 100;

  private final AgentOptions options;
  private final WorkQueuesApi api;
  private final Clock clock;
  private Map<String, WorkQueueResponse> known = new LinkedHashMap<>();
  private Instant goodUntil = Instant.MIN;

  WatchedQueues(AgentOptions options, WorkQueuesApi api, Clock clock) {
    this.options = options;
    this.api = api;
    this.clock = clock;
  }

  /** The queues as far as known, without a call. */
  Collection<WorkQueueResponse> known() {
    return List.copyOf(known.values());
  }

  /**
   * Looks the queues up if it is time.
   *
   * @throws ApiException if the server cannot be asked; {@link #known} is what it was
   */
  void refresh() {
    var started = clock.instant();
    if (started.isBefore(goodUntil)) {
      return;
    }
    known = options.prefixes().isEmpty() ? named() : matching();
    goodUntil = started.plus(LIFE);
  }

  /** The queue is gone: the next pass looks again. */
  void forget(WorkQueueResponse queue) {
    known.remove(queue.name());
    goodUntil = Instant.MIN;
  }

  private Map<String, WorkQueueResponse> named() {
    var queues = new LinkedHashMap<String, WorkQueueResponse>();
    for (var name : names()) {
      found(name).or(() -> created(name)).ifPresent(queue -> queues.put(name, queue));
    }
    return queues;
  }

  private List<String> names() {
    return options.tags().isEmpty()
        ? options.queues()
        : List.of(AgentOptions.queueFor(options.tags()));
  }

  private Optional<WorkQueueResponse> found(String name) {
    try {
      var queue = api.readByName(name);
      return Optional.of(options.tags().isEmpty() ? queue : withTags(queue));
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A queue of that name that is no tag queue becomes one. */
  private WorkQueueResponse withTags(WorkQueueResponse queue) {
    if (queue.filter() != null) {
      return queue;
    }
    var nothing = JsonNullable.<String>undefined();
    var update =
        new WorkQueueUpdate(
            null,
            nothing,
            null,
            JsonNullable.undefined(),
            JsonNullable.of(filter()),
            JsonNullable.undefined());
    api.update(queue.id(), update);
    return queue;
  }

  private QueueFilter filter() {
    return options.tags().isEmpty() ? null : new QueueFilter(options.tags(), null);
  }

  private Optional<WorkQueueResponse> created(String name) {
    try {
      var queue = api.create(new WorkQueueCreate(name, "", false, null, filter()));
      LOG.log(Level.INFO, "Created work queue ''{0}''.", name);
      return Optional.of(queue);
    } catch (ApiException e) {
      if (e.isConflict()) {
        return found(name); // someone else was quicker
      }
      if (e.isOutage()) {
        throw e;
      }
      return notCreated(name, e);
    } catch (IllegalArgumentException e) {
      return notCreated(name, e);
    }
  }

  private static Optional<WorkQueueResponse> notCreated(String name, RuntimeException e) {
    LOG.log(Level.ERROR, "Failed to create work queue ''{0}'': {1}", name, e.getMessage());
    return Optional.empty();
  }

  private Map<String, WorkQueueResponse> matching() {
    var matches = new LinkedHashMap<String, WorkQueueResponse>();
    var filter = new WorkQueueFilter(null, new Match.Prefixes(null, options.prefixes()));
    List<WorkQueueResponse> page;
    var offset = 0;
    do {
      page = api.filter(new WorkQueueQuery(filter, PAGE, offset));
      page.forEach(queue -> matches.put(queue.name(), queue));
      offset += PAGE;
    } while (page.size() == PAGE);
    tellChange(matches);
    return matches;
  }

  private void tellChange(Map<String, WorkQueueResponse> matches) {
    var added = without(matches.keySet(), known.keySet());
    if (!added.isEmpty()) {
      LOG.log(Level.INFO, "Matched new work queues: {0}", String.join(", ", added));
    }
    var gone = without(known.keySet(), matches.keySet());
    if (!gone.isEmpty()) {
      LOG.log(Level.INFO, "Work queues no longer matched: {0}", String.join(", ", gone));
    }
  }

  private static Collection<String> without(Collection<String> names, Collection<String> others) {
    var rest = new TreeSet<>(names);
    rest.removeAll(new ArrayList<>(others));
    return rest;
  }
}
