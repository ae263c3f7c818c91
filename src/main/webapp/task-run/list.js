import { html } from "lit-html";
import { now, taskRuns } from "../api.js";
import { adder, chips, choices, saved, segments, textField } from "../element/filter.js";
import { List } from "../element/list.js";
import { table, waiting } from "../element/table.js";
import { SPANS, USUAL } from "../flow-run/selection.js";
import { columns } from "./columns.js";
import { withRunNames } from "./names.js";
import { FILTERS, selectionOf, sortOf, STATES } from "./selection.js";

const KINDS = { flow: "Flow", deployment: "Deployment", "flow-run": "Run", tag: "Tag" };

/** Finds task runs. */
export default class TaskRuns extends List {
  async load(signal) {
    const asked = { api: taskRuns, kind: "task_runs", selection: selectionOf(this.query, now()), sort: sortOf(this.query) };
    const { list, held, total } = await this.read(asked, signal);
    return { list: await withRunNames(list, signal), held, total };
  }

  title() {
    return "Task runs";
  }

  crumbs() {
    return [["flow-runs", "Runs"], "Task runs"];
  }

  render(data, { stale }) {
    const { shared } = this;
    return html`<div class="head"><h1>Task runs</h1><p class="under">The steps of runs</p></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Task runs">
        <div class="tools">
          ${textField({ ...shared, name: "name", label: "Name of task run" })}
          ${choices({ ...shared, name: "state", label: "State", values: STATES })}
          ${segments({ ...shared, name: "last", label: "Time", values: Object.keys(SPANS), usual: USUAL })}
          ${adder({ ...shared, kinds: KINDS })}
          ${saved({ ...shared, list: "task-runs" })}
          ${chips({ ...shared, names: FILTERS.filter((name) => name !== "name") })}
        </div>
        ${data ? this.#shown(data, stale) : waiting()}
      </section>`;
  }

  #shown({ list, held, total }, stale) {
    if (list.length === 0) {
      return this.#none();
    }
    const cached = list.some((one) => one.cache_key) ? [columns.cache] : [];
    return html`${this.fresh(held, "task run")}${table({
      label: "Task runs",
      columns: [columns.taskRun, columns.state, columns.tags, ...cached, columns.started, columns.duration],
      items: list,
      stale,
      sort: sortOf(this.query),
      onSort: (sort) => this.sortBy(sort),
      href: true,
    })}
    ${this.more(list.length, total)}`;
  }

  #none() {
    return this.isFilteredBy(FILTERS)
      ? html`<p class="empty">No task run matches. <button type="button" class="button" @click=${() => this.clear(FILTERS)}>Clear filters</button></p>`
      : html`<p class="empty">No task run in this time. Each step of a run is one; <code>rigel deployment run FLOW/DEPLOYMENT</code> makes a run.</p>`;
  }
}
