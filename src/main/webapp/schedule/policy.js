/** A schedule's policy as it is edited, and each of its parts as a sentence; pure. */
import { isoOf, localOf } from "../platform/zoned.js";
import { partsOf, UNITS } from "./state.js";

export const OVERLAPS = {
  start_anyway: "If another run is active, the new one starts beside it",
  skip: "If another run is active, the new one is skipped",
  queue_one: "If another run is active, the new one waits, and further ones are skipped",
  cancel_running: "If another run is active, it is cancelled, and the new one starts",
};

export const CATCH_UPS = {
  none: "Dates that passed while no server ran stay missed",
  latest: "Of dates that passed while no server ran, the latest still runs",
  all: "Each date that passed while no server ran still runs, the oldest first",
};

/** The longest jitter that there may be; seconds. */
const LONGEST_JITTER = 86_400;

const MOST_CALENDARS = 10;

/** What is edited, of a policy as the API has it; times in the zone of the schedule. */
export function policyStateOf(policy, zone) {
  const { catch_up = "none", catch_up_window = null, overlap = "start_anyway", start_jitter = 0, end = null, max_runs = null, calendars = [] } = policy ?? {};
  return {
    catchUp: catch_up,
    window: catch_up_window === null ? { count: "", unit: "hours" } : partsOf(catch_up_window),
    overlap,
    jitter: start_jitter ? partsOf(start_jitter) : { count: "", unit: "minutes" },
    end: end === null ? "" : localOf(end, zone),
    endDate: end,
    maxRuns: max_runs === null ? "" : String(max_runs),
    calendars: [...calendars],
  };
}

/** The policy as the API has it, and what is wrong with it by the names of its fields. */
export function policyOf({ catchUp, window, overlap, jitter, end, endDate, maxRuns, calendars }, zone) {
  const policy = {
    catch_up: catchUp,
    catch_up_window: secondsOf(window),
    overlap,
    start_jitter: secondsOf(jitter) ?? 0,
    end: endDate ?? (end ? isoOf(end, zone) : null),
    max_runs: maxRuns.trim() === "" ? null : Number(maxRuns),
    calendars,
  };
  const checks = [
    ["catch_up_window", policy.catch_up_window === null || policy.catch_up_window > 0, "A number above 0, or nothing for any age."],
    ["start_jitter", policy.start_jitter >= 0 && policy.start_jitter <= LONGEST_JITTER, "At most a day; nothing for none."],
    ["max_runs", policy.max_runs === null || (Number.isInteger(policy.max_runs) && policy.max_runs > 0), "A whole number from 1 on, or nothing for any number."],
    ["calendars", calendars.length <= MOST_CALENDARS, `At most ${MOST_CALENDARS}.`],
  ];
  return { policy, problems: checks.filter(([, fine]) => !fine).map(([field, , text]) => ({ field, text })) };
}

/** NaN for what is no number. */
function secondsOf({ count, unit }) {
  return count.trim() === "" ? null : Math.round(Number(count) * UNITS[unit] * 1e6) / 1e6;
}
