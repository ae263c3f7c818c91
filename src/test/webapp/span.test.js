import { historyOf, spanOf } from "../flow-run/span.js";
import { equal } from "./equal.js";

const NOON = new Date("2026-11-27T12:10:30Z");
const ago = (minutes) => new Date(NOON - minutes * 60_000).toISOString();
const MINUTE = 60_000;

const spanned = (times) => {
  const { from, to, width } = spanOf(times, NOON);
  return [new Date(from).toISOString(), new Date(to).toISOString(), width / MINUTE];
};

export default {
  "a day has bars of half an hour, which begin with a round time": () => {
    equal(spanned({ after_: ago(1_440), before_: ago(0) }), ["2026-11-26T12:00:00.000Z", "2026-11-27T12:30:00.000Z", 30]);
  },
  "an hour, a week and a month": () => {
    equal([60, 7 * 1_440, 30 * 1_440].map((minutes) => spanned({ after_: ago(minutes), before_: ago(0) })[2]), [1, 180, 720]);
  },
  "there are few bars, however long it is": () => {
    for (const minutes of [0.001, 1, 7, 59, 61, 333, 5_000, 77_777, 525_600, 5_256_000]) {
      const { from, to, width } = spanOf({ after_: ago(minutes), before_: ago(0) }, NOON);
      const count = (to - from) / width;
      equal(count >= 1 && count <= 61 && width >= 1_000, true);
    }
  },
  "without an end it looks as far ahead as back, without a beginning 30 days back": () => {
    equal(spanned({ after_: ago(60) }).slice(0, 2), ["2026-11-27T11:10:00.000Z", "2026-11-27T13:12:00.000Z"]);
    equal(spanned({ before_: "2026-11-01T00:00:00Z" }).slice(0, 2), ["2026-10-02T00:00:00.000Z", "2026-11-01T00:00:00.000Z"]);
    equal(spanned({ after_: ago(-60) })[0] < spanned({ after_: ago(-60) })[1], true);
  },
  "what the API is asked for": () => {
    equal(historyOf({ from: 0, to: 120_000, width: 60_000 }), {
      history_start: "1970-01-01T00:00:00.000Z", history_end: "1970-01-01T00:02:00.000Z", history_interval_seconds: 60,
    });
  },
};
