/** The dates of a schedule as they are shown: beside those that a calendar leaves out; pure. */
import { plus } from "../calendar/dates.js";

/** `Fri 27 Nov, 09:30` and its offset `+01:00`, by the clock that the text itself has. */
export function written(iso, year = null) {
  const [, date, time, offset] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(iso);
  const format = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", ...(year !== date.slice(0, 4) && { year: "numeric" }) });
  return { text: `${format.format(new Date(`${date}T00:00Z`))}, ${time.replace(/:00$/, (end) => (time.length > 5 ? "" : end))}`, offset: offset === "Z" ? "+00:00" : offset };
}

/**
 * The first so many dates with those between them that are left out, each with what is particular
 * about it: `{ time, start, left, notes }`.
 */
export function listOf(dates, notes, most) {
  const of = (time) => notes.filter((note) => note.time !== null && note.kind !== "left_out" && Date.parse(note.time) === Date.parse(time)).map(({ text }) => text);
  const kept = dates.slice(0, most).map((date) => ({ time: date.scheduled_time, start: date.expected_start_time, left: null, notes: of(date.scheduled_time) }));
  const last = dates.length > kept.length ? Date.parse(kept.at(-1).time) : Infinity;
  const left = notes
    .filter(({ kind, time }) => kind === "left_out" && time !== null && Date.parse(time) < last)
    .slice(0, most)
    .map(({ time, text }) => ({ time, start: null, left: text, notes: [] }));
  return [...kept, ...left].sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
}

/** What is to be said about all dates. */
export function generalOf(notes) {
  return notes.filter(({ time }) => time === null).map(({ text }) => text);
}

/**
 * So many days from one on, each `{ day, count, left }`; the count is null from where on dates are
 * not known.
 *
 * @param known whether the dates are all that there are in this time
 */
export function daysOf({ dates, notes, first, days, known }) {
  const counts = new Map();
  dates.forEach(({ scheduled_time: time }) => counts.set(time.slice(0, 10), (counts.get(time.slice(0, 10)) ?? 0) + 1));
  const left = new Set(notes.filter(({ kind, time }) => kind === "left_out" && time !== null).map(({ time }) => time.slice(0, 10)));
  const lastKnown = known ? null : (dates.at(-1)?.scheduled_time.slice(0, 10) ?? "");
  return Array.from({ length: days }, (_, i) => {
    const day = plus(first, i);
    return { day, count: lastKnown !== null && day >= lastKnown ? null : (counts.get(day) ?? 0), left: left.has(day) };
  });
}

/** The days in a sentence. */
export function daysInWords(days) {
  const runs = days.filter(({ count }) => count > 0);
  const sum = runs.reduce((total, { count }) => total + count, 0);
  const unknown = days.filter(({ count }) => count === null).length;
  const left = days.filter((one) => one.left).length;
  if (unknown === days.length) {
    return "Too many dates to count them by days";
  }
  return [
    `${days.length - unknown === days.length ? `The next ${days.length} days` : `The next ${days.length - unknown} of ${days.length} days`}: ${sum.toLocaleString()} ${sum === 1 ? "date" : "dates"} on ${runs.length} ${runs.length === 1 ? "day" : "days"}`,
    ...(left ? [`${left} ${left === 1 ? "day" : "days"} with dates left out`] : []),
    ...(unknown ? ["what comes later is not counted, there are too many dates"] : []),
  ].join("; ");
}
