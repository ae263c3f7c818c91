/**
 * Times and durations as text, in the reader's language and in the zone that was chosen: the
 * browser's, or UTC, or any other.
 */
import { now } from "../api.js";
import { keep, kept } from "./settings.js";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { style: "short" });
const NOW = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(0, "second");

/** Of the browser. */
export const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone;

const listeners = new Set();
let chosen = kept("zone", LOCAL);
let formats = formatsFor(chosen);

/** The zone in which times are shown. */
export function zone() {
  return chosen;
}

/** Chooses a zone, for this browser. */
export function setZone(name) {
  formats = formatsFor(name);
  chosen = name;
  keep("zone", name === LOCAL ? null : name);
  listeners.forEach((listener) => listener());
}

/** Calls back when another zone has been chosen, until what it returns is called. */
export function onZone(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function formatsFor(timeZone) {
  const format = (options) => new Intl.DateTimeFormat(undefined, { timeZone, ...options });
  return {
    time: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    minute: format({ hour: "2-digit", minute: "2-digit" }),
    day: format({ weekday: "short", day: "numeric", month: "short" }),
    year: format({ year: "numeric" }),
    whole: format({ dateStyle: "medium", timeStyle: "long" }),
    precise: format({
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
    }),
  };
}

/** As its distance from now: `5 sec. ago`, `in 2 days`; never `tomorrow`, which would be a matter of the zone. */
export function distance(iso) {
  const seconds = (new Date(iso) - now()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  const count = Math.trunc(seconds / size);
  return count === 0 ? NOW : RELATIVE.format(count, unit);
}

/** The time of a day, and the day where it is not today's: `Fri 27 Nov, 09:30:00`. */
export function absolute(iso) {
  const time = new Date(iso);
  const sameYear = formats.year.format(time) === formats.year.format(now());
  if (sameYear && day(time) === day(now())) {
    return clock(time);
  }
  return `${day(time)}${sameYear ? "" : ` ${formats.year.format(time)}`}, ${clock(time)}`;
}

/** The time of a day alone. */
export function clock(time) {
  return formats.time.format(time);
}

/** The time of a day without its seconds. */
export function minute(time) {
  return formats.minute.format(time);
}

/** A day of this year: `Fri 27 Nov`. */
export function day(time) {
  return formats.day.format(time);
}

/** Date and time with the zone. */
export function whole(iso) {
  return formats.whole.format(new Date(iso));
}

/** To the millisecond, for logs. */
export function precise(iso) {
  return formats.precise.format(new Date(iso));
}

/** Seconds as text: `34 ms`, `2.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function duration(seconds) {
  const millis = Math.round(seconds * 1000);
  if (millis < 1000) {
    return `${millis} ms`;
  }
  if (seconds < 60) {
    return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.floor(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${Math.floor(seconds % 60)} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The same where it is round: `1 min` for `1 min 0 s`. */
export function shortly(seconds) {
  return duration(seconds).replace(/ 0 (s|min|h)$/, "");
}

/** From one time to another, or to now, in seconds. */
export function secondsBetween(from, to) {
  return ((to ? new Date(to) : now()) - new Date(from)) / 1000;
}
