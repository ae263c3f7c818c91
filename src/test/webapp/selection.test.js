import { Query } from "../platform/router.js";
import { selectionOf, sortOf } from "../flow-run/selection.js";
import { equal } from "./equal.js";

const NOON = new Date("2026-11-27T12:00:00Z");
const DAY = { after_: "2026-11-26T12:00:00.000Z", before_: "2026-11-27T12:00:00.000Z" };
const of = (search) => selectionOf(new Query(search), NOON);

export default {
  "without a word it is the last day": () => equal(of(""), { flow_runs: { expected_start_time: DAY } }),
  "another span": () => {
    equal(of("?last=1h").flow_runs.expected_start_time.after_, "2026-11-27T11:00:00.000Z");
    equal(of("?last=30d").flow_runs.expected_start_time.after_, "2026-10-28T12:00:00.000Z");
    for (const unknown of ["nonsense", "constructor", "toString"]) {
      equal(of(`?last=${unknown}`).flow_runs.expected_start_time, DAY);
    }
  },
  "two times, in whatever form, in the place of a span": () => {
    equal(of("?start-date=2026-11-01&end-date=2026-11-02T10:00:00%2B01:00&last=1h").flow_runs.expected_start_time, {
      after_: "2026-11-01T00:00:00.000Z", before_: "2026-11-02T09:00:00.000Z",
    });
  },
  "names of states whatever their case, any of them": () => {
    equal(of("?state=failed&state=awaiting_retry").flow_runs.state, { name: { any_: ["Failed", "AwaitingRetry"] } });
  },
  "a state that users made keeps its name": () => equal(of("?state=Rejected+by+QA").flow_runs.state, { name: { any_: ["Rejected by QA"] } }),
  "what is planned for later is shown to who asks for it": () => {
    equal(of("?state=scheduled").flow_runs.expected_start_time, { after_: DAY.after_ });
  },
  "all tags, any queue, any flow, any deployment": () => {
    const selection = of("?tag=a&tag=b&work-queue=x&work-queue=y&flow=f&deployment=d&name=gnu");
    equal(selection.flow_runs.tags, { all_: ["a", "b"] });
    equal(selection.flow_runs.work_queue_name, { any_: ["x", "y"] });
    equal(selection.flow_runs.name, { like_: "gnu" });
    equal([selection.flows, selection.deployments], [{ name: { any_: ["f"] } }, { name: { any_: ["d"] } }]);
  },
  "made by hand: not by a schedule, nor as a step of another run": () => {
    equal(of("?made=by-hand").flow_runs, { expected_start_time: DAY, auto_scheduled: { eq_: false }, parent_task_run_id: { is_null_: true } });
    equal(of("?made=nonsense").flow_runs, { expected_start_time: DAY });
  },
  "an order that nobody knows is the usual one": () => {
    equal(["?sort=NAME_ASC", "?sort=name", ""].map((search) => sortOf(new Query(search))), ["NAME_ASC", "START_TIME_DESC", "START_TIME_DESC"]);
  },
};
