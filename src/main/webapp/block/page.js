import { html, nothing } from "lit-html";
import { blockDocuments } from "../api.js";
import { copyButton } from "../element/copy.js";
import { icon } from "../element/icon.js";
import { hideSecrets } from "../element/secret.js";
import { waiting } from "../element/table.js";
import { at } from "../element/time.js";
import { remove } from "./actions.js";
import { dataList, referencePaths, within } from "./data.js";
import { readUses, usesList, usesOf } from "./uses.js";
import { capability, example, exampleCode, mark, outward } from "./words.js";

/** One block: what it stores, and who uses it. */
export default class Block {
  every = 0;
  missing = "This block does not exist any more.";
  #id;
  #router;

  constructor({ params, router }) {
    this.#id = params.id;
    this.#router = router;
  }

  async load(signal) {
    const [document, uses] = await Promise.all([blockDocuments.read(this.#id, signal), readUses(signal)]);
    return { document, uses: usesOf(this.#id, uses) };
  }

  title(data) {
    return data ? nameOf(data.document) : "Block";
  }

  crumbs(data) {
    return [["blocks", "Blocks"], data ? nameOf(data.document) : this.#id];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Block</h1></div>${waiting()}`;
    }
    const { document, uses } = data;
    const type = document.block_type;
    const paths = referencePaths(document);
    return html`<div class="head">${mark(type)}<h1>${nameOf(document)}</h1><span class="push"></span>
        <a class="button" href="blocks/block/${document.id}/edit">${icon("edit")}Edit</a>
        <button class="button only" aria-label="Delete block" title="Delete block" @click=${() => this.#remove(document, uses)}>${icon("trash")}</button>
        <p class="under"><a href="blocks/catalog/${type.slug}">${type.name}</a></p></div>
      <div class="grid main-aside">
        <div class="grid">
          <section class="card pad" aria-labelledby="data-title"><h2 id="data-title">What it stores</h2>
            ${dataList(document, async (path) => within((await blockDocuments.reveal(document.id)).data, path))}</section>
          ${paths === nothing ? nothing : html`<section class="card pad" aria-labelledby="paths-title"><h2 id="paths-title">Refers to</h2>${paths}</section>`}
          ${type.code_example
            ? html`<section class="card pad" aria-labelledby="example-title"><div class="row"><h2 id="example-title">Example</h2><span class="push"></span>${copyButton({ text: () => exampleCode(type, document.name), label: "Copy example", said: "The example is copied." })}</div>
                <div class="prose">${example(type, document.name)}</div></section>`
            : nothing}
        </div>
        <aside class="grid">
          <section class="card pad" aria-labelledby="uses-title"><h2 id="uses-title">Used by</h2>${usesList(uses)}</section>
          ${document.block_schema.capabilities.includes("run-infrastructure") && !document.is_anonymous
            ? html`<section class="card pad" aria-labelledby="yaml-title"><h2 id="yaml-title">In a deployment</h2><pre tabindex="0">infrastructure:
  _block_type_slug: ${type.slug}
  _block_document_name: ${document.name}</pre></section>`
            : nothing}
          <section class="card pad" aria-labelledby="details-title"><h2 id="details-title">Details</h2>${details(document)}</section>
        </aside>
      </div>`;
  }

  async #remove(document, uses) {
    hideSecrets();
    if (await remove(document, uses)) {
      this.#router.go("blocks");
    }
  }
}

/** An anonymous one has a name that nobody gave it. */
function nameOf(document) {
  return document.is_anonymous ? `${document.block_type.name} without a name` : document.name;
}

function details(document) {
  const type = document.block_type;
  const all = [
    ["Can", document.block_schema.capabilities.map(capability).join(", ") || "be referred to"],
    ["Reference", html`<span class="code">${type.slug}/${document.name}</span>`],
    ["Made", at(document.created)],
    ["Changed", at(document.updated)],
    ...(type.documentation_url ? [["Documentation", outward(type.documentation_url, type.documentation_url)]] : []),
    ["Id", html`<span class="code">${document.id}</span>`],
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
