package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueFilter;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdateBuilder;
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
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * The queues an agent polls, in order of priority. Looked up again every {@link #LIFE}, so that a
 * pause, a new match or a deleted queue is noticed. A lookup that fails changes nothing: the queues
 * known so far stay, and the next pass looks again. A queue that the server refuses is told once;
 * an agent that has none at all says so every {@link #REMIND}.
 */
final class WatchedQueues {
  /** As the reference. */
  static final Duration LIFE = Duration.ofSeconds(30);

  /** Long enough not to fill a log, short enough for who looks at its end. */
  static final Duration REMIND = Duration.ofMinutes(1);

  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final int PAGE = 100;

  private final AgentOptions options;
  private final WorkQueuesApi api;
  private final Clock clock;
  private Map<String, WorkQueueResponse> known = new LinkedHashMap<>();
  private final Map<String, Refusal> refusals = new LinkedHashMap<>();
  private Instant goodUntil = Instant.MIN;
  private Instant remindAt = Instant.MIN;

  /**
   * Why there is no such queue.
   *
   * @param forEver whether it is not asked for again: no later server will like the name better
   */
  private record Refusal(String reason, boolean forEver) {}

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
   * @throws ApiException if the server cannot be asked for all of them; what {@link #known} had of
   *     those stays
   */
  void refresh() {
    var started = clock.instant();
    if (started.isBefore(goodUntil)) {
      return;
    }
    if (options.prefixes().isEmpty()) {
      lookUpNames();
    } else {
      known = matching();
    }
    goodUntil = started.plus(LIFE);
    if (known.isEmpty()) {
      remind(started);
    }
  }

  /** Whether the server refuses any queue. */
  boolean isAnyRefused() {
    return !refusals.isEmpty();
  }

  private void remind(Instant now) {
    if (now.isBefore(remindAt)) {
      return;
    }
    remindAt = now.plus(REMIND);
    if (refusals.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "This agent has no work queue yet: no name begins with {0}.",
          String.join(" or ", options.prefixes().stream().map(p -> "'" + p + "'").toList()));
    } else {
      LOG.log(
          Level.ERROR,
          "This agent has no work queue and will take no runs: {0}",
          String.join("; ", refusals.values().stream().map(Refusal::reason).distinct().toList()));
    }
  }

  /** The queue is gone: the next pass looks again. */
  void forget(WorkQueueResponse queue) {
    known.remove(queue.name());
    goodUntil = Instant.MIN;
  }

  /** Queue by queue: one that cannot be asked for does not hide the others. */
  private void lookUpNames() {
    var queues = new LinkedHashMap<String, WorkQueueResponse>();
    ApiException outage = null;
    for (var name : names()) {
      try {
        lookUp(name).ifPresent(queue -> queues.put(name, queue));
      } catch (ApiException e) {
        if (e.isUnreachable()) {
          throw e;
        }
        outage = outage == null ? e : outage;
        Optional.ofNullable(known.get(name)).ifPresent(queue -> queues.put(name, queue));
      }
    }
    known = queues;
    if (outage != null) {
      throw outage;
    }
  }

  /** Empty for a queue that is refused; an outage is thrown. */
  private Optional<WorkQueueResponse> lookUp(String name) {
    var refusal = refusals.get(name);
    if (refusal != null && refusal.forEver()) {
      return Optional.empty();
    }
    try {
      var wanted = WorkQueueCreateBuilder.builder().name(name).filter(filter()).build();
      var queue = found(name).orElseGet(() -> created(wanted));
      refusals.remove(name);
      return Optional.of(queue);
    } catch (ApiException e) {
      if (e.isOutage()) {
        throw e;
      }
      refuse(name, new Refusal(String.valueOf(e.getMessage()), isForEver(e)));
    } catch (IllegalArgumentException e) {
      refuse(name, new Refusal(String.valueOf(e.getMessage()), true));
    }
    return Optional.empty();
  }

  /** What is wrong with the request itself stays wrong; rights may be given, servers replaced. */
  private static boolean isForEver(ApiException e) {
    return e.status() == 400 || e.status() == 414 || e.status() == 422;
  }

  private void refuse(String name, Refusal refusal) {
    if (!refusal.equals(refusals.put(name, refusal))) {
      LOG.log(Level.ERROR, "Failed to create work queue ''{0}'': {1}", name, refusal.reason());
    }
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
    var update = WorkQueueUpdateBuilder.builder().filter(JsonNullable.of(filter())).build();
    api.update(queue.id(), update);
    return queue;
  }

  private @Nullable QueueFilter filter() {
    return options.tags().isEmpty() ? null : new QueueFilter(options.tags(), null);
  }

  private WorkQueueResponse created(WorkQueueCreate wanted) {
    try {
      var queue = api.create(wanted);
      LOG.log(Level.INFO, "Created work queue ''{0}''.", wanted.name());
      return queue;
    } catch (ApiException e) {
      if (e.isConflict()) {
        return found(wanted.name()).orElseThrow(() -> e); // someone else was quicker
      }
      throw e;
    }
  }

  private Map<String, WorkQueueResponse> matching() {
    var matches = new LinkedHashMap<String, WorkQueueResponse>();
    var filter = new WorkQueueFilter(null, Match.NamesOrPrefixes.startingWith(options.prefixes()));
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
