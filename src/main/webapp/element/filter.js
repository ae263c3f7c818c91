import { html, nothing } from "lit-html";
import { icon } from "./icon.js";

/** Milliseconds after the last letter until a list is asked for. */
const TYPED = 300;

let typing;

/** A field of text that fills `name` of the address while one types. */
export function textField({ query, name, label, router }) {
  return html`<label class="field wide">${icon("search")}<span class="sr">${label}</span>
    <input type="search" data-key="/" placeholder=${label} .value=${query.one(name)}
      @input=${(event) => {
        const value = event.target.value;
        clearTimeout(typing);
        typing = setTimeout(() => router.query(query.with({ [name]: value || null }), { replace: true }), TYPED);
      }}></label>`;
}

/** A menu of values, any of which may be chosen. */
export function choices({ query, name, label, values, router, words = (value) => value }) {
  const chosen = query.all(name);
  const isChosen = (value) => chosen.some((one) => one.toLowerCase() === value.toLowerCase());
  return html`<details class="choices">
    <summary class="button">${label}${chosen.length ? html` <span class="n">${chosen.length}</span>` : nothing}</summary>
    <fieldset class="card pad"><legend class="sr">${label}</legend>
      ${values.map(
        (value) => html`<label class="choice"><input type="checkbox" .checked=${isChosen(value)}
          @change=${() => router.query(query.with({
            [name]: isChosen(value) ? chosen.filter((one) => one.toLowerCase() !== value.toLowerCase()) : [...chosen, value],
          }))}> ${words(value)}</label>`,
      )}
    </fieldset></details>`;
}

/** One of some values, as buttons beside each other. */
export function segments({ query, name, label, values, usual, router }) {
  const chosen = query.one(name, usual);
  return html`<span class="segments" role="group" aria-label=${label}>
    ${values.map(
      (value) => html`<button type="button" aria-pressed=${value === chosen}
        @click=${() => router.query(query.with({ [name]: value === usual ? null : value }))}>${value}</button>`,
    )}</span>`;
}

/** What is asked for besides, each with a way out. */
export function chips({ query, names, router }) {
  const all = names.flatMap((name) => query.all(name).map((value) => [name, value]));
  return all.map(
    ([name, value]) => html`<button type="button" class="chip on" aria-label=${`Without ${name} ${value}`}
      @click=${() => router.query(query.with({ [name]: query.all(name).filter((one) => one !== value) }))}
      >${name} ${value} ${icon("cross")}</button>`,
  );
}
