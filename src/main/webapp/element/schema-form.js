/**
 * `<rg-schema-form>`: fields for what a JSON schema says, and the same as JSON. There is one value for
 * both; a field that is left empty is not in it, and means what its placeholder says.
 *
 * Properties:
 * - `schema`: of an object, with what its references lead to;
 * - `value`: what is filled in; `rg-value` tells of each change;
 * - `usual`: what is sent or stands where nothing is filled in, before defaults of the schema;
 * - `refused`: what the server found wrong, `[{ path, text }]`;
 * - `reveal(path)`: reads a secret that is stored, if one may see it;
 * - `documents`: blocks that a field may refer to, if it may.
 *
 * Fields are checked when they are left, and all of them by `check()`.
 */
import { html, nothing, render } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { readJson, writeJson } from "../platform/json.js";
import { own } from "../platform/words.js";
import { zone } from "../platform/time.js";
import { isoOf, localOf } from "../platform/zoned.js";
import { icon } from "./icon.js";
import { fieldsOf, isSecret, kindOf, numberOf, othersOf, problems, resolved, STARS, usualOf, variantOf, words } from "./schema.js";
import { hideSecrets, shownSecret } from "./secret.js";
import { zoneOptions } from "./zones.js";

/** Characters from which on a text has an area. */
const LONG = 80;

/** Up to so many choices are beside each other. */
const FEW = 5;

/** Deeper ones are written as JSON. */
const DEEPEST = 6;

const INVALID = "[aria-invalid=true], [data-invalid]";

/** Key of the JSON of the whole, beside those of fields. */
const WHOLE = "#json";

let number = 0;
let pressed = false;
const waiting = new Set();

// what is said of a field that is left must not move the button that is being pressed
addEventListener("pointerdown", () => (pressed = true), true);
["pointerup", "pointercancel"].forEach((name) =>
  addEventListener(name, () => {
    pressed = false;
    setTimeout(() => {
      waiting.forEach((draw) => draw());
      waiting.clear();
    });
  }, true),
);

class RgSchemaForm extends HTMLElement {
  #id = `field-${++number}`;
  #schema = {};
  #value = {};
  #usual = {};
  #refused = [];
  #asJson = false;
  /** Of the JSON of the whole, and of fields, as long as it cannot be read. */
  #drafts = new Map();
  /** What was typed as a number, which may be written in more ways than one. */
  #typed = new Map();
  #areas = new Set();
  #zones = new Map();
  #chosen = new Map();
  #replaced = new Set();
  #left = new Set();
  #all = false;
  #drawing = null;
  #documents = null;
  #drawLeft = () => this.#draw();
  reveal = null;

  connectedCallback() {
    this.addEventListener("focusout", this);
    this.#draw();
  }

  disconnectedCallback() {
    this.removeEventListener("focusout", this);
    hideSecrets();
  }

  set schema(schema) {
    if (this.#schema !== schema) {
      this.#schema = schema ?? {};
      this.#later();
    }
  }

  set usual(usual) {
    this.#usual = usual ?? {};
    this.#later();
  }

  set documents(documents) {
    this.#documents = documents;
    this.#later();
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    if (this.#value !== value) {
      this.#value = value;
      this.#drafts.clear();
      this.#chosen.clear();
      this.#typed.delete(WHOLE);
      this.#later();
    }
  }

  set refused(refused) {
    if (this.#refused !== refused) {
      this.#refused = refused ?? [];
      this.#later();
    }
  }

  /** Says all that is wrong; the first field of it has the focus. Whether nothing is. */
  check() {
    this.#all = true;
    this.#draw();
    const bad = this.querySelector(INVALID);
    bad?.focus();
    return !bad && this.#drafts.size === 0 && this.#problems().length === 0;
  }

  /** Leads to the first that is refused. */
  focusRefused() {
    this.#draw();
    this.querySelector(INVALID)?.focus();
  }

  /** A field is left. */
  handleEvent(event) {
    const field = event.target.closest?.("[data-path]")?.dataset.path;
    if (field !== undefined && !this.#left.has(field)) {
      this.#left.add(field);
      pressed ? waiting.add(this.#drawLeft) : setTimeout(this.#drawLeft);
    }
  }

  #later() {
    this.#drawing ??= queueMicrotask(() => this.#draw()) ?? true;
  }

