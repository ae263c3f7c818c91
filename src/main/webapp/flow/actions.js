import { deployments, flowRuns, flows } from "../api.js";
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
    text: `${chosen.length > 1 ? `${namesOf(chosen)}. ` : ""}${text} This cannot be taken back.`,
    action: chosen.length === 1 ? "Delete flow" : `Delete ${chosen.length} flows`,
  });
  return sure && removeAll(chosen);
}

async function whatGoesWith(chosen) {
  const selection = { flows: { id: { any_: chosen.map((flow) => flow.id) } }, at_most: COUNTED };
  const [some, runs] = await Promise.all([deployments.count(selection), flowRuns.count(selection)]);
  const number = (count, word) => `${count >= COUNTED ? "more than 10,000" : count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;
  return `${number(some, "deployment")} and ${number(runs, "run")} go with ${chosen.length === 1 ? "it" : "them"}, with their states and logs.`;
}

function namesOf(chosen) {
  const names = chosen.slice(0, 3).map((flow) => flow.name).join(", ");
  return chosen.length > 3 ? `${names} and ${chosen.length - 3} more` : names;
}

async function removeAll(chosen) {
  const refused = [];
  for (const flow of chosen) {
    try {
      await flows.remove(flow.id);
    } catch (problem) {
      // one that is gone already is as it should be
      if (problem.status !== 404) {
        refused.push(`${flow.name}: ${problem.message}`);
      }
    }
  }
  const done = chosen.length - refused.length;
  say([done ? `${done === 1 ? "1 flow is" : `${done} flows are`} deleted.` : "", ...refused].filter(Boolean).join(" "));
  return done > 0;
}
