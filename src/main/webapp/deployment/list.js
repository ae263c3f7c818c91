import { html, nothing } from "lit-html";
import { deployments } from "../api.js";
import { adder, chips, quick, saved, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { List } from "../element/list.js";
import { Picked } from "../element/picked.js";
import { rowsAbove } from "../element/rows.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { withFlowNames } from "../flow-run/names.js";
import { Latest, latestColumns } from "./latest.js";
import { scheduleWords } from "./schedule.js";
import { scheduleSwitch } from "./switch.js";

const SORTS = ["NAME_ASC", "NAME_DESC", "CREATED_DESC", "UPDATED_DESC"];
const KINDS = { tag: "Tag", flow: "Flow", "work-queue": "Work queue" };
const FILTERS = [...Object.keys(KINDS), "schedule", "ended"];

/** What the address says of schedules, as the API has it. */
const SCHEDULES = new Map([["on", switched(true)], ["off", switched(false)], ["none", { schedule: { is_null_: true } }]]);
const OFTEN = { Paused: ["off"], "Not paused": ["on"], "No schedule": ["none"] };

/** What it says of the run that ended last. */
const BAD = { last_end: { any_: ["FAILED", "CRASHED"] } };
const ENDED = { "Last run bad": ["bad"] };

/** What runs when. */
export default class Deployments extends List {
  #latest = new Latest();
  #picked = new Picked(() => this.#pickedChanged());
  /** What can be done to those that are picked: its module, once there are some. */
  #bulk = null;

  changed(query) {
    super.changed(query);
    this.#picked.keep();
  }

  get #sort() {
    const asked = this.query.one("sort");
    return SORTS.includes(asked) ? asked : SORTS[0];
  }

  #selection() {
    const { query } = this;
    const flow = query.all("flow");
    return {
      deployments: {
        ...(query.one("name") && { name: { like_: query.one("name") } }),
        ...(query.all("tag").length && { tags: { all_: query.all("tag") } }),
        ...SCHEDULES.get(query.one("schedule")),
        ...(query.one("ended") === "bad" && BAD),
        ...(query.all("work-queue").length && { work_queue_name: { any_: query.all("work-queue") } }),
      },
      ...(flow.length && { flows: { name: { any_: flow } } }),
    };
  }

  async load(signal) {
    const asked = { api: deployments, kind: "deployments", selection: this.#selection(), sort: this.#sort, isInUse: null };
    const { list, total } = await this.read(asked, signal);
    const ids = list.map((one) => one.id);
    const [named, latest] = await Promise.all([withFlowNames(list, signal), this.#latest.of(ids, rowsAbove(), signal)]);
    this.#picked.renew(named);
    return { total, list: named, latest };
  }

  title() {
    return "Deployments";
  }

  crumbs() {
    return ["Deployments"];
  }

  render(data, { stale }) {
    const { shared } = this;
    return html`<div class="head"><h1>Deployments</h1><span class="push"></span><a class="button first" href="deployments/new">${icon("plus")}New deployment</a></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Deployments">
        <div class="tools">${textField({ ...shared, name: "name", label: "Name of deployment" })}${adder({ ...shared, kinds: KINDS })}${saved({ ...shared, list: "deployments" })}<span class="row wraps tight">${quick({ ...shared, name: "schedule", all: OFTEN })}${quick({ ...shared, name: "ended", all: ENDED })}</span>${chips({ ...shared, names: Object.keys(KINDS) })}</div>
        ${data ? this.#list(data, stale) : waiting()}
      </section>`;
  }

  #list({ list, latest, total }, stale) {
    if (list.length === 0) {
      return this.isFilteredBy([...FILTERS, "name"])
        ? html`<p class="empty">No deployment matches. <button type="button" class="button" @click=${() => this.clear([...FILTERS, "name"])}>Clear filters</button></p>`
        : html`<p class="empty">No deployment yet. It says how, where and when a flow is run. <a href="deployments/new">Make one</a> here, or with <code>rigel deployment apply deployment.yaml</code>.</p>`;
    }
    const columns = [
      {
        name: "Deployment",
        kind: "two",
        sort: ["NAME_ASC", "NAME_DESC"],
        cell: (one) => html`<span><a class="plain" href="deployments/deployment/${one.id}">${one.name}</a></span><span>${one.flow_name}</span>`,
      },
      { name: "Schedule", kind: "two", cell: (one) => schedule(one) },
      { name: "Active", kind: "tight", cell: (one) => (one.schedule ? scheduleSwitch(one, this.reload) : html`<span class="quiet">–</span>`) },
      ...latestColumns((one) => latest.get(one.id)),
      {
        name: "Queue",
        cell: (one) => one.work_queue_name
          ? html`<a class="plain" href="work-queues/name/${encodeURIComponent(one.work_queue_name)}">${one.work_queue_name}</a>`
          : html`<span class="quiet">–</span>`,
      },
      { name: "Tags", cell: (one) => one.tags.map((tag) => html`<a class="chip" href="deployments?tag=${encodeURIComponent(tag)}">${tag}</a> `) },
      { name: "Changed", sort: [null, "UPDATED_DESC"], cell: (one) => ago(one.updated) },
    ];
    return html`${table({ label: "Deployments", columns, items: list, stale, sort: this.#sort, href: true, onSort: (sort) => this.sortBy(sort), picked: this.#picked })}
      ${this.more(list.length, total)}
      ${this.#bulk && !this.#picked.isEmpty ? this.#bulk.bar({ picked: this.#picked, shown: list, reload: this.reload }) : nothing}`;
  }

  async #pickedChanged() {
    this.redraw();
    this.#bulk ??= await import("./bulk.js").catch(() => null);
    this.redraw();
  }
}

/** Of those that have a schedule: what has none has a switch as well. */
function switched(isOn) {
  return { is_schedule_active: { eq_: isOn }, schedule: { is_null_: false } };
}

function schedule(deployment) {
  const known = scheduleWords(deployment.schedule);
  return known
    ? html`<span>${known.words}</span><span>${known.zone}${deployment.is_schedule_active ? "" : ", paused"}</span>`
    : html`<span class="quiet">by hand only</span>`;
}
