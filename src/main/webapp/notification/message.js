/** Messages of notifications: what may stand in them, and how they read; pure. */
import { own } from "../platform/words.js";

/** What each placeholder of the contract stands for. */
export const PLACEHOLDERS = {
  flow_run_name: "the run's name",
  flow_run_state_name: "the state's name",
  flow_run_state_message: "the state's message",
  flow_run_url: "where this page shows the run",
  flow_name: "the flow's name",
  flow_run_state_timestamp: "when it entered the state",
  flow_run_state_type: "the state's type",
  flow_run_parameters: "the run's parameters",
  flow_run_id: "the run's id",
  flow_id: "the flow's id",
  flow_run_notification_policy_id: "the notification's id",
};

/** Sent where no message is given; as `MessageText` of the server has it. */
export const USUAL = `
Flow run {flow_name}/{flow_run_name} entered state \`{flow_run_state_name}\` at {flow_run_state_timestamp}.

Flow ID: {flow_id}
Flow run ID: {flow_run_id}
Flow run URL: {flow_run_url}
State message: {flow_run_state_message}
`;

const PLACE = /\{([^{}]*)\}/g;

/** The first thing in braces that stands for nothing; null if there is none. */
export function unknownIn(template) {
  return [...template.matchAll(PLACE)].map(([, name]) => name).find((name) => !Object.hasOwn(PLACEHOLDERS, name)) ?? null;
}

/** The message about a run. */
export function filled(template, { run, policy, base }) {
  const { state } = run;
  const values = {
    flow_run_name: run.name,
    flow_run_state_name: state?.name ?? run.state_name ?? "",
    flow_run_state_message: state?.message ?? "",
    flow_run_url: new URL(`flow-runs/flow-run/${run.id}`, base).href,
    flow_name: run.flow_name,
    flow_run_state_timestamp: state?.timestamp ?? "",
    flow_run_state_type: state?.type ?? run.state_type ?? "",
    flow_run_parameters: JSON.stringify(run.parameters ?? {}),
    flow_run_id: run.id,
    flow_id: run.flow_id,
    flow_run_notification_policy_id: policy ?? "known once it is made",
  };
  return (template || USUAL).replace(PLACE, (whole, name) => own(values, name) ?? whole);
}
