/** A schedule in words: in a list its kind, its text and its zone; on its own as the server says it. */
import { uiSchedules } from "../api.js";
import { duration } from "../platform/time.js";

/**
 * The server's words for a schedule and its policy: `{ words, zone, policy }`; null for none, and of a
 * schedule that it stores and cannot read, such as one of an older version.
 */
export async function wordsOf(schedule, policy, signal) {
  if (!schedule) {
    return null;
  }
  try {
    const said = await uiSchedules.preview({ schedule, schedule_policy: policy, limit: 1 }, signal);
    return { words: said.words, zone: said.timezone, policy: said.policy_words };
  } catch (problem) {
    if (problem.status === 422) {
      return null;
    }
    throw problem;
  }
}

/** Without a call, so also for each row of a list; null for none. Pure. */
export function scheduleWords(schedule) {
  if (!schedule) {
    return null;
  }
  if (schedule.cron) {
    return { words: `cron ${schedule.cron}`, zone: schedule.timezone ?? "UTC" };
  }
  if (schedule.rrule) {
    return { words: schedule.rrule.replace(/^.*RRULE:/s, ""), zone: schedule.timezone ?? "UTC" };
  }
  return { words: `every ${duration(schedule.interval)}`, zone: schedule.timezone ?? "UTC" };
}
