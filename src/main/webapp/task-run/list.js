import { html } from "lit-html";
import { now, taskRuns } from "../api.js";
import { adder, chips, choices, segments, textField } from "../element/filter.js";
import { fresh, Held } from "../element/held.js";
import { queryOf, Rows, rowsAbove } from "../element/rows.js";
import { COUNTED, MOST, more, PAGE, table, waiting } from "../element/table.js";
import { SPANS, USUAL } from "../flow-run/selection.js";
import { columns } from "./columns.js";
import { withRunNames } from "./names.js";
import { FILTERS, selectionOf, sortOf, STATES } from "./selection.js";

const KINDS = { flow: "Flow", deployment: "Deployment", "flow-run": "Run", tag: "Tag" };

/** Finds task runs. */
export default class TaskRuns {
  #router;
  #redraw;
  #reload;
  #wanted = PAGE;
  #held = new Held();
  #rows = new Rows();
  #keptBack = 0;

  constructor({ query, router, redraw, reload }) {
    this.query = query;
    this.#router = router;
    this.#redraw = redraw;
    this.#reload = reload;
  }

  changed(query) {
    this.query = query;
    this.#wanted = PAGE;
    this.#held.release();
    this.#rows = new Rows();
  }

  async load(signal) {
    const [rows, wanted, sort] = [this.#rows, this.#wanted, sortOf(this.query)];
    const selection = selectionOf(this.query, now());
    const plan = rows.plan(wanted, this.#keptBack + rowsAbove());
    const [list, total] = await Promise.all([
      rows.read(plan, wanted, (part) => taskRuns.filter(queryOf(selection, "task_runs", sort, part), signal)),
      rows.total(plan, () => taskRuns.count({ ...selection, at_most: COUNTED }, signal)),
    ]);
    const held = this.#held.count(list);
    this.#keptBack = held;
    return { list: await withRunNames(list.slice(held), signal), held, total };
  }

  title() {
    return "Task runs";
  }

  crumbs() {
    return html`<a href="flow-runs">Runs</a> / <b>Task runs</b>`;
  }

  render(data, { stale }) {
    const shared = { query: this.query, router: this.#router };
    return html`<div class="head"><h1>Task runs</h1><p class="under">The steps of runs</p></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Task runs">
        <div class="tools">
          ${textField({ ...shared, name: "name", label: "Name of task run" })}
          ${choices({ ...shared, name: "state", label: "State", values: STATES })}
          ${segments({ ...shared, name: "last", label: "Time", values: Object.keys(SPANS), usual: USUAL })}
          ${adder({ ...shared, kinds: KINDS })}
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
    return html`${fresh(held, "task run", () => this.#showAll())}${table({
      label: "Task runs",
      columns: [columns.taskRun, columns.state, columns.tags, ...cached, columns.started, columns.duration],
      items: list,
      stale,
      sort: sortOf(this.query),
      onSort: (sort) => this.#router.query(this.query.with({ sort })),
      href: true,
    })}
    ${more({ shown: list.length, total, onMore: () => this.#more() })}`;
  }

  #none() {
    return FILTERS.some((name) => this.query.all(name).length > 0)
      ? html`<p class="empty">No task run matches. <button type="button" class="button" @click=${() => this.#clear()}>Clear filters</button></p>`
      : html`<p class="empty">No task run in this time. Each step of a run is one; <code>rigel deployment run FLOW/DEPLOYMENT</code> makes a run.</p>`;
  }

  #showAll() {
    this.#held.release();
    scrollTo(0, 0);
    this.#reload();
  }

  #clear() {
    this.#router.query(this.query.with(Object.fromEntries(FILTERS.map((name) => [name, null]))));
  }

  #more() {
    this.#wanted = Math.min(MOST, this.#wanted + PAGE);
    this.#redraw();
    this.#reload();
  }
}
