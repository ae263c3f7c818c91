/** What was and what is planned over time, from the API's history; pure. */
import { own } from "../platform/words.js";

const HOUR = 3_600_000;

/** Spans that can be looked at: how far back, how far ahead, and a bar's width, in milliseconds. */
export const ACTIVITY = {
  "6h": { back: 6 * HOUR, ahead: 2 * HOUR, width: HOUR / 4 },
  "24h": { back: 24 * HOUR, ahead: 8 * HOUR, width: HOUR },
  "7d": { back: 168 * HOUR, ahead: 48 * HOUR, width: 6 * HOUR },
};

const TONE = {
  COMPLETED: "good",
  FAILED: "bad",
  CRASHED: "crash",
  CANCELLED: "calm",
  CANCELLING: "calm",
  PENDING: "busy",
  RUNNING: "busy",
};

/** What to ask the API for; bars begin where the clock has a round time. */
export function historyOf(span, now) {
  const { back, ahead, width } = ACTIVITY[span];
  const start = Math.floor((now - back) / width + 1) * width;
  return {
    history_start: new Date(start).toISOString(),
    history_end: new Date(start + back + ahead).toISOString(),
    history_interval_seconds: width / 1000,
  };
}

/** Bars of its answer. */
export function barsOf(history, now) {
  return history.map(({ interval_start, interval_end, states }) => {
    const bar = { from: Date.parse(interval_start), to: Date.parse(interval_end), counts: {}, planned: 0 };
    for (const { state_type: type, count_runs: count } of states) {
      const tone = own(TONE, type);
      if (tone) {
        bar.counts[tone] = (bar.counts[tone] ?? 0) + count;
      } else if (bar.to > now) {
        bar.planned += count;
      } else {
        bar.counts.late = (bar.counts.late ?? 0) + count;
      }
    }
    return bar;
  });
}

/** How many of each tone were due in the last so many milliseconds. */
export function sumOf(bars, now, back) {
  const sum = {};
  for (const { from, counts } of bars) {
    if (from >= now - back - 1 && from <= now) {
      for (const [tone, count] of Object.entries(counts)) {
        sum[tone] = (sum[tone] ?? 0) + count;
      }
    }
  }
  return sum;
}
