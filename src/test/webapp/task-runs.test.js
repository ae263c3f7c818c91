import { Query } from "../platform/router.js";
import { figuresOf } from "../task-run/figures.js";
import { selectionOf, sortOf } from "../task-run/selection.js";
import { equal } from "./equal.js";

const NOW = new Date("2026-11-27T12:00:00Z");

const selection = (query) => selectionOf(new Query(query), NOW);

export default {
  "without a word it is the last 24 hours": () => {
    equal(selection(""), { task_runs: { start_time: { after_: "2026-11-26T12:00:00.000Z" } } });
    equal(selection("?last=nothing"), selection(""));
  },
  "states are known by their letters, tags are all of them": () => {
    equal(selection("?state=awaiting-retry&tag=a&tag=b&last=1h").task_runs, {
      start_time: { after_: "2026-11-27T11:00:00.000Z" },
      state: { name: { any_: ["AwaitingRetry"] } },
      tags: { all_: ["a", "b"] },
    });
  },
  "who asks for what has not begun asks for no start": () => {
    equal(selection("?state=pending").task_runs, { state: { name: { any_: ["Pending"] } } });
  },
  "what they belong to is asked for by name": () => {
    const { flows, deployments, flow_runs: runs } = selection("?flow=etl&deployment=nightly&flow-run=bold-crane");
    equal([flows, deployments, runs], [{ name: { any_: ["etl"] } }, { name: { any_: ["nightly"] } }, { name: { any_: ["bold-crane"] } }]);
  },
  "dates that are none are left out": () => {
    equal(selection("?start-date=2026-11-01T00:00:00Z&end-date=soon").task_runs, { start_time: { after_: "2026-11-01T00:00:00.000Z" } });
  },
  "an order that nobody knows is the usual one": () => {
    equal([sortOf(new Query("?sort=NAME_ASC")), sortOf(new Query("?sort=;drop"))], ["NAME_ASC", "EXPECTED_START_TIME_DESC"]);
  },
  "a batch step has its figures, skips together": () => {
    const figures = figuresOf({ read_count: 400, write_count: 350, read_skip_count: 2, process_skip_count: 3, write_skip_count: 1, commit_count: 4 });
    equal(figures, [["Read", 400], ["Written", 350], ["Filtered", 0], ["Skipped", 6], ["Commits", 4], ["Rollbacks", 0]]);
  },
  "any other step has none": () => equal([figuresOf(null), figuresOf({}), figuresOf("text"), figuresOf({ read_count: "many" })], [[], [], [], []]),
};
