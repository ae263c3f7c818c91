/** A schedule in a few words until the server says them all: its kind, its text and its zone; pure. */
import { duration } from "../platform/time.js";

/** Null for none. */
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
