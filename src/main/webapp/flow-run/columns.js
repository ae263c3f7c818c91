import { html, nothing } from "lit-html";
import { state } from "../element/state.js";
import { ago } from "../element/time.js";
import { duration } from "../platform/time.js";

const BAD = ["FAILED", "CRASHED"];

/** Of lists of runs that carry their names. */
export const columns = {
  run: {
    name: "Run",
    kind: "two",
    sort: ["NAME_ASC", "NAME_DESC"],
    cell: (run) => html`<span><a class="plain" href="flow-runs/flow-run/${run.id}">${run.name}</a></span>
      <span>${where(run)}</span>`,
  },
  state: {
    name: "State",
    cell: (run) => html`${state(run.state_type, run.state_name)}${run.run_count > 1 ? html` <span class="quiet small">attempt ${run.run_count}</span>` : nothing}
      ${BAD.includes(run.state_type) && run.state?.message
        ? html`<span class="why" title=${run.state.message}>${run.state.message}</span>`
        : nothing}`,
  },
  queue: {
    name: "Queue",
    cell: (run) =>
      run.work_queue_name
        ? html`<a class="plain" href="work-queues/name/${encodeURIComponent(run.work_queue_name)}">${run.work_queue_name}</a>`
        : html`<span class="quiet">–</span>`,
  },
  started: {
    name: "Started",
    sort: ["START_TIME_ASC", "START_TIME_DESC"],
    cell: (run) => ago(run.start_time ?? run.expected_start_time),
  },
  duration: { name: "Duration", kind: "number", cell: (run) => ran(run) },
};

/** How long a run has run, or runs by now. */
export function ran(run) {
  if (!run.start_time) {
    return html`<span class="quiet">–</span>`;
  }
  return duration(run.end_time ? run.total_run_time : run.estimated_run_time);
}

function where(run) {
  return run.deployment_id
    ? html`${run.flow_name} / <a class="plain" href="deployments/deployment/${run.deployment_id}">${run.deployment_name}</a>`
    : run.flow_name;
}
