/** The common parts of a recurrence rule as they can be chosen, and back; pure. */

export const FREQUENCIES = { MINUTELY: "minutes", HOURLY: "hours", DAILY: "days", WEEKLY: "weeks", MONTHLY: "months", YEARLY: "years" };

export const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const PARTS = ["FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "COUNT", "UNTIL", "WKST"];

/**
 * `{ start, freq, interval, months, monthDays, days, nth, count, until }`: local times as a field of
 * date and time has them, empty texts for none, `nth` the place of the one day in the month or null;
 * null for a text that has more than these.
 */
export function readRule(text) {
  const lines = text.trim().split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const rules = lines.filter((line) => !/^DTSTART/i.test(line));
  const starts = lines.filter((line) => /^DTSTART/i.test(line));
  if (rules.length !== 1 || starts.length > 1) {
    return null;
  }
  const start = starts.length ? readTime(/^DTSTART(?:;[^:]*)?:(.*)$/i.exec(starts[0])?.[1] ?? "") : "";
  const parts = partsOf(rules[0]);
  return start === null || parts === null ? null : ruleOf(start, parts);
}

function partsOf(line) {
  const parts = new Map();
  for (const piece of line.replace(/^RRULE:/i, "").split(";")) {
    const [name, value, ...more] = piece.toUpperCase().split("=");
    if (!PARTS.includes(name) || !value || more.length || parts.has(name)) {
      return null;
    }
    parts.set(name, value);
  }
  return parts;
}

function ruleOf(start, parts) {
  const freq = parts.get("FREQ");
  const interval = numberOf(parts.get("INTERVAL") ?? "1", 1, 9_999);
  const months = listOf(parts.get("BYMONTH"), (one) => numberOf(one, 1, 12));
  const monthDays = listOf(parts.get("BYMONTHDAY"), (one) => (one.startsWith("-") ? negative(one) : numberOf(one, 1, 31)));
  const byDay = (parts.get("BYDAY") ?? "").split(",").filter(Boolean);
  const nth = byDay.length === 1 && freq === "MONTHLY" ? /^(-1|\+?[1-5])([A-Z]{2})$/.exec(byDay[0]) : null;
  const days = nth ? [nth[2]] : byDay;
  const count = parts.has("COUNT") ? numberOf(parts.get("COUNT"), 1, 999_999) : "";
  const until = parts.has("UNTIL") ? readTime(parts.get("UNTIL"), "23:59:59") : "";
  const isShown =
    Object.hasOwn(FREQUENCIES, freq ?? "") &&
    ![interval, months, monthDays, count, until].includes(null) &&
    days.every((day) => DAYS.includes(day)) &&
    (parts.get("WKST") ?? "MO") === "MO" &&
    !(count && until);
  return isShown
    ? { start, freq, interval, months, monthDays, days: DAYS.filter((day) => days.includes(day)), nth: nth ? Number(nth[1]) : null, count: String(count), until }
    : null;
}

function numberOf(text, least, most) {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}

/** Counted from the end of a month. */
function negative(text) {
  const number = numberOf(text.slice(1), 1, 31);
  return number === null ? null : -number;
}

/** Null where one of them is. */
function listOf(text, read) {
  const all = (text ?? "").split(",").filter(Boolean).map(read);
  return all.includes(null) ? null : [...new Set(all)].sort((one, other) => one - other);
}

/** `20260301T090000` as `2026-03-01T09:00:00`; its zone says nothing. */
function readTime(text, usual = "00:00:00") {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/i.exec(text.trim());
  if (!found) {
    return null;
  }
  const [, year, month, day, hours, minutes, seconds] = found;
  return `${year}-${month}-${day}T${hours === undefined ? usual : `${hours}:${minutes}:${seconds}`}`;
}

function writeTime(local) {
  return `${local.length === 16 ? `${local}:00` : local}`.replace(/[-:]/g, "");
}

/** The text, with the lines that it needs. */
export function writeRule({ start, freq, interval, months, monthDays, days, nth, count, until }) {
  const parts = [
    `FREQ=${freq}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(months.length ? [`BYMONTH=${months.join(",")}`] : []),
    ...(monthDays.length ? [`BYMONTHDAY=${monthDays.join(",")}`] : []),
    ...(days.length ? [`BYDAY=${nth === null ? "" : nth}${days.join(",")}`] : []),
    ...(count ? [`COUNT=${count}`] : []),
    ...(until ? [`UNTIL=${writeTime(until)}`] : []),
  ];
  return start ? `DTSTART:${writeTime(start)}\nRRULE:${parts.join(";")}` : parts.join(";");
}

/** Days of a month as somebody types them, such as `1, 15` or `-1` for the last; null for none such. */
export function readMonthDays(text) {
  return listOf(text.replace(/\s+/g, "").replace(/,$/, ""), (one) => (one.startsWith("-") ? negative(one) : numberOf(one, 1, 31)));
}
