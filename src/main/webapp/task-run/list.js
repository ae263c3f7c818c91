import { html } from "lit-html";
import { now, taskRuns } from "../api.js";
import { adder, chips, choices, segments, textField } from "../element/filter.js";
import { fresh, Held } from "../element/held.js";
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
  }

  async load(signal) {
    const selection = selectionOf(this.query, now());
    const [list, total] = await Promise.all([
      this.#list(selection, signal),
      taskRuns.count({ ...selection, at_most: COUNTED }, signal),
    ]);
    const held = this.#held.count(list);
    return { list: await withRunNames(list.slice(held), signal), held, total };
  }

  async #list(selection, signal) {
    const pages = [];
    for (let offset = 0; offset < this.#wanted; offset += 200) {
      const limit = Math.min(200, this.#wanted - offset);
      pages.push(taskRuns.filter({ ...selection, sort: sortOf(this.query), limit, offset }, signal));
    }
    // what began between two pages has moved the others on
    const seen = new Map((await Promise.all(pages)).flat().map((one) => [one.id, one]));
    return [...seen.values()];
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
