import { html, nothing } from "lit-html";
import { flowRuns, now } from "../api.js";
import { adder, chips, choices, quick, segments, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { Picked } from "../element/picked.js";
import { fresh, Held } from "../element/held.js";
import { queryOf, Rows, rowsAbove } from "../element/rows.js";
import { COUNTED, MOST, more, PAGE, table, waiting } from "../element/table.js";
import { columns } from "./columns.js";
import { withNames } from "./names.js";
import { selectionOf, sortOf, SPANS, STATES, USUAL } from "./selection.js";

const FILTERS = ["name", "state", "flow", "deployment", "work-queue", "tag", "start-date", "end-date"];

const KINDS = { flow: "Flow", deployment: "Deployment", "work-queue": "Work queue", tag: "Tag" };
const OFTEN = { "Failed or crashed": ["Failed", "Crashed"], Late: ["Late"], Running: ["Running"] };

/** Finds runs. */
export default class FlowRuns {
  #router;
  #redraw;
  #reload;
  #wanted = PAGE;
  #held = new Held();
  #rows = new Rows();
  #keptBack = 0;
  #picked = new Picked(() => this.#pickedChanged());
  /** What can be done to those that are picked: its module, once there are some. */
  #bulk = null;

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
    this.#picked.keep();
  }

  async load(signal) {
    const [rows, wanted, sort] = [this.#rows, this.#wanted, sortOf(this.query)];
    const selection = selectionOf(this.query, now());
    const plan = rows.plan(wanted, this.#keptBack + rowsAbove());
    const [runs, total] = await Promise.all([
      rows.read(plan, wanted, (part) => flowRuns.filter(queryOf(selection, "flow_runs", sort, part), signal)),
      rows.total(plan, () => flowRuns.count({ ...selection, at_most: COUNTED }, signal)),
    ]);
    const held = this.#held.count(runs, !this.#picked.isEmpty);
    this.#keptBack = held;
    const shown = await withNames(runs.slice(held), signal);
    this.#picked.renew(shown);
    return { runs: shown, held, total };
  }

  title() {
    return "Runs";
  }

  crumbs() {
    return html`<b>Runs</b>`;
  }

  render(data, { stale }) {
    const shared = { query: this.query, router: this.#router };
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
    return html`${fresh(held, "run", () => this.#showAll())}${table({
      label: "Runs",
      columns: [columns.run, columns.state, columns.queue, columns.started, columns.duration],
      items: runs,
      stale,
      sort: sortOf(this.query),
      onSort: (sort) => this.#router.query(this.query.with({ sort })),
      href: true,
      picked: this.#picked,
    })}
    ${more({ shown: runs.length, total, onMore: () => this.#more() })}
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
      router: this.#router,
      reload: this.#reload,
    });
  }

  async #pickedChanged() {
    this.#redraw();
    this.#bulk ??= await import("./bulk.js").catch(() => null);
    this.#redraw();
  }

  #none() {
    const filtered = FILTERS.some((name) => this.query.all(name).length > 0);
    return filtered
      ? html`<p class="empty">No run matches. <button type="button" class="button" @click=${() => this.#clear()}>Clear filters</button></p>`
      : html`<p class="empty">No run in this time. <code>rigel deployment run FLOW/DEPLOYMENT</code> makes one.</p>`;
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

