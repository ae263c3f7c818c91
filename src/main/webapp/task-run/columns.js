import { html, nothing } from "lit-html";
import { state } from "../element/state.js";
import { ago } from "../element/time.js";
import { ran } from "../flow-run/columns.js";

const BAD = ["FAILED", "CRASHED"];

/** Of lists of task runs that carry the names of their flow runs. */
export const columns = {
  taskRun: {
    name: "Task run",
    kind: "two",
    sort: ["NAME_ASC", "NAME_DESC"],
    cell: (one) => html`<span><a class="plain anywhere" href="flow-runs/task-run/${one.id}">${one.name}</a></span>
      <span><a class="plain" href="flow-runs/flow-run/${one.flow_run_id}">${one.flow_run_name}</a></span>`,
  },
  state: {
    name: "State",
    cell: (one) => html`${state(one.state_type, one.state_name)}
      ${BAD.includes(one.state_type) && one.state?.message
        ? html`<span class="why" title=${one.state.message}>${one.state.message}</span>`
        : nothing}`,
  },
  tags: {
    name: "Tags",
    cell: (one) => (one.tags.length ? html`<span class="chips">${one.tags.map((tag) => html`<a class="chip" href="task-runs?tag=${encodeURIComponent(tag)}">${tag}</a>`)}</span>` : html`<span class="quiet">–</span>`),
  },
  cache: {
    name: "Cache",
    cell: (one) => (one.cache_key ? html`<span class="why code" title=${one.cache_key}>${one.cache_key}</span>` : html`<span class="quiet">–</span>`),
  },
  started: {
    name: "Started",
    sort: ["EXPECTED_START_TIME_ASC", "EXPECTED_START_TIME_DESC"],
    cell: (one) => (one.start_time ? ago(one.start_time) : html`<span class="quiet">not yet</span>`),
  },
  duration: { name: "Duration", kind: "number", cell: ran },
};

/** A column that asks for no other order. */
export function unsorted({ sort, ...column }) {
  return column;
}
