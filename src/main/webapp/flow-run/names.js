import { deployments, flows } from "../api.js";

/** Runs with the names of their flows and deployments, by one call for each kind. */
export async function withNames(runs, signal) {
  const flowIds = [...new Set(runs.map((run) => run.flow_id))];
  const deploymentIds = [...new Set(runs.map((run) => run.deployment_id).filter(Boolean))];
  const [flowNames, deploymentNames] = await Promise.all([
    names(flows, "flows", flowIds, signal),
    names(deployments, "deployments", deploymentIds, signal),
  ]);
  return runs.map((run) => ({
    ...run,
    flow_name: flowNames.get(run.flow_id) ?? "deleted flow",
    deployment_name: run.deployment_id ? (deploymentNames.get(run.deployment_id) ?? null) : null,
  }));
}

/** An API answers at most so many at a time. */
const MOST = 200;

async function names(api, kind, ids, signal) {
  const pages = [];
  for (let i = 0; i < ids.length; i += MOST) {
    const some = ids.slice(i, i + MOST);
    pages.push(api.filter({ [kind]: { id: { any_: some } }, limit: MOST }, signal));
  }
  return new Map((await Promise.all(pages)).flat().map((one) => [one.id, one.name]));
}
