package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.WaitReasons;
import dev.rigel.server.waiting.WaitingQueue;
import dev.rigel.server.waiting.WaitingQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door to what needs somebody: fifteen statements at most, however much there is. */
@ApplicationScoped
@Transactional
class Troubles {
  private static final int MOST = 100;

  @Inject TroubleRepository found;
  @Inject ActiveSchedules schedules;
  @Inject WaitingQueues queues;
  @Inject WaitReasons waits;
  @Inject Clock clock;

  /** All of them, up to some. */
  List<Trouble> list() {
    var now = Times.now(clock);
    var waiting = queues.list();
    return Stream.of(
            judged(new FullQueue(), waiting, now),
            judged(new UnservedQueue(), waiting, now),
            judged(new LateQueue(), waiting, now),
            judged(new FailingDeployment(), found.failing(now), now),
            judged(new LostAgent(), found.lost(now), now),
            judged(new OverlongRun(), found.overlong(Condition.TRUE, now), now),
            judged(new StuckRun(), found.pending(Condition.TRUE, now), now),
            judged(new MissedDates(), found.misses(now), now),
            judged(new GivenUpNotifications(), found.unsent(now), now),
            judged(new EndedSchedule(), schedules.withoutPlantedRuns(now), now))
        .flatMap(Function.identity())
        .sorted(TroubleRule.WORST_FIRST)
        .limit(MOST)
        .toList();
  }

  private static <T> Stream<Trouble> judged(
      TroubleRule<T> rule, List<T> things, OffsetDateTime now) {
    return things.stream()
        .flatMap(thing -> rule.judge(thing, now).stream())
        .sorted(TroubleRule.WORST_FIRST)
        .limit(TroubleRepository.MOST);
  }

  /** Why a run does not go on, in the order of reasons, then what is wrong with it; 404. */
  List<Trouble> of(UUID flowRunId) {
    var now = Times.now(clock);
    var reasons = waits.of(flowRunId);
    var facts = queuesOf(reasons);
    var itself = Condition.of("r.id = ?", flowRunId);
    return Stream.of(
            reasons.stream().map(reason -> WaitTrouble.of(reason, queue(reason, facts))),
            judged(new OverlongRun(), found.overlong(itself, now), now),
            judged(new StuckRun(), found.pending(itself, now), now))
        .flatMap(Function.identity())
        .toList();
  }

  private Map<UUID, WaitingQueue> queuesOf(List<WaitReason> reasons) {
    var ids = reasons.stream().flatMap(reason -> queueId(reason).stream()).distinct().toList();
    return queues.of(ids).stream().collect(Collectors.toMap(WaitingQueue::id, Function.identity()));
  }

  private static @Nullable WaitingQueue queue(WaitReason reason, Map<UUID, WaitingQueue> known) {
    return queueId(reason).map(known::get).orElse(null);
  }

  private static Optional<UUID> queueId(WaitReason reason) {
    return reason.ids().stream()
        .filter(mention -> mention.type() == MentionType.work_queue)
        .map(Mention::id)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
