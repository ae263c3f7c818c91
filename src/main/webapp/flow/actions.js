import { deployments, flowRuns, flows } from "../api.js";
import { counted, removeEach } from "../element/picked-bar.js";
import { COUNTED } from "../element/table.js";

/**
 * Says what goes with them, asks, and deletes flows, one after the other.
 *
 * @returns whether any was deleted
 */
export function remove(chosen) {
  return removeEach(chosen, { word: "flow", text: () => whatGoesWith(chosen), remove: (flow) => flows.remove(flow.id) });
}

async function whatGoesWith(chosen) {
  const selection = { flows: { id: { any_: chosen.map((flow) => flow.id) } }, at_most: COUNTED };
  const [some, runs] = await Promise.all([deployments.count(selection), flowRuns.count(selection)]);
  const number = (count, word) => (count >= COUNTED ? `more than 10,000 ${word}s` : counted(count, word));
  return `${number(some, "deployment")} and ${number(runs, "run")} go with ${chosen.length === 1 ? "it" : "them"}, with their states and logs. This cannot be taken back.`;
}
