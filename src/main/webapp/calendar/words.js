/** Days and calendars in words, in the reader's language; pure. */

const format = (options) => new Intl.DateTimeFormat(undefined, { timeZone: "UTC", ...options });
const SHORT = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const LONG = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "long" });
const WEEKDAY = format({ weekday: "short" });
const WEEKDAY_LONG = format({ weekday: "long" });

/** `Fri 25 Dec 2026`. */
export const short = (day) => SHORT.format(new Date(day));

/** The same in full. */
export const long = (day) => LONG.format(new Date(day));

/** A month's name, from 1. */
export const monthName = (month) => MONTH.format(new Date(Date.UTC(2024, month - 1, 1)));

/** With which day a week begins here: 1 for Monday to 7. */
export const FIRST = firstOfWeek();

/** Seven of them, each short and in full, in their order here. */
export const WEEKDAYS = Array.from({ length: 7 }, (_, i) => {
  // the first of January 2024 was a Monday
  const day = new Date(Date.UTC(2024, 0, FIRST + i));
  return { short: WEEKDAY.format(day), long: WEEKDAY_LONG.format(day) };
});

function firstOfWeek() {
  const locale = new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale);
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** What listed days mean. */
export const LISTED = {
  closed: "Nothing runs on the listed days",
  open: "Runs start on the listed days only",
};

/** Some of many days: `Fri 25 Dec 2026 · Mon 28 Dec 2026 and 6 more`; in many languages there are commas in each. */
export function some(days, most = 3) {
  const named = days.slice(0, most).map(short).join(" · ");
  return days.length > most ? `${named} and ${(days.length - most).toLocaleString()} more` : named;
}

/** `1 day`, `2 days`. */
export function number(count, word) {
  return `${count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;
}
