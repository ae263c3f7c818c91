/** Times as they are typed, in a zone, and as they are sent. */

/** `2026-11-27T09:30:00` in a zone, as a field of date and time has it. */
export function localOf(iso, zone) {
  const time = Date.parse(iso);
  return new Date(time + offset(zone, time)).toISOString().slice(0, 19);
}

/**
 * `2026-11-27T09:30:00+01:00`. A time that is left out when clocks go forward becomes that after the
 * gap; of one that comes twice when they go back it is the first.
 */
export function isoOf(local, zone) {
  const wall = Date.parse(`${local}Z`);
  const day = 86_400_000;
  const before = offset(zone, wall - day);
  const after = offset(zone, wall + day);
  const first = wall - before;
  const time = offset(zone, first) === before ? first : offset(zone, wall - after) === after ? wall - after : first;
  const ahead = offset(zone, time);
  return new Date(time + ahead).toISOString().slice(0, 19) + written(ahead);
}

/** By zone: each takes long to make, and pages ask for hundreds of times. */
const FORMATS = new Map();

/** By how much a zone's clock is ahead of UTC, in milliseconds. */
function offset(zone, time) {
  const format = FORMATS.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  FORMATS.set(zone, format);
  const parts = format.formatToParts(time);
  const text = parts.find(({ type }) => type === "timeZoneName").value;
  const [, sign, hours, minutes, seconds = 0] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(text) ?? [null, "+", 0, 0];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

function written(ahead) {
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const two = (number) => String(number).padStart(2, "0");
  return `${ahead < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Names of all zones: the first two of these, then UTC, then all others. */
export function zonesFrom(first, second, ...more) {
  return [...new Set([first, second, "UTC", ...Intl.supportedValuesOf("timeZone"), ...more])];
}
