/** Which part of the schedule an address asks for, and how its dates fall on hours and days; pure. */
import { dayOf, plus, plusMonths, weekday } from "../calendar/dates.js";
import { isoOf, localOf } from "../platform/zoned.js";

export const VIEWS = ["week", "month", "agenda"];

/** In milliseconds. */
export const HOUR = 3_600_000;

/** By whole ones of these all zones are apart. */
export const QUARTER = HOUR / 4;

/** Hours of a day, as `00` to `23`. */
export const HOURS = Array.from({ length: 24 }, (_, i) => String(i).padStart(2, "0"));

const FROM = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}))?$/;

/**
 * The span of an address.
 *
 * @param today the day in the zone, where the address names none
 * @param first the day on which weeks begin, 1 for Monday to 7
 * @returns `{ view, day, hour, days, start, end }`: the days that are shown, and the first and the last moment;
 *     an agenda is that of one hour where the address names it
 */
export function spanOf(query, { today, zone, first }) {
  const asked = query.one("view");
  const view = VIEWS.includes(asked) ? asked : VIEWS[0];
  const [, year, month, date, hour] = FROM.exec(query.one("from")) ?? [];
  const day = (year && dayOf(Number(year), Number(month), Number(date))) || today;
  const days = daysOf(view, day, first);
  const isHour = view === "agenda" && HOURS.includes(hour);
  const start = isoOf(isHour ? `${day}T${hour}:00:00` : `${days[0]}T00:00:00`, zone);
  const next = isHour ? new Date(Date.parse(`${day}T${hour}:00:00Z`) + HOUR).toISOString().slice(0, 19) : `${plus(days.at(-1), 1)}T00:00:00`;
  const following = Date.parse(isoOf(next, zone));
  // an hour that the clock leaves out begins where the next one does, and stands for it
  const after = following > Date.parse(start) ? following : Date.parse(start) + HOUR;
  return { view, day, hour: isHour ? hour : null, days, start, end: new Date(after - 1).toISOString() };
}

function daysOf(view, day, first) {
  if (view === "agenda") {
    return [day];
  }
  const begin = view === "week" ? plus(day, -weekday(day, first)) : `${day.slice(0, 8)}01`;
  const length = view === "week" ? 7 : Math.round((Date.parse(plusMonths(begin, 1)) - Date.parse(begin)) / 86_400_000);
  return Array.from({ length }, (_, i) => plus(begin, i));
}

/** The day that the button before, `by` -1, or after, 1, leads to. */
export function beside({ view, day }, by) {
  return view === "month" ? plusMonths(day, by) : plus(day, by * (view === "week" ? 7 : 1));
}

/**
 * How many dates there are by day, as `2026-11-27`, and by hour, as `2026-11-27T09`; each `{ count, queues }`, the
 * queues by name.
 *
 * @param answer of the API
 */
export function countsOf(answer, zone) {
  const all = new Map();
  const add = (iso, count, queues) => {
    const local = localOf(iso, zone);
    for (const key of [local.slice(0, 10), ...(answer.grouped_by === "day" ? [] : [local.slice(0, 13)])]) {
      const sum = all.get(key) ?? { count: 0, queues: new Map() };
      sum.count += count;
      queues.forEach(([name, some]) => sum.queues.set(name, (sum.queues.get(name) ?? 0) + some));
      all.set(key, sum);
    }
  };
  answer.dates.forEach((date) => add(date.expected_start_time, 1, date.work_queue_name ? [[date.work_queue_name, 1]] : []));
  answer.groups.forEach((group) => add(group.start, group.count, Object.entries(group.work_queues)));
  return all;
}

/**
 * How the past of some days is asked for, `{ from, to, width }` in milliseconds. By days: those that are equally long
 * together, so a month in which clocks change is asked for in three parts. By hours: by halves of them where clocks
 * change by half an hour, since the hours after that begin between those before it.
 *
 * @param until where the past ends, in milliseconds
 */
export function pastParts({ days, isByHour }, until, zone) {
  const begins = [...days, plus(days.at(-1), 1)].map((day) => Date.parse(isoOf(`${day}T00:00:00`, zone)));
  const [from] = begins;
  if (isByHour) {
    const areWhole = begins.every((begin) => (begin - from) % HOUR === 0);
    return [{ from, to: until, width: areWhole ? HOUR : HOUR / 2 }];
  }
  const all = [];
  days.forEach((_, i) => {
    const [begin, to] = begins.slice(i, i + 2);
    const last = all.at(-1);
    if (last?.width === to - begin) {
      last.to = to;
    } else {
      all.push({ from: begin, to, width: to - begin });
    }
  });
  return all.map((one) => ({ ...one, to: Math.min(one.to, until) })).filter((one) => one.to > one.from);
}

/** How runs went by hour, from the API's history: `{ count, bad }`. */
export function pastOf(history, zone) {
  const all = new Map();
  for (const { interval_start: start, states } of history) {
    const local = localOf(start, zone);
    for (const key of [local.slice(0, 10), local.slice(0, 13)]) {
      const sum = all.get(key) ?? { count: 0, bad: 0 };
      for (const { state_type: type, count_runs: count } of states) {
        sum.count += count;
        sum.bad += type === "FAILED" || type === "CRASHED" ? count : 0;
      }
      all.set(key, sum);
    }
  }
  return all;
}

/** The most that any of these has. */
export function most(counts, keys) {
  return Math.max(1, ...keys.map((key) => counts.get(key)?.count ?? 0));
}

/**
 * The widest gaps between dates, from now on, the widest first: `{ from, to }` in milliseconds. Of dates that are
 * counted by the hour, whole hours without any.
 *
 * @param count how many
 */
export function quietHours(answer, { start, end, now, count }) {
  const begin = Math.max(Date.parse(start), now);
  const until = Date.parse(end) + 1;
  const busy = [
    ...answer.dates.map((date) => Date.parse(date.expected_start_time)).map((time) => [time, time]),
    ...answer.groups.map((group) => Date.parse(group.start)).map((time) => [time, time + HOUR]),
  ].filter(([, to]) => to >= begin);
  const gaps = [];
  let at = begin;
  for (const [from, to] of [...busy, [until, until]]) {
    if (from > at) {
      gaps.push({ from: at, to: from });
    }
    at = Math.max(at, to);
  }
  return gaps.sort((one, other) => other.to - other.from - (one.to - one.from)).slice(0, count);
}
