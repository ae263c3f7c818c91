/**
 * What an iCalendar text yields, as far as it can be told without its recurrences: the server has
 * the whole truth, once it is saved; pure.
 */
import { dayOf, plus } from "./dates.js";

/** Days of an event that are counted; the server refuses longer ones. */
const LONGEST = 3_660;

/**
 * @returns the days of events that do not recur, in order, each once; how many recur, are cancelled
 *     or have no beginning that can be read
 */
export function yieldOf(text) {
  const days = new Set();
  const result = { events: 0, recurring: 0, cancelled: 0, unread: 0 };
  for (const event of eventsOf(text)) {
    result.events++;
    const start = event.DTSTART && timeOf(event.DTSTART);
    if (event.STATUS === "CANCELLED") {
      result.cancelled++;
    } else if (!start) {
      result.unread++;
    } else if (event.RRULE || event.RDATE || event["RECURRENCE-ID"]) {
      result.recurring++;
    } else {
      daysOf(start, event).forEach((day) => days.add(day));
    }
  }
  return { ...result, days: [...days].sort() };
}

/** Each event's lines by their names, folded ones put together again. */
function eventsOf(text) {
  const lines = text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const events = [];
  let event = null;
  let inner = 0;
  for (const line of lines) {
    const [, name, value] = /^([A-Za-z-]+)[^:]*:(.*)$/.exec(line) ?? [];
    const key = name?.toUpperCase();
    if (key === "BEGIN" && value.toUpperCase() === "VEVENT") {
      event = {};
    } else if (key === "END" && value.toUpperCase() === "VEVENT" && event) {
      events.push(event);
      event = null;
    } else if (event && key === "BEGIN") {
      inner++;
    } else if (event && key === "END") {
      inner--;
    } else if (event && inner === 0 && key) {
      event[key] ??= value.trim();
    }
  }
  return events;
}

/** A date or a time as written, zones left aside as the server does. */
function timeOf(text) {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?Z?)?$/.exec(text);
  const day = parts && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return day ? { day, isMidnight: !Number(parts[4] ?? 0) && !Number(parts[5] ?? 0) && !Number(parts[6] ?? 0) } : null;
}

/** All that it touches: an end at midnight, or on a day without a time, does not count. */
function daysOf(start, event) {
  const end = event.DTEND && timeOf(event.DTEND);
  const length = /^\+?P(?:(\d+)W|(\d+)D)/.exec(event.DURATION ?? "");
  let last = start.day;
  if (end) {
    last = end.isMidnight ? plus(end.day, -1) : end.day;
  } else if (length) {
    last = plus(start.day, (Number(length[1] ?? 0) * 7 || Number(length[2])) - 1);
  }
  const days = [start.day];
  while (days.at(-1) < last && days.length < LONGEST) {
    days.push(plus(days.at(-1), 1));
  }
  return days;
}
