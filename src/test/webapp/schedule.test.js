import { Query } from "../platform/router.js";
import { beside, countsOf, pastOf, pastParts, quietHours, spanOf } from "../schedule/span.js";
import { equal } from "./equal.js";

const span = (query, zone = "Europe/London") => spanOf(new Query(query), { today: "2026-11-27", zone, first: 1 });

/** What is told of two runs at a moment. */
const pastAt = (parts, at, zone) => {
  const { from, width } = parts.find((one) => one.from <= Date.parse(at) && Date.parse(at) < one.to);
  const start = from + Math.floor((Date.parse(at) - from) / width) * width;
  return pastOf([{ interval_start: new Date(start).toISOString(), states: [{ state_type: "COMPLETED", count_runs: 2 }] }], zone);
};

const answer = (...dates) => ({ grouped_by: "none", groups: [], dates: dates.map(([time, queue]) => ({ expected_start_time: time, work_queue_name: queue })) });

export default {
  "where nothing is named it is this week": () => {
    const { view, days, start, end } = span("");
    equal([view, days[0], days.at(-1), days.length], ["week", "2026-11-23", "2026-11-29", 7]);
    equal([start, end], ["2026-11-23T00:00:00+00:00", "2026-11-29T23:59:59.999Z"]);
  },
  "a month has its own days": () => equal([span("?view=month&from=2024-02-10").days.at(-1), span("?view=month").days.length], ["2024-02-29", 30]),
  "a day is as long as its zone has it": () => {
    const long = span("?view=agenda&from=2026-10-25");
    equal((Date.parse(long.end) + 1 - Date.parse(long.start)) / 3_600_000, 25);
  },
  "an hour is one": () => {
    const { hour, start, end } = span("?view=agenda&from=2026-11-27T09", "Asia/Kathmandu");
    equal([hour, start, end], ["09", "2026-11-27T09:00:00+05:45", "2026-11-27T04:14:59.999Z"]);
  },
  "what is no day is today": () => equal([span("?from=2026-02-31T99").day, span("?from=x").day, span("?view=x").view], ["2026-11-27", "2026-11-27", "week"]),
  "before and after are a day, a week or a month away": () =>
    equal(
      [beside(span("?view=agenda"), 1), beside(span(""), -1), beside(span("?view=month&from=2026-01-31"), 1)],
      ["2026-11-28", "2026-11-20", "2026-02-28"],
    ),
  "dates fall on hours and days of the zone": () => {
    const counts = countsOf(answer(["2026-11-27T23:30:00Z", "gpu"], ["2026-11-27T23:45:00Z", "gpu"], ["2026-11-27T12:00:00Z", null]), "Asia/Tokyo");
    equal([counts.get("2026-11-28T08").count, counts.get("2026-11-28").count, counts.get("2026-11-27T21").count], [2, 2, 1]);
    equal([...counts.get("2026-11-28").queues], [["gpu", 2]]);
  },
  "groups count as many as they say": () => {
    const groups = [{ start: "2026-11-27T09:00:00Z", count: 600, work_queues: { gpu: 400 } }];
    equal(countsOf({ grouped_by: "hour", dates: [], groups }, "UTC").get("2026-11-27T09").count, 600);
    equal(countsOf({ grouped_by: "day", dates: [], groups }, "UTC").has("2026-11-27T09"), false);
  },
  "what was counts its bad ends": () => {
    const states = [{ state_type: "COMPLETED", count_runs: 3 }, { state_type: "CRASHED", count_runs: 1 }];
    equal(pastOf([{ interval_start: "2026-11-27T09:00:00Z", states }], "UTC").get("2026-11-27"), { count: 4, bad: 1 });
  },
  "the past of a month is asked for by days, the day on which clocks change by itself": () => {
    const parts = (query, zone) => {
      const { days, end } = span(query, zone);
      return pastParts({ days, isByHour: false }, Date.parse(end) + 1, zone).map(({ from, to, width }) => [new Date(from).toISOString(), (to - from) / width, width / 3_600_000]);
    };
    equal(parts("?view=month&from=2026-09-01", "Europe/London"), [["2026-08-31T23:00:00.000Z", 30, 24]]);
    equal(parts("?view=month&from=2026-10-01", "Europe/London"), [["2026-09-30T23:00:00.000Z", 24, 24], ["2026-10-24T23:00:00.000Z", 1, 25], ["2026-10-26T00:00:00.000Z", 6, 24]]);
    equal(parts("?view=month&from=2026-03-01", "America/New_York").map(([, count, hours]) => [count, hours]), [[7, 24], [1, 23], [23, 24]]);
  },
  "after a change of the clocks a day has its own runs": () => {
    const { days, end } = span("?view=month&from=2026-10-01");
    const past = pastAt(pastParts({ days, isByHour: false }, Date.parse(end) + 1, "Europe/London"), "2026-10-30T00:00:00Z", "Europe/London");
    equal([past.get("2026-10-30")?.count, past.has("2026-10-29")], [2, false]);
  },
  "clocks that change by half an hour leave days and hours their own runs": () => {
    const zone = "Australia/Lord_Howe";
    const days = (query) => span(query, zone).days;
    for (const [query, at, key] of [
      ["?view=month&from=2026-04-01", "2026-04-10T13:20:00Z", "2026-04-10"],
      ["?view=month&from=2026-10-01", "2026-10-20T13:10:00Z", "2026-10-21"],
      ["?view=month&from=2026-10-01", "2026-10-03T12:50:00Z", "2026-10-03"],
      ["?from=2026-04-05", "2026-04-05T00:15:00Z", "2026-04-05T10"],
      ["?from=2026-04-05", "2026-04-04T15:10:00Z", "2026-04-05T01"],
      ["?from=2026-10-04", "2026-10-03T17:10:00Z", "2026-10-04T04"],
    ]) {
      const shown = days(query);
      const until = Date.parse(shown.at(-1)) + 86_400_000;
      const parts = pastParts({ days: shown, isByHour: !query.includes("month") }, until, zone);
      equal([key, [...pastAt(parts, at, zone).keys()].includes(key)], [key, true]);
      equal(parts.length <= 3 && parts.every(({ from, to, width }) => (to - from) / width <= 500), true);
    }
  },
  "an hour of the agenda is as long as the clock has it": () => {
    const hour = (query, zone) => {
      const { start, end } = span(query, zone);
      return (Date.parse(end) + 1 - Date.parse(start)) / 60_000;
    };
    equal(hour("?view=agenda&from=2026-04-05T01", "Australia/Lord_Howe"), 90);
    equal(hour("?view=agenda&from=2026-10-04T02", "Australia/Lord_Howe"), 30);
    equal([hour("?view=agenda&from=2026-10-25T01"), hour("?view=agenda&from=2026-03-29T01")], [120, 60]);
  },
  "the past ends where it ends": () => {
    const days = ["2026-10-24", "2026-10-25", "2026-10-26"];
    const until = Date.parse("2026-10-24T05:00:00Z");
    equal(pastParts({ days, isByHour: false }, until, "Europe/London").map(({ to }) => to), [until]);
    equal(pastParts({ days, isByHour: true }, until, "Europe/London").map(({ width }) => width), [3_600_000]);
  },
  "the widest gaps come first, from now on": () => {
    const at = (hour) => Date.parse(`2026-11-27T${hour}:00:00Z`);
    const all = answer(["2026-11-27T02:00:00Z"], ["2026-11-27T08:00:00Z"], ["2026-11-27T10:00:00Z"], ["2026-11-27T20:00:00Z"]);
    const gaps = quietHours(all, { start: "2026-11-27T00:00:00Z", end: "2026-11-27T23:59:59.999Z", now: at("09"), count: 2 });
    equal(gaps, [{ from: at("10"), to: at("20") }, { from: at("20"), to: Date.parse("2026-11-28T00:00:00Z") }]);
  },
};
