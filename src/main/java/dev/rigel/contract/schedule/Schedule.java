package dev.rigel.contract.schedule;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * When a deployment runs. On the wire the three kinds are told apart by their one required key:
 * {@code interval}, {@code cron} or {@code rrule}; other keys than the kind's own are refused.
 *
 * <p>The records carry what was written and check nothing but its form; the server refuses what has
 * no meaning (an unknown time zone, a cron expression that no calendar can meet) with 422.
 */
@JsonDeserialize(using = ScheduleReader.class)
public sealed interface Schedule permits IntervalSchedule, CronSchedule, RRuleSchedule {

  /** IANA name of the zone in which the dates are reckoned, case-sensitive; null: the default. */
  @Nullable String timezone();
}
