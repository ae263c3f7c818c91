import { agents } from "../api.js";
import { act } from "../element/act.js";
import { confirm } from "../platform/say.js";

/** Asks, and tells an agent to take no more runs. */
export async function drain(agent) {
  const running = agent.flow_run_ids.length;
  const sure = await confirm({
    title: `Drain ${agent.name}?`,
    text: `It takes no more runs, and ends when ${running ? `its ${running === 1 ? "run has" : `${running} runs have`} ended` : "it has none"}. This cannot be taken back; another one is started in its place.`,
    action: "Drain agent",
  });
  return sure && act(() => agents.drain(agent.id), `${agent.name} takes no more runs.`);
}

/** Asks, and signs an agent off that is not heard of any more. */
export async function forget(agent) {
  const running = agent.flow_run_ids.length;
  const sure = await confirm({
    title: `Forget ${agent.name}?`,
    text: `${running ? "Of its runs, those that have not begun go back to their queues, and those under way are crashed. " : ""}It counts as stopped. If it is alive after all, it registers anew.`,
    action: "Forget agent",
  });
  return sure && act(() => agents.remove(agent.id), `${agent.name} is forgotten.`);
}
