import { flowRuns, now } from "../api.js";
import { confirm, say } from "../platform/say.js";

const ENDED = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"];

/** Whether a run has ended. */
export function hasEnded(run) {
  return ENDED.includes(run.state_type);
}

/** Seconds after an end within which lines and task runs still come: agents and clients send them in batches. */
const LATE = 10;

/** Seconds until a run or a step is asked for again: 0 for only when it is looked at. */
export function everySeconds({ state_type: type, end_time: end, state }) {
  const ended = end ?? state?.timestamp;
  return ENDED.includes(type) && (!ended || now() - new Date(ended) > LATE * 1000) ? 0 : 2;
}

/** Asks, and ends a run; one that is only planned is ended whatever the rules say. */
export async function cancel(run) {
  const sure = await confirm({
    title: `Cancel ${run.name}?`,
    text: "What has been done stays done; a job that can go on from a checkpoint can be retried.",
    action: "Cancel run",
  });
  return sure && propose(run, { type: "CANCELLED", message: "Cancelled in the page" }, run.state_type === "SCHEDULED", "is cancelled");
}

/** Puts a run that has ended back on its queue. */
export function retry(run) {
  const state = { type: "SCHEDULED", name: "AwaitingRetry", message: "Retried in the page" };
  return propose(run, state, false, "is retried");
}

/** Has a run that is planned for later begin as soon as an agent takes it. */
export function startNow(run) {
  const state = { type: "SCHEDULED", message: "Started in the page", state_details: { scheduled_time: now().toISOString() } };
  return propose(run, state, true, "starts as soon as an agent takes it");
}

/** Puts a run into a state, whatever the rules say. */
export function force(run, state) {
  return propose(run, state, true, `is ${(state.name ?? state.type).toLowerCase()}`);
}

/** Asks, and deletes a run. */
export async function remove(run) {
  const sure = await confirm({
    title: `Delete ${run.name}?`,
    text: "Its states, steps and logs are deleted with it. This cannot be taken back.",
    action: "Delete run",
  });
  if (!sure) {
    return false;
  }
  try {
    await flowRuns.remove(run.id);
  } catch (problem) {
    say(problem.message);
    return false;
  }
  say(`${run.name} is deleted.`);
  return true;
}

/** An answer of 200 may still be a refusal. */
async function propose(run, state, force, done) {
  try {
    const answer = await flowRuns.setState(run.id, { state, force });
    if (answer.status === "ACCEPT") {
      say(`${run.name} ${answer.state.name === "Cancelling" ? "is being cancelled" : done}.`);
      return true;
    }
    say(`${run.name}: ${words(answer)}`);
  } catch (problem) {
    say(problem.message);
  }
  return false;
}

function words({ status, details }) {
  const reason = details?.reason ? ` ${details.reason}` : "";
  return status === "WAIT"
    ? `not yet, in ${details.delay_seconds} s.${reason}`
    : `the server refused.${reason}`;
}
