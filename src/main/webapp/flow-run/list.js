import { html, nothing } from "lit-html";
import { flowRuns, now } from "../api.js";
import { adder, chips, choices, quick, segments, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { List } from "../element/list.js";
import { Picked } from "../element/picked.js";
import { table, waiting } from "../element/table.js";
import { columns } from "./columns.js";
import { withNames } from "./names.js";
import { selectionOf, sortOf, SPANS, STATES, USUAL } from "./selection.js";

const FILTERS = ["name", "state", "flow", "deployment", "work-queue", "tag", "start-date", "end-date"];

const KINDS = { flow: "Flow", deployment: "Deployment", "work-queue": "Work queue", tag: "Tag" };
const OFTEN = { "Failed or crashed": ["Failed", "Crashed"], Late: ["Late"], Running: ["Running"] };

/** Finds runs. */
export default class FlowRuns extends List {
  #picked = new Picked(() => this.#pickedChanged());
  /** What can be done to those that are picked: its module, once there are some. */
  #bulk = null;

  changed(query) {
    super.changed(query);
    this.#picked.keep();
  }

  async load(signal) {
    const asked = { api: flowRuns, kind: "flow_runs", selection: selectionOf(this.query, now()), sort: sortOf(this.query) };
    const { list, held, total } = await this.read({ ...asked, isInUse: !this.#picked.isEmpty }, signal);
    const runs = await withNames(list, signal);
    this.#picked.renew(runs);
    return { runs, held, total };
  }

  title() {
    return "Runs";
  }

  crumbs() {
    return html`<b>Runs</b>`;
  }

  render(data, { stale }) {
    const { shared } = this;
    return html`<div class="head"><h1>Runs</h1><span class="push"></span><a class="button" href="task-runs">${icon("flows")}Task runs</a></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Runs">
        <div class="tools">
          ${textField({ ...shared, name: "name", label: "Name of run" })}
          ${choices({ ...shared, name: "state", label: "State", values: STATES })}
          ${segments({ ...shared, name: "last", label: "Time", values: Object.keys(SPANS), usual: USUAL })}
          ${adder({ ...shared, kinds: KINDS })}
          <span class="row tight">${quick({ ...shared, name: "state", all: OFTEN })}</span>
          ${chips({ ...shared, names: FILTERS.filter((name) => name !== "name") })}
        </div>
        ${data ? this.#list(data, stale) : waiting()}
      </section>`;
  }

  #list({ runs, held, total }, stale) {
    if (runs.length === 0) {
      return this.#none();
    }
    return html`${this.fresh(held, "run")}${table({
      label: "Runs",
      columns: [columns.run, columns.state, columns.queue, columns.started, columns.duration],
      items: runs,
      stale,
      sort: sortOf(this.query),
      onSort: (sort) => this.sortBy(sort),
      href: true,
      picked: this.#picked,
    })}
    ${this.more(runs.length, total)}
    ${this.#bulk && !this.#picked.isEmpty ? this.#bar(runs, total) : nothing}`;
  }

  #bar(shown, total) {
    const words = FILTERS.flatMap((name) => this.query.all(name).map((value) => `${name} ${value}`));
    const isBetweenDates = this.query.one("start-date") || this.query.one("end-date");
    return this.#bulk.bar({
      picked: this.#picked,
      shown,
      total,
      selection: selectionOf(this.query, now()),
      words: [...words, ...(isBetweenDates ? [] : [`last ${this.query.one("last", USUAL)}`])].join(", "),
      router: this.router,
      reload: this.reload,
    });
  }

  async #pickedChanged() {
    this.redraw();
    this.#bulk ??= await import("./bulk.js").catch(() => null);
    this.redraw();
  }

  #none() {
    return this.isFilteredBy(FILTERS)
      ? html`<p class="empty">No run matches. <button type="button" class="button" @click=${() => this.clear(FILTERS)}>Clear filters</button></p>`
      : html`<p class="empty">No run in this time. <code>rigel deployment run FLOW/DEPLOYMENT</code> makes one.</p>`;
  }
}
