import { deployments, flows } from "../api.js";

/** An API answers at most so many at a time. */
const MOST = 200;

/** A flow and a deployment keep their names, so each is asked for once. */
const known = { flows: new Map(), deployments: new Map() };

/** Runs with the names of their flows and deployments, by one call for each kind that has new ones. */
export async function withNames(runs, signal) {
  await Promise.all([
    learn(flows, "flows", runs.map((run) => run.flow_id), signal),
    learn(deployments, "deployments", runs.map((run) => run.deployment_id).filter(Boolean), signal),
  ]);
  return runs.map((run) => ({
    ...run,
    flow_name: known.flows.get(run.flow_id) ?? "deleted flow",
    deployment_name: run.deployment_id ? (known.deployments.get(run.deployment_id) ?? null) : null,
  }));
}

/** Deployments with the names of their flows, by one call if there are new ones. */
export async function withFlowNames(all, signal) {
  await learn(flows, "flows", all.map((one) => one.flow_id), signal);
  return all.map((one) => ({ ...one, flow_name: known.flows.get(one.flow_id) ?? "deleted flow" }));
}

async function learn(api, kind, ids, signal) {
  const names = known[kind];
  const unknown = [...new Set(ids)].filter((id) => !names.has(id));
  const pages = [];
  for (let i = 0; i < unknown.length; i += MOST) {
    const some = unknown.slice(i, i + MOST);
    pages.push(api.filter({ [kind]: { id: { any_: some } }, limit: MOST }, signal));
  }
  (await Promise.all(pages)).flat().forEach((one) => names.set(one.id, one.name));
}
