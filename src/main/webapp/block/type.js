import { html, nothing } from "lit-html";
import { blockDocuments, blockSchemas, blockTypes } from "../api.js";
import { fieldsOf, resolved } from "../element/schema.js";
import { icon } from "../element/icon.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { capability, example, mark, outward } from "./words.js";

const PAGE = 200;

/** One type of blocks: what it is for, what it stores, and which blocks of it there are. */
export default class BlockType {
  every = 0;
  missing = "There is no type of blocks with this name. A client that has it registers it with `prefect block register`.";
  #slug;

  constructor({ params }) {
    this.#slug = params.slug;
  }

  async load(signal) {
    const [type, documents] = await Promise.all([
      blockTypes.readBySlug(this.#slug, signal),
      blockDocuments.filter({ block_types: { slug: { any_: [this.#slug] } }, limit: PAGE }, signal),
    ]);
    const [schema] = await blockSchemas.filter({ block_schemas: { block_type_id: { any_: [type.id] } }, limit: 1 }, signal);
    return { type, documents, schema };
  }

  title(data) {
    return data?.type.name ?? "Type of blocks";
  }

  crumbs(data) {
    return [["blocks", "Blocks"], ["blocks/catalog", "Catalog"], data?.type.name ?? this.#slug];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Type of blocks</h1></div>${waiting()}`;
    }
    const { type, documents, schema } = data;
    return html`<div class="head">${mark(type)}<h1>${type.name}</h1><span class="push"></span>
        ${schema ? html`<a class="button first" href="blocks/catalog/${type.slug}/create">${icon("plus")}New ${type.name}</a>` : nothing}
        ${type.description ? html`<p class="under message">${type.description}</p>` : nothing}</div>
      <div class="grid main-aside">
        <div class="grid">
          <section class="card" aria-labelledby="blocks-title"><div class="tools"><h2 id="blocks-title">Blocks of this type</h2></div>
            ${documents.length
              ? table({ label: "Blocks of this type", columns: COLUMNS, items: documents, href: true })
              : html`<p class="empty">None yet. ${schema ? html`<a href="blocks/catalog/${type.slug}/create">Make one</a>` : "It has no schema, so none can be made here."}</p>`}</section>
          ${type.code_example ? html`<section class="card pad" aria-labelledby="example-title"><h2 id="example-title">Example</h2><div class="prose">${example(type)}</div></section>` : nothing}
        </div>
        <aside class="grid">
          ${schema ? html`<section class="card pad" aria-labelledby="fields-title"><h2 id="fields-title">What it stores</h2>${fields(schema.fields)}</section>` : nothing}
          <section class="card pad" aria-labelledby="details-title"><h2 id="details-title">Details</h2>${details(type, schema)}</section>
        </aside>
      </div>`;
  }
}

const COLUMNS = [
  { name: "Block", cell: (one) => html`<a class="plain" href="blocks/block/${one.id}">${one.name}</a>` },
  { name: "Changed", cell: (one) => ago(one.updated) },
];

function fields(schema) {
  const all = fieldsOf(schema);
  return all.length
    ? html`<dl class="list">${all.map(([name, field]) => {
        const one = resolved(field, schema);
        return html`<div><dt>${one.title ?? name}${schema.required?.includes(name) ? ", required" : ""}</dt><dd class="small">${one.description ?? ""}</dd></div>`;
      })}</dl>`
    : html`<p class="quiet">Nothing.</p>`;
}

function details(type, schema) {
  const all = [
    ["Can", schema?.capabilities.map(capability).join(", ") || "be referred to"],
    ["Slug", html`<span class="code">${type.slug}</span>`],
    ["Version of its schema", schema?.version ?? "none"],
    ...(type.documentation_url ? [["Documentation", outward(type.documentation_url, type.documentation_url)]] : []),
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
