import { isOver, meanOf, needInWords, needsOf, queuesOf, thereInWords, thereOf, workOf } from "../schedule/need.js";
import { equal } from "./equal.js";

const HOUR = 3_600;
const date = (time, deployment = "a", queue = "gpu") => ({ expected_start_time: time, deployment_id: deployment, work_queue_name: queue });
const answer = (...dates) => ({ dates, groups: [] });
const usual = (seconds) => (id) => seconds[id] ?? null;
const slots = (needs) => [...needs].map(([key, { slots }]) => [key.slice(8), slots]);
const needs = (dates, seconds, days = ["2026-11-27"], zone = "UTC") => needsOf(workOf(answer(...dates), usual(seconds), null), days, zone);
const agent = (limit, ...queues) => ({ state: "ONLINE", is_native: true, is_drain_asked: false, queues, prefixes: [], limit });

export default {
  "an hour needs as many slots as it has hours of work": () => {
    const six = Array.from({ length: 6 }, (_, i) => date(`2026-11-27T09:0${i}:00Z`));
    equal(slots(needs(six, { a: HOUR / 6 })), [["27T09", 1]]);
    equal(slots(needs(six, { a: HOUR / 6 + 10 })), [["27T09", 2]]);
  },
  "what takes longer works on in the hours after": () =>
    equal(slots(needs([date("2026-11-27T09:30:00Z"), date("2026-11-27T09:30:00Z"), date("2026-11-27T09:45:00Z")], { a: 2 * HOUR })), [["27T09", 2], ["27T10", 3], ["27T11", 2]]),
  "what works on from the day before is in the first hour": () =>
    equal(slots(needs([date("2026-11-26T23:30:00Z")], { a: HOUR }, ["2026-11-27"])), [["27T00", 1]]),
  "a run that takes no time needs a slot nevertheless, one on no queue none": () => {
    equal(slots(needs([date("2026-11-27T09:00:00Z"), date("2026-11-27T10:00:00Z", "a", null)], { a: 0 })), [["27T09", 1]]);
  },
  "runs without a usual duration are told and count with no time": () => {
    const all = needs([date("2026-11-27T09:00:00Z", "new"), date("2026-11-27T09:00:00Z", "new"), date("2026-11-27T09:00:00Z")], { a: HOUR });
    equal(all.get("2026-11-27T09"), { slots: 1, unknown: 2 });
  },
  "an hour that comes twice has room for twice as much": () => {
    const work = ["00", "01"].flatMap((hour) => [date(`2026-10-25T${hour}:00:00Z`), date(`2026-10-25T${hour}:00:00Z`)]);
    equal(slots(needs(work, { a: HOUR }, ["2026-10-25"], "Europe/London")), [["25T01", 2]]);
  },
  "hours are those of the zone, also where it is half an hour off": () => {
    equal(slots(needs([date("2026-11-27T09:30:00Z")], { a: HOUR }, ["2026-11-27"], "Asia/Kolkata")), [["27T15", 1]]);
    equal(slots(needs([date("2026-10-03T15:00:00Z")], { a: 1.5 * HOUR }, ["2026-10-04"], "Australia/Lord_Howe")), [["04T01", 1], ["04T02", 1], ["04T03", 1]]);
  },
  "dates by the hour take what runs take on average": () => {
    const groups = [{ start: "2026-11-27T09:00:00Z", count: 700, work_queues: { gpu: 400, cpu: 200 } }];
    equal([...queuesOf({ dates: [], groups })], ["gpu", "cpu"]);
    equal(slots(needsOf(workOf({ dates: [], groups }, usual({}), 30), ["2026-11-27"], "UTC")), [["27T09", 5]]);
    equal(needsOf(workOf({ dates: [], groups }, usual({}), null), ["2026-11-27"], "UTC").get("2026-11-27T09"), { slots: 1, unknown: 600 });
  },
  "the average is that of completed runs, if they are not few": () => {
    const history = (count) => [{ states: [{ state_type: "COMPLETED", count_runs: count, sum_estimated_run_time: 60 }, { state_type: "FAILED", count_runs: 9, sum_estimated_run_time: 900 }] }];
    equal([meanOf(history(6)), meanOf(history(4)), meanOf([])], [10, null, null]);
  },
  "slots are those of agents that are online on the queues": () => {
    const list = [agent(4, "gpu"), agent(2, "cpu", "gpu"), agent(8, "other"), { ...agent(16, "gpu"), state: "LOST" }, { ...agent(32, "gpu"), is_drain_asked: true }, { ...agent(1), prefixes: ["g"] }];
    equal(thereOf(list, new Set(["gpu"])), { agents: 3, slots: 7, polling: 0, endless: 0 });
    equal(thereOf(list, new Set(["none"])).slots, 0);
  },
  "who polls only, or has no limit, leaves it open": () => {
    const polls = { ...agent(null, "gpu"), is_native: false };
    equal([thereOf([agent(4, "gpu"), polls], new Set(["gpu"])).slots, thereOf([agent(null, "gpu")], new Set(["gpu"])).slots, thereOf([agent(4, "gpu"), polls], new Set(["cpu"])).slots], [null, null, 0]);
    equal(thereOf(Array(200).fill(agent(4, "gpu")), new Set(["gpu"])).slots, null);
    equal([isOver({ slots: 9 }, null), isOver({ slots: 9 }, 8), isOver({ slots: 8 }, 8), isOver(undefined, 0)], [false, true, false, false]);
  },
  "in words": () => {
    equal(needInWords({ slots: 6, unknown: 0 }, 4), "needs 6 slots of agents, 4 are there");
    equal(needInWords({ slots: 1, unknown: 2 }, 0), "needs at least 1 slot of agents, none is there");
    equal(needInWords({ slots: 2, unknown: 0 }, null), "needs 2 slots");
    equal(thereInWords({ agents: 1, slots: 4 }), "4 slots are there now, of 1 agent online on these queues.");
  },
};
