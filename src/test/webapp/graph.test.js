import { edgesOf, layersOf } from "../chart/graph.js";
import { equal } from "./equal.js";

const step = (id, ...sources) => ({ id, name: id, task_inputs: { rows: sources.map((one) => ({ input_type: "task_run", id: one })) } });
const layers = (...steps) => layersOf(steps, edgesOf(steps)).map((layer) => layer.map(({ id }) => id));

export default {
  "a step stands behind all that it waited for": () => equal(layers(step("d", "a", "c"), step("a"), step("c", "b"), step("b")), [["a", "b"], ["c"], ["d"]]),
  "parameters, constants and steps that are not there draw no line": () => {
    const one = { id: "a", name: "a", task_inputs: { x: [{ input_type: "parameter", name: "p" }, { input_type: "constant", type: "int" }, { input_type: "task_run", id: "gone" }] } };
    equal(edgesOf([one]), []);
  },
  "a result that is used twice draws one line": () => {
    const twice = { ...step("b", "a"), task_inputs: { x: [{ input_type: "task_run", id: "a" }], y: [{ input_type: "task_run", id: "a" }] } };
    equal(edgesOf([step("a"), twice]).length, 1);
  },
  "what belongs together is side by side": () => equal(layers(step("a"), step("b"), step("x", "b"), step("y", "a")), [["a", "b"], ["y", "x"]]),
  "a circle is cut and every step is drawn": () => equal(layers(step("a", "b"), step("b", "a"), step("c", "b")).flat().sort(), ["a", "b", "c"]),
  "a chain of 300 steps has 300 layers": () => equal(layers(...Array.from({ length: 300 }, (_, i) => step(`${i}`, ...(i ? [`${i - 1}`] : [])))).length, 300),
};
