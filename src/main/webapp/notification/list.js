import { html, nothing } from "lit-html";
import { blockDocuments, notificationPolicies } from "../api.js";
import { segments } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { remove, setActive, test } from "./actions.js";
import { sentence } from "./sentence.js";

const PAGE = 200;
const WHICH = ["all", "on", "off"];

/** Who is told of what. */
export default class Notifications {
  every = 0;
  #router;
  #reload;

  constructor({ query, router, reload }) {
    this.query = query;
    this.#router = router;
    this.#reload = reload;
  }

  changed(query) {
    this.query = query;
  }

  async load(signal) {
    const which = this.query.one("active", "all");
    const filter = which === "all" ? {} : { flow_run_notification_policy_filter: { is_active: { eq_: which === "on" } } };
    const policies = await notificationPolicies.filter({ ...filter, limit: PAGE }, signal);
    const ids = [...new Set(policies.map((one) => one.block_document_id))];
    const documents = ids.length ? await blockDocuments.filter({ block_documents: { id: { any_: ids }, is_anonymous: null }, limit: PAGE }, signal) : [];
    const blocks = new Map(documents.map((one) => [one.id, one]));
    return policies.map((one) => ({ ...one, block: blocks.get(one.block_document_id) }));
  }

  title() {
    return "Notifications";
  }

  crumbs() {
    return ["Notifications"];
  }

  render(policies, { stale }) {
    return html`<div class="head"><h1>Notifications</h1><span class="push"></span><a class="button first" href="notifications/new">${icon("plus")}New notification</a></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Notifications">
        <div class="tools">${segments({ query: this.query, router: this.#router, name: "active", label: "Which", values: WHICH, usual: "all" })}</div>
        ${policies ? this.#list(policies, stale) : waiting()}
      </section>`;
  }

  #list(policies, stale) {
    if (policies.length === 0) {
      return this.query.one("active")
        ? html`<p class="empty">No notification is ${this.query.one("active")}. <a href="notifications">Clear filters</a></p>`
        : html`<p class="empty">No notification yet. A notification tells somebody when runs enter states, such as Failed: by Slack, a webhook or mail. <a href="notifications/new">Make one</a></p>`;
    }
    const columns = [
      { name: "Notification", kind: "two", cell: (one) => html`<span><a class="plain" href="notifications/edit/${one.id}">${sentence(one)}</a></span>
          <span>tell ${this.#to(one)}</span>` },
      { name: "Message", cell: (one) => (one.message_template ? html`<span class="why">${one.message_template}</span>` : html`<span class="quiet">the usual one</span>`) },
      { name: "Changed", cell: (one) => ago(one.updated) },
      { name: "Actions", kind: "tight", cell: (one) => this.#actions(one) },
    ];
    return html`${table({ label: "Notifications", columns, items: policies, stale, href: true })}
      <p class="more">${policies.length === 1 ? "1 notification" : `${policies.length} notifications`}${policies.length === PAGE ? ", and maybe others" : ""}</p>`;
  }

  #to({ block }) {
    return block ? html`<a class="lined" href="blocks/block/${block.id}">${nameOf(block)}</a>` : "a block that is gone";
  }

  #actions(policy) {
    const what = `${sentence(policy)}, tell ${nameOf(policy.block)}`;
    return html`<span class="row tight"><button type="button" class="button bare" role="switch" aria-checked=${policy.is_active} aria-label=${what} @click=${() => this.#do(() => setActive(policy, !policy.is_active))}><span class="switch ${policy.is_active ? "on" : ""}"></span>${policy.is_active ? "On" : "Off"}</button>
      <button type="button" class="button" aria-label=${`Send a test: ${what}`} @click=${() => test(policy, nameOf(policy.block))}>Test</button>
      <button type="button" class="button only" aria-label=${`Delete: ${what}`} title="Delete" @click=${() => this.#do(() => remove(policy, nameOf(policy.block)))}>${icon("trash")}</button></span>`;
  }

  async #do(action) {
    await action();
    this.#reload();
  }
}

/** As people say it: the type, and which. */
function nameOf(block) {
  return block ? `${block.block_type.name} ${block.is_anonymous ? "without a name" : block.name}` : "a block that is gone";
}