  #problems() {
    return problems(this.#value, { ...this.#schema, type: "object" }, this.#schema, { below: this.#usual });
  }

  #draw() {
    this.#drawing = null;
    if (!this.isConnected) {
      return;
    }
    const had = document.activeElement;
    const id = this.contains(had) ? had.id : "";
    const caret = id && (had.type === "text" || had.type === "textarea") ? had.selectionStart : null;
    render(this.#template(), this);
    const has = id && document.getElementById(id);
    if (has && has !== document.activeElement) {
      has.focus();
      caret !== null && has.setSelectionRange?.(caret, caret);
    }
  }

  #template() {
    this.wrong = this.#problems();
    return html`<div class="segments" role="group" aria-label="How it is shown">${[["Form", false], ["JSON", true]].map(
        ([word, json]) => html`<button type="button" aria-pressed=${this.#asJson === json} @click=${() => this.#show(json)}>${word}</button>`,
      )}</div>
      ${this.#asJson ? this.#json() : this.#fields({ path: [], schema: this.#schema, value: this.#value, usual: this.#usual, depth: 0 })}`;
  }

  #show(json) {
    if (this.#drafts.size) {
      this.#all = true;
      this.#draw();
      const [key] = this.#drafts.keys();
      this.querySelector(`[data-path="${CSS.escape(key)}"] textarea`)?.focus();
      return;
    }
    this.#asJson = json;
    this.#typed.delete(WHOLE);
    hideSecrets();
    this.#draw();
  }

  // what is filled in

  #set(path, value) {
    this.#change(path, value);
    this.#draw();
  }

  #change(path, value) {
    this.#value = put(this.#value, path, value, this.#usual) ?? {};
    this.#refused = this.#refused.filter((one) => !isWithin(one.path, path) && !isWithin(path, one.path));
    this.dispatchEvent(new CustomEvent("rg-value", { bubbles: true, detail: this.#value }));
  }

  /** What is said of a field itself, or of what is in it where it has no fields of its own. */
  #wrongWith(path, whole = false) {
    const key = keyOf(path);
    const said = this.#refused.find((one) => (whole ? isWithin(one.path, path) : keyOf(one.path) === key));
    if (said) {
      return said.text;
    }
    const draft = this.#drafts.get(key)?.problem;
    if (draft) {
      return draft;
    }
    if (!this.#all && !this.#left.has(key)) {
      return null;
    }
    const found = this.wrong.find((one) => (whole ? isWithin(one.path, path) : keyOf(one.path) === key));
    return found ? (found.path.length > path.length ? `${found.path.slice(path.length).join(".")}: ${found.text}` : found.text) : null;
  }

  // the whole as JSON

  #json() {
    const key = WHOLE;
    const draft = this.#drafts.get(key);
    const all = [...this.#refused, ...this.wrong];
    const id = `${this.#id}-json`;
    return html`<div class="labelled ${draft || all.length ? "wrong" : ""}" data-path=${key}>
      <span class="row"><label for=${id}>As JSON</label><span class="push"></span>${this.#format(key)}</span>
      <textarea id=${id} class="code" rows=${Math.min(24, Math.max(8, writeJson(this.#value).split("\n").length + 1))} spellcheck="false" autocomplete="off"
        aria-invalid=${draft || (this.#all && all.length) ? "true" : "false"} aria-describedby=${`${id}-said`}
        .value=${live(draft?.text ?? this.#typed.get(key)?.text ?? writeJson(this.#value))} @input=${(event) => this.#readAll(event.target.value)}></textarea>
      <div id=${`${id}-said`} class="bad-text" aria-live="polite">${draft ? draft.problem : all.map(({ path, text }) => html`<p>${path.length ? html`<span class="code">${path.join(".")}</span>: ` : nothing}${text}</p>`)}</div>
    </div>`;
  }

  #readAll(text) {
    const read = readJson(text);
    const object = read.value;
    if (read.problem || typeof object !== "object" || object === null || Array.isArray(object)) {
      this.#drafts.set(WHOLE, { text, problem: read.problem ?? "This has to be an object: { … }." });
      this.#draw();
      return;
    }
    this.#drafts.delete(WHOLE);
    this.#chosen.clear();
    this.#typed.set(WHOLE, { text });
    this.#refused = [];
    this.#value = object;
    this.dispatchEvent(new CustomEvent("rg-value", { bubbles: true, detail: this.#value }));
    this.#draw();
  }

  #format(key) {
    return html`<button type="button" class="button bare small" ?disabled=${this.#drafts.has(key)} @click=${() => {
      this.#typed.delete(key);
      this.#draw();
    }}>Format</button>`;
  }

  // fields

  #fields({ path, schema, value, usual, depth }) {
    const fields = schema.properties ?? {};
    const others = othersOf(schema);
    const more = Object.keys(value ?? {}).filter((name) => !Object.hasOwn(fields, name));
    return html`<div class="fields">
      ${fieldsOf(schema).map(([name, field]) =>
        this.#field({
          path: [...path, name],
          schema: field,
          name,
          value: own(value, name),
          below: own(usual, name),
          required: schema.required?.includes(name) ?? false,
          depth,
        }),
      )}
      ${more.map((name) => this.#field({ path: [...path, name], schema: others ?? {}, name, value: value[name], required: false, depth, removable: true }))}
      ${others ? this.#another(path, [...Object.keys(fields), ...more], others) : nothing}
      ${!others && !Object.keys(fields).length && !more.length ? html`<p class="quiet">There is nothing to fill in.</p>` : nothing}
    </div>`;
  }

  /** A name for one more. */
  #another(path, names, schema) {
    const id = `${this.#idOf(path)}-another`;
    const add = () => {
      const input = document.getElementById(id);
      const name = input.value.trim();
      if (!name || names.includes(name)) {
        input.focus();
        return;
      }
      input.value = "";
      this.#set([...path, name], first(resolved(schema, this.#schema)));
      document.getElementById(this.#idOf([...path, name]))?.focus();
    };
    return html`<div class="row another"><label class="labelled"><span>${path.length ? "One more, by its name" : "Another, by its name"}</span>
        <input id=${id} autocomplete="off" @keydown=${(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            add();
          }
        }}></label>
      <button type="button" class="button" @click=${add}>${icon("plus")}Add</button></div>`;
  }

  #field({ path, schema: raw, name, value, below, required, depth, removable = false, inside = false, id = this.#idOf(path) }) {
    const schema = resolved(raw, this.#schema);
    const kind = this.#kindOf(schema, path, depth);
    const usual = usualOf(schema, below);
    // an entry of a list, or one that was added by its name, is there even when it is empty
    const nothingIs = removable || typeof path.at(-1) === "number" ? "" : undefined;
    const field = { path, key: keyOf(path), id, schema, kind, value, usual, required: required && usual === undefined, depth, title: schema.title ?? name, nothingIs };
    field.wrong = kind === "variants" ? null : this.#wrongWith(path, ["json", "secret"].includes(kind) || (kind === "block" && (value === undefined || Boolean(value?.$ref))));
    const isGroup = ["choice", "boolean", "list", "object", "variants", "block"].includes(kind) && !(kind === "choice" && schema.enum.length > FEW);
    const label = html`${field.title}${field.required && !inside ? html` <span class="quiet small">required</span>` : nothing}${kind === "json" ? html` <span class="quiet small">as JSON</span>` : nothing}`;
    const tools = html`${kind === "json" && value !== undefined ? this.#format(field.key) : nothing}${kind === "text" ? this.#empty(field) : nothing}${this.#none(field)}${inside ? nothing : this.#reset(field, removable)}`;
    const inner = html`${this.#control(field)}
      <span id=${`${field.id}-said`} class=${field.wrong ? "bad-text small" : "quiet small"}>${field.wrong ?? this.#hint(field)}</span>`;
    const shown = html`<span class="row ${inside ? "flat" : ""}"><span class=${inside ? "sr" : "name"}>${isGroup ? html`<span id=${`${id}-name`}>${label}</span>` : html`<label for=${id}>${label}</label>`}</span>
        <span class="tools-of">${tools}</span></span>${inner}`;
    const look = `labelled schema of-${kind} ${field.wrong ? "wrong" : ""}`;
    return isGroup
      ? html`<div class=${look} data-path=${field.key} role=${["choice", "boolean"].includes(kind) ? "radiogroup" : "group"} aria-labelledby=${`${id}-name`} aria-describedby=${`${id}-said`}>${shown}</div>`
      : html`<div class=${look} data-path=${field.key}>${shown}</div>`;
  }

  #kindOf(schema, path, depth) {
    if (schema.block_type_slug && path.length && this.#documents) {
      return "block";
    }
    const kind = isSecret(this.#schema, path) ? "secret" : kindOf(schema);
    return depth > DEEPEST && ["object", "list", "variants"].includes(kind) ? "json" : kind;
  }

  #hint({ schema, value, usual, kind }) {
    const said = schema.description;
    const shown = value === undefined && usual !== undefined && usual !== null && !["text", "integer", "number", "choice", "boolean", "time"].includes(kind);
    const example = !said && schema.example !== undefined ? `For example ${words(schema.example)}` : said;
    return shown ? html`${example ?? nothing} <span class="usual">Default: ${kind === "secret" ? STARS : words(usual)}</span>` : (example ?? nothing);
  }

  #reset({ path, value, title, kind, usual, required }, removable) {
    const isStored = value === STARS && kind === "secret";
    if (value === undefined || (isStored && required && !removable)) {
      return nothing;
    }
    const [word, label] = removable || isStored ? ["Remove", `Remove ${title}`] : ["Reset", `Reset ${title}${usual === undefined ? "" : " to its default"}`];
    return html`<button type="button" class="button bare small" aria-label=${label} @click=${() => this.#forget(path)}>${word}</button>`;
  }

  #forget(path) {
    const key = keyOf(path);
    hideSecrets();
    for (const known of [this.#drafts, this.#typed, this.#chosen, this.#areas, this.#left, this.#replaced]) {
      [...known.keys()].filter((one) => one === key || one.startsWith(`${key}/`)).forEach((one) => known.delete(one));
    }
    this.#set(path, undefined);
  }

  /** Null, where that is something else than nothing filled in. */
  #none({ path, schema, value, usual, title, kind }) {
    if (!schema.nullable || kind === "boolean" || kind === "choice" || value === null || (value === undefined && (usual === null || usual === undefined))) {
      return nothing;
    }
    return html`<button type="button" class="button bare small" aria-label=${`${title}: none`} @click=${() => this.#set(path, null)}>None</button>`;
  }

  #control(field) {
    if (field.value === null && !["boolean", "choice", "json"].includes(field.kind)) {
      return html`<span class="row"><span class="quiet" id=${field.id} tabindex="-1">None</span>
        <button type="button" class="button" @click=${() => this.#forget(field.path)}>Give a value</button></span>`;
    }
    switch (field.kind) {
      case "text":
        return this.#text(field);
      case "integer":
      case "number":
        return this.#number(field);
      case "boolean":
        return this.#choices(field, [true, false], { true: "True", false: "False" });
      case "choice":
        return field.schema.enum.length > FEW ? this.#select(field) : this.#choices(field, field.schema.enum);
      case "date":
        return this.#input(field, "date");
      case "time":
        return this.#input(field, "time");
      case "date-time":
        return this.#moment(field);
      case "secret":
        return this.#secret(field);
      case "list":
        return this.#list(field);
      case "object":
        return this.#object(field);
      case "variants":
        return this.#variants(field);
      case "block":
        return this.#block(field);
      default:
        return this.#jsonField(field);
    }
  }

  /** What all fields share for readers. */
  #said({ id, wrong }) {
    return { invalid: wrong ? "true" : "false", by: `${id}-said` };
  }

  #text(field) {
    const { path, key, id, value, usual, required } = field;
    const text = shownText(value);
    const { invalid, by } = this.#said(field);
    const hint = shownText(usual);
    if (isLong(text)) {
      this.#areas.add(key);
    }
    const typed = (event) => this.#set(path, event.target.value === "" ? field.nothingIs : event.target.value);
    const control = this.#areas.has(key) || isLong(hint)
      ? html`<textarea id=${id} rows=${Math.min(12, Math.max(3, text.split("\n").length + 1))} placeholder=${hint} aria-invalid=${invalid} aria-describedby=${by} ?required=${required} .value=${live(text)} @input=${typed}></textarea>`
      : html`<input id=${id} type="text" autocomplete="off" placeholder=${hint} aria-invalid=${invalid} aria-describedby=${by} ?required=${required} .value=${live(text)} @input=${typed} @paste=${(event) => this.#pasted(event, path, key)}>`;
    return html`${control}
      ${value === "" ? html`<span class="quiet small">An empty text is given.</span>` : nothing}`;
  }

  /** An empty text, where that is something else than nothing filled in. */
  #empty({ path, value, usual, required, title }) {
    return value === undefined && (required || shownText(usual) !== "")
      ? html`<button type="button" class="button bare small" aria-label=${`${title}: empty text`} @click=${() => this.#set(path, "")}>Empty</button>`
      : nothing;
  }

  /** One line would lose the ends of lines. */
  #pasted(event, path, key) {
    const pasted = event.clipboardData.getData("text");
    if (!pasted.trimEnd().includes("\n")) {
      return;
    }
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.target;
    this.#areas.add(key);
    this.#set(path, value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
  }

  #number(field) {
    const { path, key, id, value, usual, kind, required } = field;
    const typed = this.#typed.get(key);
    const text = typed !== undefined && numberOf(typed) === value ? typed : shownText(value);
    const { invalid, by } = this.#said(field);
    return html`<input id=${id} type="text" inputmode=${kind === "integer" ? "numeric" : "decimal"} autocomplete="off" placeholder=${shownText(usual)} aria-invalid=${invalid} aria-describedby=${by} ?required=${required}
      .value=${live(text)} @input=${(event) => {
        this.#typed.set(key, event.target.value);
        this.#set(path, event.target.value.trim() === "" ? field.nothingIs : numberOf(event.target.value));
      }}>`;
  }

  #input(field, type) {
    const { path, id, value, required } = field;
    const { invalid, by } = this.#said(field);
    const asText = value !== undefined && !(type === "date" ? /^\d{4}-\d\d-\d\d$/ : /^\d\d:\d\d(:\d\d)?$/).test(value);
    return html`<input id=${id} type=${asText ? "text" : type} step=${type === "time" ? "1" : nothing} autocomplete="off" aria-invalid=${invalid} aria-describedby=${by} ?required=${required}
      .value=${live(shownText(value))} @input=${(event) => this.#set(path, event.target.value || field.nothingIs)}>`;
  }

  /** A time of a zone, and the text that is sent. */
  #moment(field) {
    const { path, key, id, value, title, required } = field;
    const { invalid, by } = this.#said(field);
    if (value !== undefined && value !== "" && !(typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)))) {
      return html`<input id=${id} type="text" autocomplete="off" aria-invalid=${invalid} aria-describedby=${by} .value=${live(shownText(value))} @input=${(event) => this.#set(path, event.target.value || undefined)}>`;
    }
    const in_ = this.#zones.get(key) ?? zone();
    // while a year is typed it is that of antiquity, which no zone gives back as it was
    const typed = this.#typed.get(key);
    const local = !value ? "" : typed && isoOf(typed, in_) === value ? typed : localOf(value, in_).replace(/:00$/, "");
    const to = (text, zoneName) => {
      this.#typed.set(key, text);
      this.#set(path, text ? isoOf(text, zoneName) : field.nothingIs);
    };
    return html`<span class="row moment"><input id=${id} type="datetime-local" step="1" aria-invalid=${invalid} aria-describedby=${by} ?required=${required}
        .value=${live(local)} @change=${(event) => to(event.target.value, in_)}>
      <select aria-label=${`Zone of ${title}`} @change=${(event) => {
        this.#zones.set(key, event.target.value);
        to(local, event.target.value);
      }}>${zoneOptions(in_)}</select></span>
      ${!value ? nothing : html`<span class="small">Sent as <span class="code">${value}</span></span>`}`;
  }

  /** One of few; with a way back to none of them. */
  #choices({ path, id, value, usual, schema, required, wrong }, all, names = {}) {
    const options = [
      ...(required ? [] : [[undefined, usual === undefined || usual === null ? "Not given" : `Default (${own(names, usual) ?? words(usual)})`]]),
      ...all.map((one) => [one, own(names, one) ?? words(one)]),
      ...(schema.nullable && usual !== null && usual !== undefined ? [[null, "None"]] : []),
    ];
    const isOther = value !== undefined && !options.some(([one]) => same(one, value));
    return html`<span class="radios">${options.map(
        ([one, word], i) => html`<label class="choice"><input type="radio" id=${i === 0 ? id : nothing} name=${id} ?data-invalid=${wrong}
          .checked=${live(same(one, value))} @change=${() => this.#set(path, one)}> ${word}</label>`,
      )}</span>
      ${isOther ? html`<span class="small">It is ${words(value)} now.</span>` : nothing}`;
  }

  #select(field) {
    const { path, id, value, usual, schema, required } = field;
    const { invalid, by } = this.#said(field);
    const known = schema.enum.findIndex((one) => same(one, value));
    return html`<select id=${id} aria-invalid=${invalid} aria-describedby=${by} @change=${({ target }) => this.#set(path, target.value === "null" ? null : schema.enum[target.value])}>
      <option value="" .selected=${value === undefined}>${usual === undefined || usual === null ? (required ? "Choose …" : "Not given") : `Default (${words(usual)})`}</option>
      ${value !== undefined && value !== null && known < 0 ? html`<option value="other" disabled .selected=${true}>${words(value)}</option>` : nothing}
      ${schema.enum.map((one, i) => html`<option value=${i} .selected=${i === known}>${words(one)}</option>`)}
      ${schema.nullable ? html`<option value="null" .selected=${value === null}>None</option>` : nothing}
    </select>`;
  }

  #secret(field) {
    const { path, key, id, value, title, required, usual } = field;
    const { invalid, by } = this.#said(field);
    if (value === STARS && !this.#replaced.has(key)) {
      return html`<span class="row stored"><span class="quiet" id=${id} tabindex="-1">Stored, not shown</span>
          ${this.reveal ? html`<button type="button" class="button" aria-label=${`Show ${title}`} @click=${(event) => shownSecret(event.target, () => this.reveal(path))}>Show</button>` : nothing}
          <button type="button" class="button" aria-label=${`Replace ${title}`} @click=${() => this.#replace(path, key, id)}>Replace</button></span>`;
    }
    return html`<span class="row"><input id=${id} type="password" autocomplete="new-password" spellcheck="false" placeholder=${usual === undefined ? "" : STARS} aria-invalid=${invalid} aria-describedby=${by} ?required=${required}
        .value=${live(value === STARS ? "" : shownText(value))} @input=${(event) => this.#set(path, event.target.value || (this.#replaced.has(key) ? STARS : field.nothingIs))}>
      ${this.#replaced.has(key) ? html`<button type="button" class="button" @click=${() => {
        this.#replaced.delete(key);
        this.#set(path, STARS);
      }}>Keep the stored one</button>` : nothing}</span>`;
  }

  #replace(path, key, id) {
    hideSecrets();
    this.#replaced.add(key);
    this.#draw();
    document.getElementById(id)?.focus();
  }

  #list(field) {
    const { path, id, value, usual, schema, depth, title, required, wrong } = field;
    if (value === undefined && usual !== undefined && usual !== null) {
      return html`<button type="button" class="button start" id=${id} @click=${() => this.#set(path, structuredClone(usual))}>${icon("edit")}Change</button>`;
    }
    const rows = Array.isArray(value) ? value : [];
    const to = (next, focus) => {
      this.#set(path, next);
      focus && document.getElementById(focus)?.focus();
    };
    const rowId = (i, what) => `${id}-${i}-${what}`;
    return html`<ol class="rows">${rows.map((one, i) => {
        const name = `${title} ${i + 1}`;
        return html`<li><div class="grow">${this.#field({ path: [...path, i], schema: schema.items, name, value: one, required: true, depth: depth + 1, inside: true })}</div>
          <span class="row tight">
            <button type="button" class="button only" id=${rowId(i, "up")} aria-label=${`Move ${name} up`} ?disabled=${i === 0} @click=${() => to(moved(rows, i, i - 1), rowId(i - 1, i > 1 ? "up" : "down"))}>↑</button>
            <button type="button" class="button only" id=${rowId(i, "down")} aria-label=${`Move ${name} down`} ?disabled=${i === rows.length - 1} @click=${() => to(moved(rows, i, i + 1), rowId(i + 1, i < rows.length - 2 ? "down" : "up"))}>↓</button>
            <button type="button" class="button only" aria-label=${`Remove ${name}`} @click=${() => {
              this.#forgetRows(path);
              to(rows.length === 1 && !required ? undefined : rows.filter((_, j) => j !== i), `${id}-add`);
            }}>${icon("cross")}</button></span></li>`;
      })}</ol>
      <button type="button" class="button start" id=${`${id}-add`} ?data-invalid=${wrong} aria-label=${`Add to ${title}`} @click=${() => to([...rows, first(resolved(schema.items, this.#schema))], this.#idOf([...path, rows.length]))}>${icon("plus")}Add</button>`;
  }

  /** Places have moved, so what was known of them is of others now. */
  #forgetRows(path) {
    const key = keyOf(path);
    for (const known of [this.#drafts, this.#typed, this.#chosen, this.#areas, this.#left]) {
      [...known.keys()].filter((one) => one.startsWith(`${key}/`)).forEach((one) => known.delete(one));
    }
  }

  #object({ path, id, value, usual, schema, depth, required, title }) {
    if (value === undefined && !required) {
      const filled = usual !== undefined && usual !== null && Object.keys(Object(usual)).length > 0;
      return html`<button type="button" class="button start" id=${id} aria-label=${`${filled ? "Change" : "Fill in"} ${title}`} @click=${() => this.#set(path, filled ? structuredClone(usual) : {})}>${filled ? icon("edit") : icon("plus")}${filled ? "Change" : "Fill in"}</button>`;
    }
    return this.#fields({ path, schema, value: Object(value), usual: {}, depth: depth + 1 });
  }

  #variants(field) {
    const { path, key, id, value, usual, schema, depth, title } = field;
    const chosen = this.#chosen.get(key) ?? (value === undefined ? variantOf(usual, schema, this.#schema) : variantOf(value, schema, this.#schema));
    const one = schema.variants[chosen] ?? schema.variants[0];
    return html`<span class="segments" role="group" aria-label=${`Kind of ${title}`}>${schema.variants.map(
        (variant, i) => html`<button type="button" id=${i === 0 ? id : nothing} aria-pressed=${i === chosen} @click=${() => {
          this.#chosen.set(key, i);
          this.#set(path, undefined);
        }}>${nameOf(variant)}</button>`,
      )}</span>
      ${this.#field({ path, schema: { ...one, title: `${title} (${nameOf(one)})` }, value, below: usual, required: field.required, depth: depth + 1, inside: true, id: `${id}-of` })}`;
  }

  /** Another block, or what it would hold. */
  #block(field) {
    const { path, key, id, value, schema, wrong, title, depth } = field;
    const here = this.#chosen.get(key) ?? (value !== undefined && !value.$ref ? 1 : 0);
    const to = (kind) => {
      this.#chosen.set(key, kind);
      this.#set(path, kind ? {} : undefined);
    };
    const kinds = html`<span class="segments" role="group" aria-label=${`How ${title} is given`}>${["Another block", "Filled in here"].map(
      (word, i) => html`<button type="button" aria-pressed=${here === i} @click=${() => here === i || to(i)}>${word}</button>`,
    )}</span>`;
    if (here) {
      return html`${kinds}${this.#fields({ path, schema, value: Object(value), usual: {}, depth: depth + 1 })}`;
    }
    const chosen = value?.$ref?.block_document_id ?? "";
    const fitting = this.#documents.filter((one) => one.block_type.slug === schema.block_type_slug);
    return html`${kinds}<span class="row wraps"><select id=${id} class="grow" aria-labelledby=${`${id}-name`} aria-invalid=${wrong ? "true" : "false"} aria-describedby=${`${id}-said`} @change=${(event) => this.#set(path, event.target.value ? { $ref: { block_document_id: event.target.value } } : undefined)}>
        <option value="" .selected=${live(!chosen)}>Choose …</option>
        ${chosen && !fitting.some((one) => one.id === chosen) ? html`<option value=${chosen} .selected=${live(true)}>${chosen}</option>` : nothing}
        ${fitting.map((one) => html`<option value=${one.id} .selected=${live(one.id === chosen)}>${one.name}</option>`)}
      </select>
      <a class="button" href="blocks/catalog/${schema.block_type_slug}/create" target="_blank" aria-label=${`Make a block for ${title}, in a new tab`}>${icon("plus")}Make one</a></span>`;
  }

  #jsonField(field) {
    const { path, key, id, value, usual } = field;
    const { invalid, by } = this.#said(field);
    const draft = this.#drafts.get(key);
    const typed = this.#typed.get(key);
    const kept = typed && same(readJson(typed.text).value, value) ? typed.text : undefined;
    const text = draft?.text ?? kept ?? (value === undefined ? "" : writeJson(value));
    return html`<textarea id=${id} class="code" rows=${Math.min(12, Math.max(2, text.split("\n").length))} spellcheck="false" autocomplete="off" placeholder=${usual === undefined ? "" : writeJson(usual)} aria-invalid=${invalid} aria-describedby=${by}
        .value=${live(text)} @input=${(event) => this.#readField(field, event.target.value)}></textarea>`;
  }

  #readField({ path, key, nothingIs }, text) {
    if (text.trim() === "" && path.length && nothingIs === undefined) {
      this.#drafts.delete(key);
      this.#typed.delete(key);
      this.#set(path, undefined);
      return;
    }
    const read = readJson(text);
    if (read.problem) {
      this.#drafts.set(key, { text, problem: read.problem });
      this.#draw();
      return;
    }
    this.#drafts.delete(key);
    this.#typed.set(key, { text });
    this.#set(path, read.value);
  }

  #idOf(path) {
    return `${this.#id}${path.map((one) => `-${String(one).replace(/[^\w]/g, (letter) => `_${letter.codePointAt(0)}`)}`).join("")}`;
  }
}

