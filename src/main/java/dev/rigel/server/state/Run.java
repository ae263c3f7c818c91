package dev.rigel.server.state;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import dev.rigel.server.database.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow run or a task run. It goes from state to state by {@link #enter} alone, which only the
 * gate calls, with the run's row locked; that keeps the copies of the state, the times and the
 * counts right.
 */
@MappedSuperclass
public abstract class Run extends Stored {
  private String name;

  @Convert(converter = Columns.Texts.class)
  private List<String> tags;

  @Convert(converter = StateColumns.Policy.class)
  @Column(name = "empirical_policy")
  private EmpiricalPolicy empiricalPolicy;

  @Column(name = "state_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID stateId;

  @Enumerated(EnumType.STRING)
  @Column(name = "state_type")
  private @Nullable StateType stateType;

  @Column(name = "state_name")
  private @Nullable String stateName;

  @Column(name = "state_timestamp")
  private @Nullable OffsetDateTime stateTimestamp;

  @Column(name = "run_count")
  private int runCount;

  @Column(name = "expected_start_time")
  private @Nullable OffsetDateTime expectedStartTime;

  @Column(name = "next_scheduled_start_time")
  private @Nullable OffsetDateTime nextScheduledStartTime;

  @Column(name = "start_time")
  private @Nullable OffsetDateTime startTime;

  @Column(name = "end_time")
  private @Nullable OffsetDateTime endTime;

  @Column(name = "total_run_time_micros")
  private long totalRunTimeMicros;

  /** For JPA. */
  protected Run() {}

  /** A run without a state; a name of two random words if none is given. */
  protected Run(
      @Nullable String name, List<String> tags, EmpiricalPolicy policy, OffsetDateTime now) {
    super(now);
    this.name = name == null || name.isEmpty() ? RandomName.next() : name;
    this.tags = List.copyOf(tags);
    this.empiricalPolicy = policy;
  }

  public void enter(State next) {
    var now = next.timestamp();
    if (stateType == StateType.RUNNING && stateTimestamp != null) {
      totalRunTimeMicros += Math.max(0, ChronoUnit.MICROS.between(stateTimestamp, now));
    }
    var goesOn = stateType == StateType.RUNNING && StateNames.CANCELLING.equals(next.name());
    if (next.type() == StateType.RUNNING && !goesOn) {
      runCount++;
      startTime = startTime == null ? now : startTime;
    }
    enterEnd(next, now);
    var due = next.type() == StateType.SCHEDULED ? next.details().scheduledTime() : null;
    nextScheduledStartTime = due;
    if (expectedStartTime == null) {
      expectedStartTime = due == null ? now : due;
    }
    stateId = next.id();
    stateType = next.type();
    stateName = next.name();
    stateTimestamp = now;
    touch(now);
  }

  /**
   * The time of a state entered now: states of a run never share a time and never go back in it,
   * whatever the clock does. A planted run has the time of its first state not in hand; it is that
   * of its making.
   */
  public OffsetDateTime nextTimestamp(OffsetDateTime now) {
    var first = stateId == null ? null : created();
    var last = stateTimestamp == null ? first : stateTimestamp();
    return last != null && !now.isAfter(last) ? last.plus(1, ChronoUnit.MICROS) : now;
  }

  /** It was taken ahead of this time, before which it does not begin. */
  protected void waitUntil(OffsetDateTime due) {
    nextScheduledStartTime = due;
  }

  /** A run that never ran has no end time. */
  private void enterEnd(State next, OffsetDateTime now) {
    if (!next.type().isTerminal()) {
      endTime = null;
    } else if (startTime != null && endTime == null) {
      endTime = now;
    }
  }

  /** Counts its attempts from the start: it is tried again by its flow. */
  protected void forgetAttempts() {
    runCount = 0;
  }

  /** Is called differently from now on. */
  protected void rename(@Nullable String newName) {
    name = newName == null || newName.isEmpty() ? RandomName.next() : newName;
  }

  /** Has other tags from now on. */
  protected void retag(List<String> newTags) {
    tags = List.copyOf(newTags);
  }

  /** Is tried again differently from now on. */
  protected void decide(EmpiricalPolicy policy) {
    empiricalPolicy = policy;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Its tags. */
  public List<String> tags() {
    return tags;
  }

  /** How often it is tried again. */
  public EmpiricalPolicy policy() {
    return empiricalPolicy;
  }

  /** Its current state's id; none before the first. */
  public @Nullable UUID stateId() {
    return stateId;
  }

  /** Its current state's type; none before the first. */
  public @Nullable StateType stateType() {
    return stateType;
  }

  /** Its current state's name; none before the first. */
  public @Nullable String stateName() {
    return stateName;
  }

  /** When it entered its current state; not for a planted run that nobody has touched. */
  public @Nullable OffsetDateTime stateTimestamp() {
    return Times.utcOrNull(stateTimestamp);
  }

  /** How often it began to run. */
  public int runCount() {
    return runCount;
  }

  /** When it was first due. */
  public @Nullable OffsetDateTime expectedStartTime() {
    return Times.utcOrNull(expectedStartTime);
  }

  /** When it is due, while it is SCHEDULED; or PENDING, taken ahead of that time. */
  public @Nullable OffsetDateTime nextScheduledStartTime() {
    return Times.utcOrNull(nextScheduledStartTime);
  }

  /** Whether its time has come, if it has one. */
  public boolean isDue(OffsetDateTime now) {
    return nextScheduledStartTime == null || !nextScheduledStartTime.isAfter(now);
  }

  /** When it first ran, once it has. */
  public @Nullable OffsetDateTime startTime() {
    return Times.utcOrNull(startTime);
  }

  /** When it ended, once it has; never for a run that never ran. */
  public @Nullable OffsetDateTime endTime() {
    return Times.utcOrNull(endTime);
  }

  /** Time spent RUNNING until the last change of state. */
  public Duration totalRunTime() {
    return Duration.of(totalRunTimeMicros, ChronoUnit.MICROS);
  }

  /** Time spent RUNNING until now. */
  public Duration estimatedRunTime(OffsetDateTime now) {
    var running = stateType == StateType.RUNNING && stateTimestamp != null;
    return running
        ? totalRunTime().plus(positive(Duration.between(stateTimestamp, now)))
        : totalRunTime();
  }

  /** How late it started, or is by now; never negative. */
  public Duration lateness(OffsetDateTime now) {
    if (expectedStartTime == null) {
      return Duration.ZERO;
    }
    if (startTime != null) {
      return positive(Duration.between(expectedStartTime, startTime));
    }
    var ended = stateType != null && stateType.isTerminal();
    return ended ? Duration.ZERO : positive(Duration.between(expectedStartTime, now));
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration.truncatedTo(ChronoUnit.MICROS);
  }
}
