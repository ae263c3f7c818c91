/** Which time a picture of runs is about, and how wide its bars are; pure. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Widths of a bar, in milliseconds: round on a clock. */
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];

/** Bars of a picture, at most, and one more where it does not begin with a round time. */
const BARS = 60;

/** How far back a picture looks that has no beginning. */
const OPEN = 30 * DAY;

/**
 * The time that is filtered by, as `{ from, to, width }` in milliseconds: whole bars. Without an end
 * it looks as far ahead as it looks back.
 *
 * @param times `after_` and `before_` of the API's filter, each of which may be missing
 */
export function spanOf({ after_, before_ }, now) {
  const time = now.getTime();
  const end = before_ ? Date.parse(before_) : null;
  const begin = after_ ? Date.parse(after_) : (end ?? time) - OPEN;
  const last = Math.max(end ?? time + Math.abs(time - begin), begin + SECOND);
  const long = last - begin;
  const width = WIDTHS.find((one) => long / one <= BARS) ?? Math.ceil(long / BARS / DAY) * DAY;
  return { from: Math.floor(begin / width) * width, to: Math.ceil(last / width) * width, width };
}

/** What to ask the API for. */
export function historyOf({ from, to, width }) {
  return {
    history_start: new Date(from).toISOString(),
    history_end: new Date(to).toISOString(),
    history_interval_seconds: width / SECOND,
  };
}
