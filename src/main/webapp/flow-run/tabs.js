/** What the tabs of a run show, but for its log and its graph; read when one of them is looked at. */
import { html } from "lit-html";
import { state } from "../element/state.js";
import { table } from "../element/table.js";
import { at } from "../element/time.js";
import { duration } from "../platform/time.js";
import { columns } from "./columns.js";
import { counts } from "./timeline.js";

const STEP_COLUMNS = [
  { name: "Step", cell: (step) => html`<a class="plain" href="flow-runs/task-run/${step.id}">${step.name}</a>` },
  { name: "State", cell: (step) => state(step.state_type, step.state_name) },
  { name: "Counts", cell: (step) => counts(step.state?.data) || html`<span class="quiet">–</span>` },
  { name: "Started", cell: (step) => at(step.start_time) },
  { name: "Duration", kind: "number", cell: (step) => (step.start_time ? duration(step.end_time ? step.total_run_time : step.estimated_run_time) : "–") },
];

export function stepsTable(steps) {
  return steps.length ? table({ label: "Steps", columns: STEP_COLUMNS, items: steps, href: true }) : html`<p class="empty">No step has begun.</p>`;
}

export function subflowsTable(runs) {
  const shown = [columns.run, columns.state, columns.started, columns.duration].map(({ sort, ...column }) => column);
  return runs.length ? table({ label: "Subflows", columns: shown, items: runs, href: true }) : html`<p class="empty">It has begun no other flow.</p>`;
}

export function parameters(run) {
  return Object.keys(run.parameters ?? {}).length
    ? html`<div class="pad"><pre tabindex="0">${JSON.stringify(run.parameters, null, 2)}</pre></div>`
    : html`<p class="empty">It has no parameters.</p>`;
}

export function details(run) {
  const code = (text) => (text ? html`<span class="code">${text}</span>` : "none");
  const all = [
    ["Id", code(run.id)],
    ["Made", at(run.created)],
    ["Made by", run.auto_scheduled ? "its schedule" : "hand"],
    ["Tags", run.tags?.length ? run.tags.join(", ") : "none"],
    ["Idempotency key", code(run.idempotency_key)],
    ["Infrastructure", code(run.infrastructure_pid)],
    ["Flow version", code(run.flow_version)],
    ["Retries", run.empirical_policy?.retries ?? "none"],
  ];
  return html`<div class="pad"><dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div>`;
}