customElements.define("rg-schema-form", RgSchemaForm);

function keyOf(path) {
  return path.map((one) => String(one).replaceAll("/", "~1")).join("/");
}

function isWithin(path, outer) {
  return outer.every((one, i) => String(path[i]) === String(one));
}

/**
 * The same with another value at a path; undefined takes it away. What is not there yet on the way
 * begins as what it usually is, of which only one thing is to be another.
 */
function put(whole, path, value, usual) {
  if (path.length === 0) {
    return value;
  }
  const [name, ...rest] = path;
  const had = whole ?? (usual && typeof usual === "object" ? structuredClone(usual) : typeof name === "number" ? [] : {});
  const now = put(own(had, name), rest, value, own(usual, name));
  if (Array.isArray(had)) {
    return now === undefined ? had.map((one, i) => (i === name ? null : one)) : Object.assign([...had], { [name]: now });
  }
  const { [name]: _, ...others } = had;
  return now === undefined ? others : { ...had, [name]: now };
}

function moved(rows, from, to) {
  const next = rows.toSpliced(from, 1);
  next.splice(to, 0, rows[from]);
  return next;
}

/** What a new entry of a list begins with. */
function first(schema) {
  switch (kindOf(schema)) {
    case "object":
      return {};
    case "list":
      return [];
    case "boolean":
      return false;
    case "choice":
      return schema.enum[0];
    default:
      return schema.default ?? (schema.nullable ? null : "");
  }
}

function shownText(value) {
  return value === undefined || value === null ? "" : words(value);
}

function isLong(text) {
  return text.length >= LONG || text.includes("\n");
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

const KINDS = { text: "Text", integer: "Whole number", number: "Number", boolean: "True or false", list: "List", object: "Object", choice: "One of some", secret: "Secret", date: "Date", time: "Time", "date-time": "Date and time", json: "JSON" };

function nameOf(schema) {
  return schema.title ?? KINDS[kindOf(schema)] ?? "Other";
}
