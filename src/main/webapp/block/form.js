import { html, nothing } from "lit-html";
import { blockDocuments, blockSchemas, blockTypes, Problem } from "../api.js";
import "../element/schema-form.js";
import { waiting } from "../element/table.js";
import { say } from "../platform/say.js";
import { changeOf, withReferences } from "./change.js";
import { within } from "./data.js";
import { mark } from "./words.js";

const NAME = /^[a-z0-9-]+$/;
const PAGE = 200;

/** Makes a block of a type, or changes one. */
export default class BlockForm {
  every = 0;
  #slug;
  #id;
  #router;
  #redraw;
  #name = "";
  #data = null;
  #before = {};
  #refused = [];
  #problem = null;
  #busy = false;

  constructor({ params, router, redraw }) {
    this.#slug = params.slug ?? null;
    this.#id = params.id ?? null;
    this.missing = this.#id ? "This block does not exist any more." : "There is no type of blocks with this name.";
    this.#router = router;
    this.#redraw = redraw;
  }

  async load(signal) {
    const { type, schema } = this.#id ? await this.#ofBlock(signal) : await this.#ofType(signal);
    const slugs = slugsOf(schema.fields);
    const documents = slugs.length ? await blockDocuments.filter({ block_types: { slug: { any_: slugs } }, limit: PAGE }, signal) : [];
    this.#data ??= {};
    return { type, schema, documents: documents.filter((one) => one.id !== this.#id) };
  }

  async #ofBlock(signal) {
    const document = await blockDocuments.read(this.#id, signal);
    if (!this.#data) {
      this.#name = document.name;
      this.#before = withReferences(document);
      this.#data = this.#before;
    }
    return { type: document.block_type, schema: document.block_schema };
  }

  async #ofType(signal) {
    const type = await blockTypes.readBySlug(this.#slug, signal);
    const [schema] = await blockSchemas.filter({ block_schemas: { block_type_id: { any_: [type.id] } }, limit: 1 }, signal);
    if (!schema) {
      throw new Problem("This type has no schema yet, so no block of it can be made here", 404, null);
    }
    return { type, schema };
  }

  title(data) {
    return this.#id ? `Edit ${this.#name || "block"}` : `New ${data?.type.name ?? "block"}`;
  }

  crumbs(data) {
    return this.#id
      ? [["blocks", "Blocks"], [`blocks/block/${this.#id}`, this.#name], "Edit"]
      : [["blocks", "Blocks"], ["blocks/catalog", "Catalog"], [`blocks/catalog/${this.#slug}`, data?.type.name ?? this.#slug], "New"];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>${this.#id ? "Edit block" : "New block"}</h1></div>${waiting()}`;
    }
    const { type, schema, documents } = data;
    const wrong = this.#problem?.field === "name" ? this.#problem.text : null;
    return html`<div class="head">${mark(type)}<h1>${this.title(data)}</h1>${type.description ? html`<p class="under message">${type.description}</p>` : nothing}</div>
      <form class="card pad form wide" data-asks novalidate @submit=${(event) => this.#submit(event, data)} @rg-value=${(event) => this.#filled(event.detail)}>
        ${this.#id
          ? nothing
          : html`<div class="labelled ${wrong ? "wrong" : ""}"><label for="block-name">Name</label>
              <input id="block-name" name="name" required autocomplete="off" aria-describedby="block-name-said" aria-invalid=${wrong ? "true" : "false"} .value=${this.#name} @input=${(event) => this.#named(event.target.value)}>
              <span id="block-name-said" class=${wrong ? "bad-text small" : "quiet small"}>${wrong ?? "Lower-case letters, digits and dashes; it cannot be changed later."}</span></div>`}
        <rg-schema-form .schema=${schema.fields} .value=${this.#data} .refused=${this.#refused} .documents=${documents}
          .reveal=${this.#id ? async (path) => within((await blockDocuments.reveal(this.#id)).data, path) : null}></rg-schema-form>
        <p class="problem" role="alert">${this.#problem && !this.#problem.field ? this.#problem.text : ""}</p>
        <div class="row"><button class="button first" ?disabled=${this.#busy}>${this.#id ? "Save" : `Make ${type.name}`}</button>
          <a class="button" href=${this.#id ? `blocks/block/${this.#id}` : `blocks/catalog/${this.#slug}`}>Back</a></div>
      </form>`;
  }

  #named(name) {
    this.#name = name;
    this.#problem = null;
    this.#redraw();
  }

  #filled(data) {
    this.#data = data;
    this.#refused = this.#refused.length ? [] : this.#refused;
    this.#redraw();
  }

  async #submit(event, data) {
    event.preventDefault();
    const form = event.target;
    const fine = form.querySelector("rg-schema-form").check();
    if (!this.#id && !NAME.test(this.#name.trim())) {
      this.#wrong(form, this.#name.trim() ? "Lower-case letters, digits and dashes only." : "A block has a name.");
      return;
    }
    if (!fine) {
      return;
    }
    this.#busy = true;
    this.#problem = null;
    this.#redraw();
    try {
      const id = await this.#send(data);
      say(`Block ${this.#name.trim()} is ${this.#id ? "saved" : "made"}.`);
      this.#router.go(`blocks/block/${id}`, { saved: true });
    } catch (problem) {
      this.#refuse(form, problem);
    } finally {
      this.#busy = false;
      this.#redraw();
    }
  }

  async #send({ type, schema }) {
    if (this.#id) {
      await blockDocuments.update(this.#id, changeOf(this.#before, this.#data));
      return this.#id;
    }
    const made = await blockDocuments.create({ name: this.#name.trim(), data: this.#data, block_type_id: type.id, block_schema_id: schema.id });
    return made.id;
  }

  #refuse(form, problem) {
    const name = problem.fields?.find(({ loc }) => loc.at(-1) === "name" && loc.length <= 2);
    if (name || (problem.status === 409 && !this.#id)) {
      this.#wrong(form, name?.msg ?? "There is a block of this type with this name already, or the type has changed meanwhile.");
      return;
    }
    this.#refused = (problem.fields ?? []).filter(({ loc }) => loc.includes("data")).map(({ loc, msg }) => ({ path: loc.slice(loc.indexOf("data") + 1), text: msg }));
    this.#problem = { text: this.#refused.some(({ path }) => path.length) ? "" : problem.message };
    this.#redraw();
    queueMicrotask(() => form.querySelector("rg-schema-form").focusRefused());
  }

  #wrong(form, text) {
    this.#problem = { field: "name", text };
    this.#redraw();
    form.elements.name?.focus();
  }
}

/** Types that fields refer to; a schema says so of itself and of what it has in it. */
function slugsOf(fields) {
  const definitions = Object.values(fields.definitions ?? fields.$defs ?? {});
  const named = Object.values(fields.block_schema_references ?? {}).flat().map((one) => one.block_type_slug);
  return [...new Set([...named, ...definitions.map((one) => one.block_type_slug)].filter(Boolean))];
}
