import { deployments, flows } from "../api.js";
import { part } from "../element/part.js";

/** An API answers at most so many at a time. */
const MOST = 200;

/** A flow and a deployment keep their names, so each is asked for once. */
const known = { flows: new Map(), deployments: new Map() };

/**
 * Runs with the names of their flows and deployments, by one call for each kind that has new ones.
 * What cannot be read is only without its name.
 */
export async function withNames(runs, signal) {
  const [flowsOf, deploymentsOf] = await Promise.all([
    learn(flows, "flows", runs.map((run) => run.flow_id), signal),
    learn(deployments, "deployments", runs.map((run) => run.deployment_id).filter(Boolean), signal),
  ]);
  return runs.map((run) => ({
    ...run,
    flow_name: flowsOf(run.flow_id),
    deployment_name: run.deployment_id ? deploymentsOf(run.deployment_id) : null,
  }));
}

/** Whether the names of all of them are known, so that none is asked for. */
export function namesAreKnown(runs) {
  return runs.every((run) => known.flows.has(run.flow_id) && (!run.deployment_id || known.deployments.has(run.deployment_id)));
}

/** Deployments with the names of their flows, by one call if there are new ones. */
export async function withFlowNames(all, signal) {
  const flowsOf = await learn(flows, "flows", all.map((one) => one.flow_id), signal);
  return all.map((one) => ({ ...one, flow_name: flowsOf(one.flow_id) }));
}

/** What tells a name by an id. */
async function learn(api, kind, ids, signal) {
  const names = known[kind];
  const unknown = [...new Set(ids)].filter((id) => !names.has(id));
  const pages = [];
  for (let i = 0; i < unknown.length; i += MOST) {
    const some = unknown.slice(i, i + MOST);
    pages.push(part(api.filter({ [kind]: { id: { any_: some } }, limit: MOST }, signal)));
  }
  const read = await Promise.all(pages);
  read.flatMap(({ value = [] }) => value).forEach((one) => names.set(one.id, one.name));
  const unread = read.some(({ failure }) => failure);
  const word = kind.slice(0, -1);
  return (id) => names.get(id) ?? (unread ? `${word} without its name` : `deleted ${word}`);
}
