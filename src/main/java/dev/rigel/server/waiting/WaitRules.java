package dev.rigel.server.waiting;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.flowrun.WaitKind;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.contract.flowrun.WaitReasonBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.workqueue.QueueHealth;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a run does not go on: a table of rules over what is known of it, in the order of answers. */
final class WaitRules {
  private static final List<Function<RunFacts, Stream<WaitReason>>> RULES =
      List.of(
          WaitRules::ended,
          WaitRules::taken,
          WaitRules::awaitsRetry,
          WaitRules::notDue,
          WaitRules::noQueue,
          WaitRules::queuePaused,
          WaitRules::keptBack,
          WaitRules::queueFull,
          WaitRules::noAgent,
          WaitRules::agentsFull);

  /** Of agents in one text. */
  private static final int MOST_NAMES = 5;

  private WaitRules() {}

  /** All that apply. */
  static List<WaitReason> reasons(RunFacts facts) {
    return RULES.stream().flatMap(rule -> rule.apply(facts)).toList();
  }

  private static WaitReasonBuilder reason(WaitKind kind, String text) {
    return WaitReasonBuilder.builder().reason(kind).text(text).ids(List.of());
  }

  private static WaitReason ofQueue(WaitKind kind, String text, RunFacts.Queue queue) {
    return reason(kind, text).subject(queue.name()).ids(List.of(queue.mention())).build();
  }

  private static Stream<WaitReason> ended(RunFacts facts) {
    return facts.state() != null && facts.state().isTerminal()
        ? Stream.of(
            reason(WaitKind.ended, "It has ended as " + facts.state() + ".")
                .since(facts.since())
                .build())
        : Stream.empty();
  }

  private static Stream<WaitReason> taken(RunFacts facts) {
    if (facts.holder().isPresent()) {
      var agent = facts.holder().get();
      var text =
          "Agent '%s' (%s) has it%s."
              .formatted(
                  agent.name(),
                  agent.agentId(),
                  facts.isCancelling() ? ", and ends it as it was told" : "");
      return Stream.of(
          reason(WaitKind.taken, text)
              .since(agent.since())
              .subject(agent.agentId().toString())
              .ids(
                  List.of(
                      Mention.since(
                          MentionType.agent, agent.agentId(), agent.name(), agent.since())))
              .build());
    }
    return facts.state() == StateType.PENDING
        ? Stream.of(
            reason(
                    WaitKind.taken,
                    "Whoever made it PENDING has it and has not begun it yet: an agent that polls,"
                        + " or a process of its own.")
                .since(facts.since())
                .build())
        : Stream.empty();
  }

  private static Stream<WaitReason> awaitsRetry(RunFacts facts) {
    return facts.state() == StateType.SCHEDULED && facts.retriesInProcess()
        ? Stream.of(
            reason(
                    WaitKind.awaits_retry,
                    "A try has failed; the process that ran it tries again at " + facts.due() + ".")
                .since(facts.since())
                .build())
        : Stream.empty();
  }

  private static Stream<WaitReason> notDue(RunFacts facts) {
    var waits = facts.isOnItsQueue() || facts.state() == StateType.PENDING;
    return waits && !facts.isDue()
        ? Stream.of(
            reason(WaitKind.not_due, "Its time has not come: it is due at " + facts.due() + ".")
                .build())
        : Stream.empty();
  }

  private static Stream<WaitReason> noQueue(RunFacts facts) {
    if (!facts.isOnItsQueue() || !facts.queues().isEmpty()) {
      return Stream.empty();
    }
    var name = facts.queueName();
    return Stream.of(
        name == null
            ? reason(
                    WaitKind.no_queue,
                    "It is on no work queue, so no agent takes it: only its own process begins it.")
                .build()
            : reason(
                    WaitKind.queue_missing,
                    "No work queue '"
                        + name
                        + "' hands it out: there is none, or it has a filter that the run does not"
                        + " fit. Create the queue, or take its filter away.")
                .subject(name)
                .ids(List.of(Mention.of(MentionType.work_queue, null, name)))
                .build());
  }

