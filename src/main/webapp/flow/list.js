import { html, nothing } from "lit-html";
import { deployments, flows } from "../api.js";
import { latestColumns, latestOf, SHOWN, together } from "../deployment/latest.js";
import { adder, chips, textField } from "../element/filter.js";
import { List } from "../element/list.js";
import { Picked } from "../element/picked.js";
import { actionBar } from "../element/picked-bar.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { remove } from "./actions.js";

const SORTS = ["NAME_ASC", "NAME_DESC", "CREATED_DESC", "UPDATED_DESC"];
const FILTERS = ["name", "tag"];

/** The API answers at most so many at a time. */
const AT_A_TIME = 200;

/** What can be run: flows, with the deployments of each. */
export default class Flows extends List {
  #picked = new Picked(() => this.redraw());

  changed(query) {
    super.changed(query);
    this.#picked.keep();
  }

  get #sort() {
    const asked = this.query.one("sort");
    return SORTS.includes(asked) ? asked : SORTS[0];
  }

  async load(signal) {
    const name = this.query.one("name");
    const tags = this.query.all("tag");
    const selection = { flows: { ...(name && { name: { like_: name } }), ...(tags.length && { tags: { all_: tags } }) } };
    const { list, total } = await this.read({ api: flows, kind: "flows", selection, sort: this.#sort, isInUse: null }, signal);
    this.#picked.renew(list);
    return { total, list, deployments: await this.#deploymentsOf(list, signal) };
  }

  /** By flow; of very many the first. */
  async #deploymentsOf(list, signal) {
    const ids = list.map((flow) => flow.id);
    const found = ids.length ? await deployments.filter({ flows: { id: { any_: ids } }, limit: AT_A_TIME }, signal) : [];
    const byFlow = new Map();
    found.forEach((one) => byFlow.set(one.flow_id, [...(byFlow.get(one.flow_id) ?? []), one]));
    const latest = await latestOf(found.map((one) => one.id), SHOWN, signal);
    const latestByFlow = new Map([...byFlow].map(([flow, all]) => [flow, together(all.map((one) => latest.get(one.id)).filter(Boolean))]));
    return { byFlow, latestByFlow, areAll: found.length < AT_A_TIME };
  }

  title() {
    return "Flows";
  }

  crumbs() {
    return ["Flows"];
  }

  render(data, { stale }) {
    const { shared } = this;
    return html`<div class="head"><h1>Flows</h1></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Flows">
        <div class="tools">${textField({ ...shared, name: "name", label: "Name of flow" })}${adder({ ...shared, kinds: { tag: "Tag" } })}${chips({ ...shared, names: ["tag"] })}</div>
        ${data ? this.#list(data, stale) : waiting()}
      </section>`;
  }

  #list({ list, total, deployments: known }, stale) {
    if (list.length === 0) {
      return this.isFilteredBy(FILTERS)
        ? html`<p class="empty">No flow matches. <button type="button" class="button" @click=${() => this.clear(FILTERS)}>Clear filters</button></p>`
        : html`<p class="empty">A flow is what runs: a batch job, or a flow of Prefect's. It is made with its first deployment: <code>rigel deployment apply deployment.yaml</code></p>`;
    }
    const columns = [
      {
        name: "Flow",
        sort: ["NAME_ASC", "NAME_DESC"],
        cell: (flow) => html`<a class="plain anywhere" href="flows/flow/${flow.id}">${flow.name}</a>`,
      },
      { name: "Tags", cell: (flow) => (flow.tags.length ? html`<span class="chips">${flow.tags.map((tag) => html`<a class="chip" href="flows?tag=${encodeURIComponent(tag)}">${tag}</a>`)}</span>` : html`<span class="quiet">–</span>`) },
      { name: "Deployments", cell: (flow) => deploymentsOf(flow, known) },
      ...latestColumns((flow) => known.latestByFlow.get(flow.id)),
      { name: "Made", sort: ["CREATED_DESC", "CREATED_DESC"], cell: (flow) => ago(flow.created) },
    ];
    return html`${table({ label: "Flows", columns, items: list, stale, sort: this.#sort, href: true, onSort: (sort) => this.sortBy(sort), picked: this.#picked })}
      ${this.more(list.length, total)}
      ${this.#picked.isEmpty ? nothing : this.#bar(list)}`;
  }

  #bar(shown) {
    return actionBar({ picked: this.#picked, shown, actions: [{ verb: "Delete", sign: "trash", isDangerous: true, fits: () => true, does: remove }], reload: this.reload });
  }
}

const NAMED = 3;

function deploymentsOf(flow, { byFlow, areAll }) {
  const all = byFlow.get(flow.id) ?? [];
  if (all.length === 0) {
    return html`<span class="quiet">${areAll ? "none" : "see the flow"}</span>`;
  }
  const named = all.slice(0, NAMED).map((one, i) => html`${i ? ", " : ""}<a class="plain" href="deployments/deployment/${one.id}">${one.name}</a>`);
  const rest = all.length - NAMED;
  return html`${named}${rest > 0 ? html` <a href="flows/flow/${flow.id}?tab=deployments">and ${rest}${areAll ? "" : " or"} more</a>` : nothing}`;
}
