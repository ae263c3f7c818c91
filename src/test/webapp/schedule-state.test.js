import { bodyOf, changesOf, clashesOf, draftOf, schemaOf, takingFrom } from "../deployment/draft.js";
import { daysInWords, daysOf, listOf, written } from "../schedule/dates.js";
import { policyOf, policyStateOf } from "../schedule/policy.js";
import { inZone, partsOf, scheduleOf, stateOf } from "../schedule/state.js";
import { equal } from "./equal.js";

const SCHEDULES = [
  { cron: "30 9 * * mon-fri", timezone: "Europe/London", day_or: true },
  { cron: "0 0 13 * 5", timezone: null, day_or: false },
  { interval: 5400, anchor_date: "2022-03-01T09:00:00.123456-05:00", timezone: "America/New_York" },
  { interval: 0.5, anchor_date: null, timezone: null },
  { interval: 86400, anchor_date: "2022-03-01T09:00:00+00:00", timezone: "UTC" },
  { rrule: "DTSTART:20220301T090000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR", timezone: "America/New_York" },
  null,
];

const POLICY = { catch_up: "all", catch_up_window: 5400, overlap: "skip", start_jitter: 600, end: "2027-01-01T00:00:00.5+00:00", max_runs: 3, calendars: ["b", "a"] };

const deployment = (change) => ({ description: "", tags: ["a"], parameters: { b: 1, a: 2 }, infra_overrides: {}, work_queue_name: "q", schedule: SCHEDULES[0], schedule_policy: POLICY, ...change });
const body = (change) => bodyOf(draftOf(deployment(change), "UTC")).body;

export default {
  "a schedule that is only looked at stays as it is": () => SCHEDULES.forEach((schedule) => equal(scheduleOf(stateOf(schedule, "Asia/Tokyo")).schedule, schedule)),
  "one that is new has the zone of who makes it": () => equal(scheduleOf({ ...stateOf(null, "Asia/Tokyo"), kind: "cron" }).schedule.timezone, "Asia/Tokyo"),
  "an anchor keeps its time of the day in another zone": () => {
    const moved = scheduleOf(inZone(stateOf(SCHEDULES[4], "UTC"), "Asia/Tokyo")).schedule;
    equal(moved, { interval: 86400, anchor_date: "2022-03-01T09:00:00+09:00", timezone: "Asia/Tokyo" });
  },
  "what is no schedule says so": () => equal([scheduleOf({ ...stateOf(SCHEDULES[3], "UTC"), count: "x" }), scheduleOf({ ...stateOf(SCHEDULES[0], "UTC"), cron: " " })].map(({ problem }) => Boolean(problem)), [true, true]),
  "seconds are told in the unit that fits": () => equal([3600, 5400, 604800, 90061, 0.5].map(partsOf).map(({ count, unit }) => `${count} ${unit}`), ["1 hours", "90 minutes", "1 weeks", "90061 seconds", "0.5 seconds"]),
  "a policy that is only looked at stays as it is": () => equal(policyOf(policyStateOf(POLICY, "Asia/Tokyo"), "Asia/Tokyo"), { policy: POLICY, problems: [] }),
  "what is wrong with a policy is told by field": () => {
    const state = { ...policyStateOf(null, "UTC"), window: { count: "0", unit: "hours" }, jitter: { count: "2", unit: "days" }, maxRuns: "1.5" };
    equal(policyOf(state, "UTC").problems.map(({ field }) => field), ["catch_up_window", "start_jitter", "max_runs"]);
  },
  "nothing is changed by looking": () => equal(changesOf(body({}), body({})), {}),
  "an empty description is none, the order of names says nothing": () => equal(changesOf(body({ description: null, parameters: { a: 2, b: 1 } }), body({})), {}),
  "only what is changed is sent": () => equal(changesOf(body({ tags: ["a", "b"], schedule: null }), body({})), { tags: ["a", "b"], schedule: null }),
  "what two have changed is told, what they agree on is not": () => {
    const clashes = clashesOf({ was: body({}), yours: body({ description: "mine", tags: ["x"] }), theirs: body({ description: "theirs", tags: ["x"], work_queue_name: "r" }) });
    equal(clashes.map(({ field, isBoth }) => [field, isBoth]), [["description", true], ["work_queue_name", false]]);
  },
  "some fields are taken from theirs": () => {
    const mine = draftOf(deployment({ description: "mine" }), "UTC");
    const theirs = draftOf(deployment({ description: "theirs", work_queue_name: "r", schedule: null }), "UTC");
    equal(bodyOf(takingFrom(mine, theirs, ["work_queue_name", "schedule"])).body, body({ description: "mine", work_queue_name: "r", schedule: null }));
  },
  "overrides are an object": () => equal(["{", "[]", "{}", ""].map((overrides) => bodyOf({ ...draftOf(null, "UTC"), overrides }).problems.length), [1, 1, 0, 0]),
  "parameters by example": () => equal(schemaOf({ a: 1, b: null, c: [1.5] }).properties, { a: { title: "a", default: 1, type: "integer" }, b: { title: "b" }, c: { title: "c", default: [1.5], type: "array" } }),
  "a date is read by its own clock": () => equal([written("2026-12-25T09:30:00+01:00", "2026"), written("2027-01-01T00:00:30Z", "2026")], [
    { text: "Fri 25 Dec, 09:30", offset: "+01:00" },
    { text: "Fri, 1 Jan 2027, 00:00:30", offset: "+00:00" },
  ]),
  "dates that are left out stand where they were": () => {
    const dates = ["2026-12-24", "2026-12-29", "2026-12-30"].map((day) => ({ scheduled_time: `${day}T09:00:00Z`, expected_start_time: null }));
    const notes = [
      { kind: "left_out", time: "2026-12-25T09:00:00Z", text: "left out" },
      { kind: "left_out", time: "2026-12-31T09:00:00Z", text: "later" },
      { kind: "repeated_time", time: "2026-12-29T09:00:00+00:00", text: "twice" },
      { kind: "jitter", time: null, text: "spread" },
    ];
    equal(listOf(dates, notes, 2).map(({ time, left, notes: own }) => [time.slice(8, 10), left, own]), [["24", null, []], ["25", "left out", []], ["29", null, ["twice"]]]);
  },
  "days that are not counted are not empty": () => {
    const dates = ["2026-12-24T01:00:00Z", "2026-12-24T02:00:00Z", "2026-12-25T01:00:00Z"].map((scheduled_time) => ({ scheduled_time }));
    const days = daysOf({ dates, notes: [], first: "2026-12-23", days: 4, known: false });
    equal(days.map(({ count }) => count), [0, 2, null, null]);
    equal(daysInWords(days.slice(2)), "Too many dates to count them by days");
    equal(daysInWords(days), "The next 2 of 4 days: 2 dates on 1 day; what comes later is not counted, there are too many dates");
  },
};
