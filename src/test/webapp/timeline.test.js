import { childOf, withInner } from "../flow-run/timeline.js";
import { equal } from "./equal.js";

const step = (name, child) => ({
  id: name, name, task_key: name, state_type: "RUNNING", start_time: "2026-11-27T12:00:00Z",
  state: { state_details: { child_flow_run_id: child ?? null } },
});
const line = (...steps) => ({ name: steps[0].name, steps });
const of = (open) => ({ of: (run) => open[run] });
const said = (lines) => lines.map(({ name, note, depth }) => `${depth} ${note ?? name}`);

export default {
  "a step stands for a run, or for none": () => equal([childOf(step("a", "x")), childOf(step("a")), childOf({})], ["x", null, null]),
  "a subflow that is not open has no lines": () => equal(said(withInner([line(step("a", "x"))], of({}))), ["0 a"]),
  "one that is open has them below, and those in it deeper": () => {
    const open = of({ x: { steps: [step("b", "y"), step("c")] }, y: { steps: [step("d")], areSome: true } });
    equal(said(withInner([line(step("a", "x")), line(step("e"))], open)), ["0 a", "1 b", "2 d", "2 The first 1 steps", "1 c", "0 e"]);
  },
  "it says why there is nothing": () => {
    const open = (what) => said(withInner([line(step("a", "x"))], of({ x: what })))[1];
    equal([open({}), open({ failure: { message: "No" } }), open({ steps: [] })],
      ["1 Its steps are being read.", "1 Its steps could not be read. No.", "1 None of its steps has begun."]);
  },
  "steps of one name share a line, which opens none": () => {
    equal(withInner([line(step("a", "x"), step("a", "x"))], of({ x: { steps: [step("b")] } })).length, 1);
  },
};
