import { render } from "lit-html";
import { agentState } from "../agent/state.js";
import { changeOf } from "../block/change.js";
import { capability } from "../block/words.js";
import { saidOf } from "../dashboard/troubles.js";
import { look } from "../element/state.js";
import { problems } from "../element/schema.js";
import { filled } from "../notification/message.js";
import { own } from "../platform/words.js";
import { equal } from "./equal.js";

/** Names that every object has. */
const EVERY = ["constructor", "__proto__", "toString", "hasOwnProperty"];

const text = (template) => {
  const place = document.createElement("div");
  render(template, place);
  return place.textContent.trim();
};

export default {
  "what every object has is nothing of its own": () => {
    EVERY.forEach((name) => equal(own({ known: 1 }, name) === undefined, true));
    equal(own({ known: 1 }, "known"), 1);
    equal(own(JSON.parse('{"constructor": 2}'), "constructor"), 2);
    equal([own(null, "x"), own(undefined, "x"), own(["a"], 0)], [null, null, "a"]);
  },
  "a state, a trouble, a capability and an agent may have any name": () => {
    EVERY.forEach((name) => {
      equal(look("RUNNING", name), { tone: "busy", shape: "turn", word: name });
      equal(saidOf({ kind: name, ids: [] }).title, name.replaceAll("_", " "));
      equal(capability(name), name);
      equal(text(agentState({ state: name, is_native: true })), name);
    });
  },
  "a parameter may have any name": () => {
    const schema = { type: "object", properties: { constructor: { type: "string" } } };
    equal(problems({}, schema, schema), []);
    equal(problems({ constructor: "Ferrari" }, schema, schema), []);
    equal(problems({}, { ...schema, required: ["constructor"] }, schema).length, 1);
    const none = { type: "object", properties: { known: { type: "string" } }, additionalProperties: false };
    equal(problems({ constructor: "Ferrari" }, none, none).length, 1);
  },
  "a field of a block may have any name": () => {
    equal(changeOf(JSON.parse('{"constructor": "a"}'), {}), { data: {}, merge_existing_data: false });
    equal(changeOf({}, { constructor: "a" }), { data: { constructor: "a" }, merge_existing_data: true });
  },
  "in a message only what is known is put in": () => {
    const run = { id: "1", name: "gnu", flow_name: "etl" };
    equal(filled("{constructor} {flow_run_name}", { run, policy: null, base: "http://127.0.0.1/" }), "{constructor} gnu");
  },
};
