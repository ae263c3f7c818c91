import { deployments, flowRuns, flows } from "../api.js";
import { counted, countedAre, each, namesOf } from "../element/picked-bar.js";
import { confirm, say } from "../platform/say.js";

/** More are not counted. */
const COUNTED = 10_001;

/**
 * Says what goes with them, asks, and deletes flows, one after the other.
 *
 * @returns whether any was deleted
 */
export async function remove(chosen) {
  const what = chosen.length === 1 ? `flow ${chosen[0].name}` : `${chosen.length} flows`;
  let text;
  try {
    text = await whatGoesWith(chosen);
  } catch (problem) {
    say(problem.message);
    return false;
  }
  const sure = await confirm({
    title: `Delete ${what}?`,
    text: `${chosen.length > 1 ? `${namesOf(chosen)} ` : ""}${text} This cannot be taken back.`,
    action: chosen.length === 1 ? "Delete flow" : `Delete ${chosen.length} flows`,
  });
  if (!sure) {
    return false;
  }
  const done = (number) => `${countedAre(number, "flow")} deleted.`;
  return (await each(chosen, { does: (flow) => flows.remove(flow.id), done, isGoneToo: true })).length > 0;
}

async function whatGoesWith(chosen) {
  const selection = { flows: { id: { any_: chosen.map((flow) => flow.id) } }, at_most: COUNTED };
  const [some, runs] = await Promise.all([deployments.count(selection), flowRuns.count(selection)]);
  const number = (count, word) => (count >= COUNTED ? `more than 10,000 ${word}s` : counted(count, word));
  return `${number(some, "deployment")} and ${number(runs, "run")} go with ${chosen.length === 1 ? "it" : "them"}, with their states and logs.`;
}
