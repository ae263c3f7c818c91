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
        const { pathname } = location;
        clearTimeout(typing);
        typing = setTimeout(() => {
          // who has gone on meanwhile asks for nothing here any more
          if (location.pathname === pathname) {
            router.query(query.with({ [name]: value || null }), { replace: true });
          }
        }, TYPED);
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
export function segments({ query, name, label, values, usual, router, words = (value) => value }) {
  const chosen = query.one(name, usual);
  return html`<span class="segments" role="group" aria-label=${label}>
    ${values.map(
      (value) => html`<button type="button" aria-pressed=${value === chosen}
        @click=${() => router.query(query.with({ [name]: value === usual ? null : value }))}>${words(value)}</button>`,
    )}</span>`;
}

/** One more thing to ask for, by its exact name: what sort of thing, and which. */
export function adder({ query, kinds, router }) {
  return html`<details class="choices">
    <summary class="button">${icon("filter")}Filter</summary>
    <form class="card pad adder" @submit=${(event) => {
      event.preventDefault();
      const { kind, value } = event.target.elements;
      if (value.value.trim()) {
        router.query(query.with({ [kind.value]: [...query.all(kind.value), value.value.trim()] }));
        value.value = "";
        event.target.closest("details").open = false;
      }
    }}>
      <label class="labelled"><span>What</span><select name="kind">${Object.entries(kinds).map(([name, word]) => html`<option value=${name}>${word}</option>`)}</select></label>
      <label class="labelled"><span>Name</span><input name="value" autocomplete="off"></label>
      <button class="button first">Add</button>
    </form></details>`;
}

/**
 * Often asked questions, one click each; a second click takes it back.
 *
 * @param all words, each with the values that it gives to `name`
 */
export function quick({ query, name, all, router }) {
  const chosen = query.all(name).map((value) => value.toLowerCase());
  return Object.entries(all).map(([word, values]) => {
    const isChosen = chosen.length === values.length && values.every((value) => chosen.includes(value.toLowerCase()));
    return html`<button type="button" class="chip ${isChosen ? "on" : "off"}" aria-pressed=${isChosen}
      @click=${() => router.query(query.with({ [name]: isChosen ? null : values }))}>${word}</button>`;
  });
}

/** Filters of a list that are kept by name, and what can be done with them; read when the menu is opened. */
export function saved({ list, router }) {
  const opened = async ({ target }) => {
    if (target.open) {
      const menu = await import("../saved-search/menu.js").catch(() => null);
      await menu?.show(target.querySelector("div"), { list, router });
    }
  };
  return html`<details class="choices kept" @toggle=${opened}><summary class="button">Saved filters</summary><div class="card pad"></div></details>`;
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
