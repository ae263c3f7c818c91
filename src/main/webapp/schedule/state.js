/**
 * A schedule as it is edited: what is typed for each kind, so that nothing is lost by looking at
 * another one; pure.
 */
import { isoOf, localOf } from "../platform/zoned.js";

export const KINDS = { every: "Every", cron: "Cron", rule: "Rule", none: "None" };

/** Seconds. */
export const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400, weeks: 604_800 };

const NEW = { count: "1", unit: "hours", anchor: "", anchorDate: null, cron: "0 9 * * *", dayOr: true, rule: "FREQ=WEEKLY;BYDAY=MO" };

/** What is edited, of a schedule as the API has it, or of none; `zone` for one that has none yet. */
export function stateOf(schedule, zone) {
  const state = { ...NEW, kind: "none", zone, said: zone };
  if (!schedule) {
    return state;
  }
  const own = schedule.timezone ?? "UTC";
  const common = { ...state, zone: own, said: schedule.timezone ?? null };
  if (schedule.cron !== undefined) {
    return { ...common, kind: "cron", cron: schedule.cron, dayOr: schedule.day_or ?? true };
  }
  if (schedule.rrule !== undefined) {
    return { ...common, kind: "rule", rule: schedule.rrule };
  }
  const anchorDate = schedule.anchor_date ?? null;
  return { ...common, kind: "every", ...partsOf(schedule.interval), anchorDate, anchor: anchorDate ? localOf(anchorDate, own) : "" };
}

/** The state with another zone: an anchor keeps its time of the day, as a daily run does. */
export function inZone(state, zone) {
  return { ...state, zone, said: zone, anchorDate: null };
}

/** The schedule as the API has it, or in `problem` why there is none. */
export function scheduleOf({ kind, zone, said, count, unit, anchor, anchorDate, cron, dayOr, rule }) {
  const timezone = said === null && zone === "UTC" ? null : zone;
  switch (kind) {
    case "every": {
      const interval = Math.round(Number(count) * UNITS[unit] * 1e6) / 1e6;
      return count.trim() !== "" && interval > 0
        ? { schedule: { interval, anchor_date: anchorDate ?? (anchor ? isoOf(anchor, zone) : null), timezone } }
        : { problem: "How often? A number above 0." };
    }
    case "cron":
      return cron.trim() ? { schedule: { cron: cron.trim(), timezone, day_or: dayOr } } : { problem: "Five fields: minute, hour, day of month, month, day of week." };
    case "rule":
      return rule.trim() ? { schedule: { rrule: rule.trim(), timezone } } : { problem: "A rule such as FREQ=WEEKLY;BYDAY=MO." };
    default:
      return { schedule: null };
  }
}

/** Seconds as a count of the largest unit that has no fraction, as texts. */
export function partsOf(seconds) {
  const [unit, size] = Object.entries(UNITS).reverse().find(([, size]) => seconds >= size && Number.isInteger(seconds / size)) ?? ["seconds", 1];
  return { count: String(seconds / size), unit };
}
