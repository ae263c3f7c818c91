/** What a block stores, as it may be seen: secrets as stars, references as links; pure but for templates. */
import { html, nothing } from "lit-html";
import { fieldsOf, isSecret, kindOf, resolved, STARS, words } from "../element/schema.js";
import { shownSecret } from "../element/secret.js";
import { own } from "../platform/words.js";

/** A list of all fields with their values; `reveal(path)` reads a secret. */
export function dataList(document, reveal) {
  const schema = document.block_schema.fields;
  const fields = fieldsOf(schema);
  const others = Object.keys(document.data).filter((name) => !Object.hasOwn(schema.properties ?? {}, name));
  const row = (name, field) => {
    const one = resolved(field, schema);
    const reference = own(document.block_document_references, name)?.block_document;
    return html`<div><dt>${one.title ?? name}</dt><dd>${reference ? link(reference) : valueOf(own(document.data, name), one, schema, [name], reveal)}</dd></div>`;
  };
  return fields.length + others.length
    ? html`<dl class="list data">${fields.map(([name, field]) => row(name, field))}${others.map((name) => row(name, {}))}</dl>`
    : html`<p class="quiet">It stores nothing.</p>`;
}

function link(reference) {
  return reference.is_anonymous ? html`<span class="quiet">a block without a name, ${reference.block_type.name}</span>` : html`<a href="blocks/block/${reference.id}">${reference.name}</a> <span class="quiet small">${reference.block_type.name}</span>`;
}

function valueOf(value, schema, root, path, reveal) {
  if (value === undefined) {
    return html`<span class="quiet">${schema.default === undefined || schema.default === null ? "Not given" : `Not given; default ${words(schema.default)}`}</span>`;
  }
  if (value === STARS && (isSecret(root, path) || kindOf(schema) === "secret")) {
    return html`<span class="row stored"><span class="quiet">Stored, not shown</span>
      <button type="button" class="button" aria-label=${`Show ${path.join(" ")}`} @click=${(event) => shownSecret(event.target, () => reveal(path))}>Show</button></span>`;
  }
  if (value === null) {
    return html`<span class="quiet">None</span>`;
  }
  if (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length) {
    const inside = (name) => resolved(own(schema.properties, name) ?? schema.additionalProperties, root);
    return html`<dl class="list inner">${Object.keys(value).map((name) => html`<div><dt>${name}</dt><dd>${valueOf(value[name], inside(name), root, [...path, name], reveal)}</dd></div>`)}</dl>`;
  }
  if (Array.isArray(value) && value.length && value.every((one) => typeof one !== "object")) {
    return html`<ul class="plain-list">${value.map((one, i) => html`<li>${valueOf(one, {}, root, [...path, i], reveal)}</li>`)}</ul>`;
  }
  return typeof value === "object" ? html`<span class="code">${words(value)}</span>` : html`<span class="message">${value === "" ? html`<span class="quiet">Empty text</span>` : String(value)}</span>`;
}

/** Blocks that it leads to, each with those it leads to in turn, as a path. */
export function referencePaths(document) {
  const paths = pathsFrom(document.block_document_references);
  return paths.length
    ? html`<ul class="plain-list">${paths.map(
        (path) => html`<li>${document.name}${path.map(({ field, to }) => html` <span class="quiet small">→ ${field} →</span> ${to.is_anonymous ? to.block_type.name : html`<a href="blocks/block/${to.id}">${to.name}</a>`}`)}</li>`,
      )}</ul>`
    : nothing;
}

function pathsFrom(references = {}) {
  return Object.entries(references).flatMap(([field, { block_document: to }]) => {
    const on = pathsFrom(to.block_document_references);
    return on.length ? on.map((path) => [{ field, to }, ...path]) : [[{ field, to }]];
  });
}

/** What is at a path of data. */
export function within(data, path) {
  return path.reduce((found, name) => own(found, name), data);
}
