import { html, nothing } from "lit-html";
import { blockCapabilities, blockDocuments } from "../api.js";
import { chips, choices, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { readUses, usesInWords, usesOf } from "./uses.js";
import { capability, mark } from "./words.js";

/** As many as an API answers at a time, and more are not listed. */
const PAGE = 200;
const MOST = 1_000;

/** Stored configuration by type. */
export default class Blocks {
  every = 0;
  #router;

  constructor({ query, router }) {
    this.query = query;
    this.#router = router;
  }

  changed(query) {
    this.query = query;
  }

  async load(signal) {
    const [list, capabilities, uses] = await Promise.all([this.#documents(signal), blockCapabilities.list(signal), readUses(signal)]);
    return { list, capabilities: capabilities.sort(), uses };
  }

  /** One page nearly always; the name is looked for here, as the API knows whole names only. */
  async #documents(signal) {
    const types = this.query.all("type");
    const able = this.query.all("capability");
    const query = {
      ...(types.length && { block_types: { slug: { any_: types } } }),
      ...(able.length && { block_schemas: { block_capabilities: { all_: able } } }),
      limit: PAGE,
    };
    const all = [];
    do {
      all.push(...(await blockDocuments.filter({ ...query, offset: all.length }, signal)));
    } while (all.length > 0 && all.length % PAGE === 0 && all.length < MOST);
    return all;
  }

  title() {
    return "Blocks";
  }

  crumbs() {
    return ["Blocks"];
  }

  render(data, { stale }) {
    const shared = { query: this.query, router: this.#router };
    return html`<div class="head"><h1>Blocks</h1><span class="push"></span><a class="button first" href="blocks/catalog">${icon("plus")}New block</a></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Blocks">
        <div class="tools">${textField({ ...shared, name: "name", label: "Name or type of block" })}
          ${data?.capabilities.length ? choices({ ...shared, name: "capability", label: "Can", values: data.capabilities, words: capability }) : nothing}
          ${chips({ ...shared, names: ["type", "capability"] })}</div>
        ${data ? this.#list(data, stale) : waiting()}
      </section>`;
  }

  #list({ list, uses }, stale) {
    const name = this.query.one("name").toLowerCase();
    const shown = list.filter((one) => one.name.includes(name) || one.block_type.name.toLowerCase().includes(name) || one.block_type.slug.includes(name));
    if (shown.length === 0) {
      return this.query.toString()
        ? html`<p class="empty">No block matches. <a href="blocks">Clear filters</a></p>`
        : html`<p class="empty">No block yet. A block is stored configuration with a type: where a flow runs, a secret, the address of a webhook. <a href="blocks/catalog">Choose a type</a></p>`;
    }
    const columns = [
      {
        name: "Block",
        cell: (one) => html`<span class="row">${mark(one.block_type)}<span class="two"><span><a class="plain" href="blocks/block/${one.id}">${one.name}</a></span>
          <span>${one.block_type.name}</span></span></span>`,
      },
      { name: "Can", cell: (one) => abilities(one.block_schema) },
      { name: "Used by", cell: (one) => usesInWords(usesOf(one.id, uses)) || html`<span class="quiet">–</span>` },
      { name: "Changed", cell: (one) => ago(one.updated) },
    ];
    return html`${table({ label: "Blocks", columns, items: shown, stale, href: true })}
      <p class="more">${shown.length === 1 ? "1 block" : `${shown.length} blocks`}${list.length >= MOST ? `, of the first ${MOST}; narrow the filter to see others` : ""}</p>`;
  }
}

function abilities({ capabilities }) {
  return capabilities.length
    ? html`<span class="chips">${capabilities.map((can) => html`<span class="chip">${capability(can)}</span>`)}</span>`
    : html`<span class="quiet">–</span>`;
}
