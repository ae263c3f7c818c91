import { deployments, flowRuns, now } from "../api.js";
import { problems } from "../element/schema.js";
import { newKey } from "../platform/key.js";
import { say } from "../platform/say.js";

/** Whether a run can be made as it stands: no parameter is required that the deployment does not give. */
export function canRunNow({ parameter_openapi_schema: schema, parameters }) {
  return problems({}, { ...schema, type: "object" }, schema ?? {}, { below: parameters ?? {} }).length === 0;
}

/** Makes a run that is due now, and says so, with a way back; whether it was made. */
export async function runNow(deployment) {
  let run;
  try {
    run = await deployments.createFlowRun(deployment.id, { state: dueAt(now().toISOString()), idempotency_key: newKey() });
  } catch (problem) {
    say(problem.message);
    return null;
  }
  say(`${run.name} is to run now.`, async () => {
    const state = { type: "CANCELLED", message: "Taken back in the page" };
    const { status } = await flowRuns.setState(run.id, { state, force: true });
    say(status === "ACCEPT" ? `${run.name} is cancelled.` : `${run.name} could not be cancelled.`);
  });
  return run;
}

/** The first state of a run that an agent is to take. */
export function dueAt(iso) {
  return { type: "SCHEDULED", state_details: { scheduled_time: iso } };
}
