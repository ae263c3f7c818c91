import { filled, PLACEHOLDERS, unknownIn } from "../notification/message.js";
import { sentence } from "../notification/sentence.js";
import { equal } from "./equal.js";

const RUN = { id: "r1", name: "calm-otter", flow_id: "f1", flow_name: "etl", parameters: { a: 1 }, state: { type: "FAILED", name: "Failed", message: null, timestamp: "2026-11-27T09:30:00+00:00" } };

export default {
  "a policy is a sentence": () => {
    equal(sentence({ state_names: [], tags: [] }), "When a run enters any state");
    equal(sentence({ state_names: ["Failed", "Crashed", "Late"], tags: ["prod"] }), "When a run with the tag prod enters Failed, Crashed or Late");
    equal(sentence({ state_names: ["Failed"], tags: ["prod", "eu"] }), "When a run with one of the tags prod or eu enters Failed");
  },
  "each of the eleven placeholders is filled": () => {
    const text = filled(Object.keys(PLACEHOLDERS).map((name) => `{${name}}`).join("|"), { run: RUN, policy: "p1", base: "http://x/r/" });
    equal(text, "calm-otter|Failed||http://x/r/flow-runs/flow-run/r1|etl|2026-11-27T09:30:00+00:00|FAILED|{\"a\":1}|r1|f1|p1");
  },
  "without a message it is the usual one": () => equal(filled("", { run: RUN, base: "http://x/" }).includes("Flow run etl/calm-otter entered state `Failed` at"), true),
  "what stands for nothing is found": () => equal([unknownIn("{flow_name} {x}"), unknownIn("{flow_name} { }"), unknownIn("none")], ["x", " ", null]),
};
