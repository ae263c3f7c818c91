/** Days without a time, as `2026-12-25`; pure. */

const DAY = 86_400_000;

/** Text may say a day as `2026-12-25`, `2026/12/25` or `20261225`. */
const WRITTEN = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/;

/** A day by its parts, the month from 1; null if there is none such. */
export function dayOf(year, month, date) {
  const time = new Date(Date.UTC(year, month - 1, date));
  time.setUTCFullYear(year);
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === date ? time.toISOString().slice(0, 10) : null;
}

/** So many days later. */
export function plus(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** The same date so many months later, or the last of that month. */
export function plusMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const most = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(date, most));
}

/** Of the week, from 0 for the one that it begins with; `first` is that, 1 for Monday to 7. */
export function weekday(day, first) {
  return (new Date(day).getUTCDay() + 7 - (first % 7)) % 7;
}

/** The weeks of a month, each seven days of which those of other months are null. */
export function weeksOf(year, month, first) {
  const begin = dayOf(year, month, 1);
  const before = weekday(begin, first);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, i) => {
      const date = week * 7 + i - before + 1;
      return date >= 1 && date <= length ? plus(begin, date - 1) : null;
    }),
  );
}

/**
 * The days that a text has between spaces, commas, semicolons and line ends.
 *
 * @returns the days in order, each once, and the pieces that are none
 */
export function datesOf(text) {
  const days = new Set();
  const unread = [];
  for (const piece of text.split(/[\s,;]+/).filter(Boolean)) {
    const parts = WRITTEN.exec(piece.replace(/^["']|["']$/g, ""));
    const day = parts && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
    if (day) {
      days.add(day);
    } else {
      unread.push(piece);
    }
  }
  return { days: [...days].sort(), unread };
}

/** Whether a text is an iCalendar object, and not a list of days. */
export function isICalendar(text) {
  return /^\s*BEGIN:VCALENDAR/i.test(text);
}
