import { flowRuns } from "../api.js";

/** The API answers at most so many at a time. */
const MOST = 200;

/** Names of flow runs by id; each is asked for once. */
const known = new Map();

/** Task runs with the names of their flow runs, by one call if there are new ones. */
export async function withRunNames(taskRuns, signal) {
  const unknown = [...new Set(taskRuns.map((one) => one.flow_run_id))].filter((id) => !known.has(id));
  const pages = [];
  for (let i = 0; i < unknown.length; i += MOST) {
    const some = unknown.slice(i, i + MOST);
    pages.push(flowRuns.filter({ flow_runs: { id: { any_: some } }, limit: MOST }, signal));
  }
  (await Promise.all(pages)).flat().forEach((run) => known.set(run.id, run.name));
  return taskRuns.map((one) => ({ ...one, flow_run_name: known.get(one.flow_run_id) ?? "deleted run" }));
}
