/** How many slots of agents the hours of a week need, and how many are there; pure. */
import { plus } from "../calendar/dates.js";
import { isoOf } from "../platform/zoned.js";
import { HOURS } from "./span.js";

/** As many agents as are read: of more, it is not known how many slots they have. */
export const MOST_AGENTS = 200;

/** Fewer completed runs tell nothing of what is usual. */
const FEW = 5;

/**
 * What is planned on queues, `{ from, seconds, count }`; the seconds of one run, null where they are not known. No
 * agent takes what is on no queue.
 *
 * @param answer the dates, one by one or by the hour
 * @param usual tells the usual seconds of a deployment, null if there are none
 * @param mean seconds of a run where dates do not tell their deployments, or null
 */
export function workOf(answer, usual, mean) {
  const queued = answer.dates.filter((date) => date.work_queue_name);
  return [
    ...queued.map((date) => ({ from: Date.parse(date.expected_start_time), seconds: usual(date.deployment_id), count: 1 })),
    ...answer.groups.map((group) => ({ from: Date.parse(group.start), seconds: mean, count: sum(Object.values(group.work_queues)) })),
  ].filter(({ count }) => count > 0);
}

/** The queues of what is planned. */
export function queuesOf(answer) {
  return new Set([...answer.dates.map((date) => date.work_queue_name).filter(Boolean), ...answer.groups.flatMap((group) => Object.keys(group.work_queues))]);
}

/**
 * By hour, as `2026-11-27T09`, how many slots are full while all its work is done: the hours of work that fall into it,
 * rounded up, at least one where a run starts; `{ slots, unknown }`, unknown being the runs whose work is not known and
 * not in it.
 */
export function needsOf(work, days, zone) {
  const hours = hoursOf(days, zone);
  const all = new Map();
  for (const { key, from, to } of hours) {
    const begun = work.filter((one) => one.from >= from && one.from < to);
    const busy = sum(work.map((one) => one.count * Math.max(0, Math.min(to, one.from + (one.seconds ?? 0) * 1000) - Math.max(from, one.from))));
    if (begun.length || busy) {
      // a thousandth less, so that what fills an hour does not need two by what a sum of fractions is off
      const slots = Math.max(1, Math.ceil(busy / (to - from) - 0.001));
      all.set(key, { slots, unknown: sum(begun.filter(({ seconds }) => seconds === null).map(({ count }) => count)) });
    }
  }
  return all;
}

/** The hours of days, as long as they are by the clock of the zone; one that its clock leaves out is not among them. */
function hoursOf(days, zone) {
  const keys = [...days.flatMap((day) => HOURS.map((hour) => `${day}T${hour}`)), `${plus(days.at(-1), 1)}T00`];
  const begins = keys.map((key) => Date.parse(isoOf(`${key}:00:00`, zone)));
  return keys.slice(0, -1).map((key, i) => ({ key, from: begins[i], to: begins[i + 1] })).filter(({ from, to }) => to > from);
}

/**
 * What the agents that are online take at once of these queues: `{ agents, slots, polling, endless }`. The slots are
 * null where they are not known, or without an end: `polling` agents tell no limit, `endless` ones have none.
 */
export function thereOf(list, queues) {
  const serves = ({ queues: own, prefixes }) => [...queues].some((queue) => own.includes(queue) || prefixes.some((prefix) => queue.startsWith(prefix)));
  const there = list.filter((agent) => agent.state === "ONLINE" && !agent.is_drain_asked && serves(agent));
  const polling = there.filter((agent) => !agent.is_native).length;
  const endless = there.filter((agent) => agent.is_native && agent.limit === null).length;
  const isKnown = polling + endless === 0 && list.length < MOST_AGENTS;
  return { agents: there.length, slots: isKnown ? sum(there.map(({ limit }) => limit)) : null, polling, endless };
}

/** Seconds that completed runs of a history took on average; null of few. */
export function meanOf(history) {
  const completed = history.flatMap(({ states }) => states).filter((state) => state.state_type === "COMPLETED");
  const count = sum(completed.map((state) => state.count_runs));
  return count < FEW ? null : sum(completed.map((state) => state.sum_estimated_run_time)) / count;
}

/** Whether an hour needs more than is there. */
export function isOver(need, slots) {
  return slots !== null && Boolean(need) && need.slots > slots;
}

/** `needs 6 slots of agents, 4 are there`. */
export function needInWords({ slots: needed, unknown }, slots) {
  const needs = `needs ${unknown ? "at least " : ""}${slotsInWords(needed)}${slots === null ? "" : " of agents"}`;
  return slots === null ? needs : `${needs}, ${slots === 0 ? "none is" : slots === 1 ? "1 is" : `${slots.toLocaleString()} are`} there`;
}

/** What is there, in a sentence. */
export function thereInWords({ agents, slots, polling, endless }) {
  if (slots !== null) {
    return agents === 0
      ? "No agent is online on these queues."
      : `${slotsInWords(slots)} ${slots === 1 ? "is" : "are"} there now, of ${agents === 1 ? "1 agent" : `${agents} agents`} online on these queues.`;
  }
  if (endless) {
    return "An agent without a limit is online on these queues, so no hour needs more slots than are there.";
  }
  return polling
    ? "An agent that only polls is online on these queues and does not tell how many runs it takes, so it is not known how many slots are there."
    : `${MOST_AGENTS} agents or more are online: how many slots they have is not added up.`;
}

export function slotsInWords(count) {
  return count === 1 ? "1 slot" : `${count.toLocaleString()} slots`;
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}
