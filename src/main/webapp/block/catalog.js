import { html, nothing } from "lit-html";
import { blockSchemas, blockTypes } from "../api.js";
import { chips, textField } from "../element/filter.js";
import { waiting } from "../element/table.js";
import { capability, mark } from "./words.js";

const PAGE = 200;

/** Types of blocks: what can be stored here. */
export default class BlockCatalog {
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
    const name = this.query.one("name");
    const able = this.query.all("capability");
    const [types, schemas] = await Promise.all([
      blockTypes.filter({ ...(name && { block_types: { name: { like_: name } } }), ...(able.length && { block_schemas: { block_capabilities: { all_: able } } }), limit: PAGE }, signal),
      blockSchemas.filter({ limit: PAGE }, signal),
    ]);
    const newest = new Map([...schemas].reverse().map((one) => [one.block_type_id, one]));
    return types.map((type) => ({ ...type, capabilities: newest.get(type.id)?.capabilities ?? [] }));
  }

  title() {
    return "Types of blocks";
  }

  crumbs() {
    return [["blocks", "Blocks"], "Catalog"];
  }

  render(types, { stale }) {
    return html`<div class="head"><h1>Types of blocks</h1><p class="under">Choose what to store. Clients of Prefect bring more types along when they register theirs.</p></div>
      <section aria-label="Types" class=${stale ? "stale" : ""}>
        <div class="row spaced">${textField({ query: this.query, router: this.#router, name: "name", label: "Name of type" })}
          ${chips({ query: this.query, router: this.#router, names: ["capability"] })}</div>
        ${types ? this.#cards(types) : waiting()}
      </section>`;
  }

  #cards(types) {
    if (types.length === 0) {
      return this.query.toString()
        ? html`<p class="empty">No type matches. <a href="blocks/catalog">Clear filters</a></p>`
        : html`<p class="empty">There are no types; <code>POST /api/block_types/install_system_block_types</code> brings those of the server back.</p>`;
    }
    return html`<ul class="tiles">${types.map(
        (type) => html`<li class="card pad tile"><div class="row">${mark(type)}<h2><a class="plain whole" href="blocks/catalog/${type.slug}">${type.name}</a></h2></div>
          <p class="quiet">${firstLine(type.description)}</p>
          ${type.capabilities.length ? html`<p class="chips">${type.capabilities.map((can) => html`<span class="chip">${capability(can)}</span>`)}</p>` : nothing}</li>`,
      )}</ul>
      ${types.length === PAGE ? html`<p class="more">The first ${PAGE}; narrow the filter to see others</p>` : nothing}`;
  }
}

function firstLine(text) {
  return (text ?? "").split(/\n\s*\n/)[0];
}
