import { healthOf, oldestWait, taken, troubledFirst } from "../work-queue/health.js";
import { equal } from "./equal.js";

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

/** A queue on which nothing waits, served by one agent. */
function queue({ name = "default", paused = false, status = {}, runs = {}, agents = ["blue"] } = {}) {
  return {
    work_queue: { name, is_paused: paused },
    status: { healthy: true, late_runs_count: 0, last_polled: ago(5.5), condition: "healthy", ...status },
    runs: runs && { scheduled: 0, late: 0, pending: 0, running: 0, ...runs },
    agents,
  };
}

const late = { status: { healthy: false, late_runs_count: 7, condition: "full" }, runs: { late: 7 } };

export default {
  "a queue that is served and has nothing late is healthy, without a word": () => {
    equal(healthOf(queue()), { word: "healthy", why: "" });
  },
  "a paused queue is never unhealthy, and says how many wait": () => {
    equal(healthOf(queue({ ...late, paused: true })), { word: "paused", why: "7 wait" });
    equal(healthOf(queue({ paused: true })).why, "hands out nothing");
  },
  "one that was never polled and on which nothing waits is only new": () => {
    const status = { healthy: false, last_polled: null, condition: "unserved" };
    equal(healthOf(queue({ status, agents: [] })), { word: "new", why: "no agent has asked for runs yet" });
  },
  "what is unhealthy says why": () => {
    equal(healthOf(queue(late)), { word: "unhealthy", why: "7 late, full" });
    equal(healthOf(queue({ status: { healthy: false, last_polled: ago(240.5), condition: "unserved" }, agents: [] })), {
      word: "unhealthy", why: "polled 4 min ago",
    });
    equal(healthOf(queue({ status: { healthy: false, last_polled: null, condition: "unserved" }, runs: { scheduled: 4 }, agents: [] })).word, "unhealthy");
  },
  "a queue that is full and nothing is late on it is healthy": () => {
    equal(healthOf(queue({ status: { condition: "full" } })), { word: "healthy", why: "full" });
  },
  "a legacy queue with a filter has no runs of its own": () => {
    const legacy = queue({ runs: null, status: { healthy: false, late_runs_count: 2, condition: "late" } });
    equal(healthOf(legacy), { word: "unhealthy", why: "2 late" });
    equal(taken(legacy), null);
  },
  "slots are taken by what is pending and what runs": () => equal(taken(queue({ runs: { pending: 1, running: 2, late: 5 } })), 3),
  "the oldest wait is a duration, and none where none waits": () => {
    equal(oldestWait({ oldest_waiting: ago(324.2) }), "5 min 24 s");
    equal(oldestWait({ oldest_waiting: null }), null);
  },
  "a wait that by another clock lies ahead is none": () => equal(oldestWait({ oldest_waiting: ago(-2) }), "0 ms"),
  "troubled queues come first, then by name": () => {
    const names = troubledFirst([queue({ name: "b" }), queue({ name: "z", ...late }), queue({ name: "a", paused: true })]);
    equal(names.map((one) => one.work_queue.name), ["z", "a", "b"]);
  },
};
