/** Filters of a list that are kept under a name: open, delete, make the usual one, keep another one. */
import { html, nothing, render } from "lit-html";
import { now, savedSearches } from "../api.js";
import { act } from "../element/act.js";
import { copy } from "../element/copy.js";
import { icon } from "../element/icon.js";
import { BASE, Query } from "../platform/router.js";
import { confirm, say } from "../platform/say.js";
import { keep, kept, usualFilter } from "../platform/settings.js";
import { absolute, filterOf, LISTS, termsOf } from "./terms.js";

/** An API answers at most so many at a time. */
const MOST = 200;

/** What a list's query asks for in time; modules that the list has read already. */
const TIMES = {
  "flow-runs": async (query) => (await import("../flow-run/selection.js")).selectionOf(query, now()).flow_runs.expected_start_time,
  "task-runs": async (query) => (await import("../task-run/selection.js")).selectionOf(query, now()).task_runs.start_time,
};

/** All that are saved, of whichever list and program, by name. */
export async function readAll(signal) {
  const all = [];
  let some;
  do {
    some = await savedSearches.filter({ limit: MOST, offset: all.length }, signal);
    all.push(...some);
  } while (some.length === MOST);
  return all;
}

/** Fills a menu that is open. */
export async function show(place, { list, router }) {
  await new Menu(place, list, router).read();
}

class Menu {
  #place;
  #list;
  #router;
  #all = [];
  #problem = null;

  constructor(place, list, router) {
    this.#place = place;
    this.#list = list;
    this.#router = router;
  }

  async read() {
    try {
      this.#all = await readAll();
      this.#problem = null;
    } catch (problem) {
      this.#problem = problem;
    }
    this.#draw();
  }

  /** That of the address, whatever it was when the menu was opened. */
  get #query() {
    return new Query(location.search);
  }

  get #mine() {
    return this.#all.flatMap((search) => {
      const filter = filterOf(search);
      return filter?.list === this.#list ? [{ ...search, query: filter.query.toString() }] : [];
    });
  }

  #draw() {
    const usual = kept(usualFilter(this.#list), "");
    const mine = this.#mine;
    render(
      html`${this.#problem ? html`<p class="quiet">${this.#problem.message}.</p>` : nothing}
        ${mine.length
          ? html`<ul class="plain-list saved">${mine.map((one) => this.#item(one, one.query === usual))}</ul>`
          : this.#problem ? nothing : html`<p class="quiet small">None yet.</p>`}
        ${usual && !mine.some(({ query }) => query === usual)
          ? html`<p class="small">This list opens with a filter that is not saved. <button type="button" class="button" @click=${() => this.#setUsual(null)}>Forget it</button></p>`
          : nothing}
        <form @submit=${(event) => this.#save(event)}>
          <label class="labelled"><span>Name</span><input name="name" required maxlength="100" autocomplete="off"></label>
          <div class="row"><button class="button first">Save filter</button>
            <button type="button" class="button" @click=${() => this.#copyLink()}>${icon("copy")}Copy link</button></div>
        </form>`,
      this.#place,
    );
  }

  #item(search, isUsual) {
    const { name } = search;
    return html`<li><button type="button" class="button bare" @click=${() => this.#open(search)}>${name}</button>
      <button type="button" class="chip ${isUsual ? "on" : "off"}" aria-pressed=${isUsual} aria-label=${`Open this list with ${name}`} title="This list opens with it, in this browser"
        @click=${() => this.#setUsual(isUsual ? null : search)}>Default</button>
      <button type="button" class="button bare only" aria-label=${`Delete filter ${name}`} title="Delete" @click=${() => this.#remove(search)}>${icon("trash")}</button></li>`;
  }

  #close() {
    this.#place.closest("details").open = false;
  }

  #open({ query }) {
    this.#close();
    this.#router.query(new Query(query));
  }

  #setUsual(search) {
    keep(usualFilter(this.#list), search?.query || null);
    say(search ? `This list opens with ${search.name}, in this browser.` : "This list opens without a filter again.");
    this.#draw();
  }

  /** The server keeps one search of a name, and would put this one into the place of another. */
  async #save(event) {
    event.preventDefault();
    const field = event.target.elements.name;
    const name = field.value.trim();
    const filters = termsOf(this.#list, this.#query);
    if (name === "" || filters.length === 0) {
      say(filters.length === 0 ? "There is no filter to save: all is shown." : "A filter needs a name.");
      return;
    }
    if (await act(() => this.#put(name, filters), `Filter ${name} is saved.`)) {
      field.value = "";
    }
    await this.read();
  }

  async #put(name, filters) {
    const other = (await readAll()).find((search) => search.name === name);
    if (other && filterOf(other)?.list !== this.#list) {
      throw new Error(`Another list has a filter ${name}: choose another name.`);
    }
    const sure = !other || (await confirm({ title: `Replace filter ${name}?`, text: "There is one of this name.", action: "Replace filter" }));
    if (!sure) {
      throw new Error(`Filter ${name} stays as it was.`);
    }
    await savedSearches.save({ name, filters });
  }

  async #remove({ id, name, filters, query }) {
    const undo = async () => {
      await savedSearches.save({ name, filters });
      await this.read();
    };
    if (await act(() => savedSearches.remove(id), `Filter ${name} is deleted.`, undo)) {
      if (query === kept(usualFilter(this.#list), "")) {
        keep(usualFilter(this.#list), null);
      }
      await this.read();
    }
  }

  async #copyLink() {
    const query = this.#query;
    const times = await TIMES[this.#list]?.(query);
    const search = absolute(query, times, now()).toString();
    await copy(new URL(this.#list + search, BASE).href, "The link is copied.");
  }
}

/** For the search: all that can be opened, by name. */
export async function pages(signal) {
  return (await readAll(signal)).flatMap((search) => {
    const filter = filterOf(search);
    return filter ? [{ name: search.name, detail: LISTS.get(filter.list).title, icon: "filter", page: filter.list + filter.query }] : [];
  });
}
