import { html, nothing } from "lit-html";
import { flowRuns, now } from "../api.js";
import { adder, chips, choices, quick, saved, segments, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { List } from "../element/list.js";
import { Picked } from "../element/picked.js";
import { COUNTED, table, waiting } from "../element/table.js";
import { hasEnded } from "./actions.js";
import { columns, ran } from "./columns.js";
import { namesAreKnown, withNames } from "./names.js";
import { BY_HAND, selectionOf, sortOf, SPANS, STATES, USUAL } from "./selection.js";

const FILTERS = ["name", "state", "flow", "deployment", "work-queue", "tag", "made", "start-date", "end-date"];

const KINDS = { flow: "Flow", deployment: "Deployment", "work-queue": "Work queue", tag: "Tag" };
/** Pictures of the time that is filtered by. */
const CHARTS = { bars: "Bars", scatter: "Durations", none: "No picture" };

/** The longest span that can be chosen. */
const LONGEST = "30d";
const OFTEN = { "Failed or crashed": ["Failed", "Crashed"], Late: ["Late"], Running: ["Running"] };
const MADE = { "Made by hand": [BY_HAND] };

/** Finds runs. */
export default class FlowRuns extends List {
  #picked = new Picked(() => this.#pickedChanged());
  /** What can be done to those that are picked: its module, once there are some. */
  #bulk = null;
  #picture = null;
  #usual = null;
  #isLearned = false;

  changed(query) {
    if (filterOf(query) === filterOf(this.query) && sortOf(query) === sortOf(this.query)) {
      // another picture of the same rows
      this.query = query;
      return;
    }
    super.changed(query);
    this.#picked.keep();
  }

  async load(signal) {
    const [time, chart] = [now(), this.#chart];
    const selection = selectionOf(this.query, time);
    const filter = filterOf(this.query);
    const asked = { api: flowRuns, kind: "flow_runs", selection, sort: sortOf(this.query), isInUse: !this.#picked.isEmpty };
    const [{ list, held, total }, [{ Picture }, { Usual }]] = await Promise.all([
      this.read(asked, signal),
      Promise.all([chart === "none" ? {} : import("./picture.js"), import("./usual.js")]),
    ]);
    this.#usual ??= new Usual();
    this.#picture ??= Picture && new Picture();
    const seen = `${total} ${list.filter((run) => !hasEnded(run)).map((run) => run.id)}`;
    const drawn = { kind: chart, filter, selection, seen, now: time };
    await this.#readBeside(list, chart === "none" ? null : drawn, signal);
    const runs = await withNames(list, signal);
    this.#picked.renew(runs);
    return { runs, held, total, further: list.length ? null : await this.#further(time, signal) };
  }

  /** Picture and usual durations: at once what is new, later not more than one call a refresh, and none beside those for names. */
  async #readBeside(list, drawn, signal) {
    const isFirst = drawn ? this.#picture.isOther(drawn.kind, drawn.filter) : !this.#isLearned;
    this.#isLearned = true;
    const unknown = this.#usual.unknownOf(list);
    if (isFirst) {
      await Promise.all([drawn && this.#picture.load(drawn, signal), this.#usual.learn(unknown, signal)]);
    } else if (namesAreKnown(list)) {
      await (unknown.length ? this.#usual.learn(unknown, signal) : drawn && this.#picture.load(drawn, signal));
    }
  }

  /** Of a filter that nothing matches: how many there are in the longest span; null where that is no help. */
  async #further(time, signal) {
    const longer = this.query.with({ last: LONGEST, "start-date": null, "end-date": null });
    if (filterOf(longer) === filterOf(this.query)) {
      return null;
    }
    return { query: longer, count: await flowRuns.count({ ...selectionOf(longer, time), at_most: COUNTED }, signal) };
  }

  get #chart() {
    const asked = this.query.one("chart");
    return Object.hasOwn(CHARTS, asked) ? asked : "bars";
  }

  title() {
    return "Runs";
  }

  crumbs() {
    return ["Runs"];
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
          ${saved({ ...shared, list: "flow-runs" })}
          <span class="row wraps tight">${quick({ ...shared, name: "state", all: OFTEN })}${quick({ ...shared, name: "made", all: MADE })}</span>
          ${segments({ ...shared, name: "chart", label: "Picture", values: Object.keys(CHARTS), usual: "bars", words: (kind) => CHARTS[kind] })}
          ${chips({ ...shared, names: FILTERS.filter((name) => name !== "name") })}
        </div>
        ${data ? html`${this.#activity(stale)}${this.#list(data, stale)}` : waiting()}
      </section>`;
  }

  #activity(stale) {
    if (this.#chart === "none" || !this.#picture) {
      return nothing;
    }
    return html`<div class="pad activity ${stale ? "stale" : ""}" role="group" aria-label="Over time"><div class="row">${this.#picture.legend()}</div>
      ${this.#picture.draw({
        now: now(),
        narrow: { open: (bar) => this.router.query(this.#within(bar)), hrefOf: (bar) => `flow-runs${this.#within(bar)}` },
        go: (address) => this.router.go(address),
        redraw: this.redraw,
      })}</div>`;
  }

  /** The same of this time alone. */
  #within({ from, to }) {
    return this.query.with({ last: null, "start-date": new Date(from).toISOString(), "end-date": new Date(to).toISOString() });
  }

  #list({ runs, held, total, further }, stale) {
    if (runs.length === 0) {
      return this.#none(further);
    }
    const took = { ...columns.duration, cell: (run) => html`${ran(run)}${this.#usual.bar(run)}` };
    return html`${this.fresh(held, "run")}${table({
      label: "Runs",
      columns: [columns.run, columns.state, columns.queue, columns.started, took, MENU],
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

  #none(further) {
    const longer = further?.count
      ? html` In the last 30 days there are <a href=${`flow-runs${further.query}`}>${further.count >= COUNTED ? `${(COUNTED - 1).toLocaleString()}+` : further.count.toLocaleString()}</a>.`
      : nothing;
    return this.isFilteredBy(FILTERS)
      ? html`<p class="empty">No run matches. <button type="button" class="button" @click=${() => this.clear(FILTERS)}>Clear filters</button>${longer}</p>`
      : html`<p class="empty">No run in this time.${longer} <code>rigel deployment run FLOW/DEPLOYMENT</code> makes one.</p>`;
  }
}

const MENU = {
  name: "Actions",
  kind: "tight",
  isPlain: true,
  cell: (run) => html`<button type="button" class="button bare only" data-key="." aria-haspopup="dialog" aria-label=${`Actions of ${run.name}`}
    @click=${(event) => openMenu(run, event.currentTarget)}>${icon("more")}</button>`,
};

/** By a module that few need. */
async function openMenu(run, button) {
  (await import("./row-menu.js")).openMenu(run, button);
}

/** What an address asks for, without how that is shown. */
function filterOf(query) {
  return query.with({ chart: null, sort: null }).toString();
}