  /** Of no weight where another queue hands it out that somebody asks. */
  private static Stream<WaitReason> queuePaused(RunFacts facts) {
    return facts.isOnItsQueue() && !facts.isOpenToSomebody()
        ? facts.queues().stream()
            .filter(queue -> queue.queue().isPaused())
            .map(
                queue ->
                    ofQueue(
                        WaitKind.queue_paused,
                        "Work queue '" + queue.name() + "' is paused.",
                        queue))
        : Stream.empty();
  }

  private static Stream<WaitReason> keptBack(RunFacts facts) {
    return facts.isWaitingForAnAgent() && facts.isKeptBack()
        ? Stream.of(
            reason(
                    WaitKind.kept_back,
                    "The policy of its schedule lets it wait until the active run of its deployment"
                        + " has ended%s.".formatted(named(": ", facts.active())))
                .ids(facts.active())
                .build())
        : Stream.empty();
  }

  /** One full queue is enough, whichever hands it out. */
  private static Stream<WaitReason> queueFull(RunFacts facts) {
    return facts.isWaitingForAnAgent()
        ? facts.queues().stream()
            .filter(RunFacts.Queue::isFull)
            .map(
                queue ->
                    reason(
                            WaitKind.queue_full,
                            "The concurrency limit of work queue '%s' is reached: %d%s."
                                .formatted(
                                    queue.name(),
                                    queue.queue().concurrencyLimit(),
                                    named(", by ", queue.holders())))
                        .subject(queue.name())
                        .ids(
                            Stream.concat(Stream.of(queue.mention()), queue.holders().stream())
                                .toList())
                        .build())
        : Stream.empty();
  }

  /** Nothing where there are none: a legacy queue's are not known. */
  private static String named(String before, List<Mention> runs) {
    return runs.stream()
        .map(run -> "'%s' (%s)".formatted(run.name(), run.id()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "), names -> names.isEmpty() ? "" : before + names));
  }

  private static Stream<WaitReason> noAgent(RunFacts facts) {
    var open = facts.open();
    if (!facts.isWaitingForAnAgent() || facts.isOpenToSomebody()) {
      return Stream.empty();
    }
    var drain = open.stream().anyMatch(queue -> !queue.agents().isEmpty());
    return open.stream()
        .map(
            queue ->
                reason(
                        WaitKind.no_agent,
                        "No agent that takes runs has been heard of on work queue '%s' %s%s."
                            .formatted(
                                queue.name(),
                                queue.queue().lastPolled() == null
                                    ? "yet"
                                    : "for " + QueueHealth.RECENT.toSeconds() + " s",
                                drain ? "; those that serve it drain" : ""))
                    .since(queue.queue().lastPolled())
                    .subject(queue.name())
                    .ids(List.of(queue.mention()))
                    .build());
  }

  /** Whoever polls without a name is not known; it may be among those that take more. */
  private static Stream<WaitReason> agentsFull(RunFacts facts) {
    var takers = facts.open().stream().flatMap(RunFacts.Queue::takers).distinct().toList();
    if (!facts.isWaitingForAnAgent()
        || takers.isEmpty()
        || !takers.stream().allMatch(ServingAgent::isFull)) {
      return Stream.empty();
    }
    var named =
        takers.stream()
            .limit(MOST_NAMES)
            .map(taker -> "'" + taker.agent().name() + "'")
            .collect(Collectors.joining(", "));
    var others = takers.size() > MOST_NAMES ? ", " + (takers.size() - MOST_NAMES) + " more" : "";
    return Stream.of(
        reason(
                WaitKind.agents_full,
                "The agents that serve its queue have all the runs that they take: "
                    + named
                    + others
                    + ".")
            .subject(Objects.requireNonNullElse(facts.queueName(), facts.open().get(0).name()))
            .ids(
                Stream.concat(
                        Stream.of(facts.open().get(0).mention()),
                        takers.stream()
                            .limit(MOST_NAMES)
                            .map(
                                t ->
                                    Mention.of(
                                        MentionType.agent, t.agent().id(), t.agent().name())))
                    .toList())
            .build());
  }
}
