import { html, nothing } from "lit-html";
import { calendars } from "../api.js";
import { icon } from "../element/icon.js";
import { more, PAGE, table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { own } from "../platform/words.js";
import { usersByCalendar } from "./users.js";
import { LISTED } from "./words.js";

/** The API answers at most so many at a time. */
const AT_A_TIME = 200;

/** Of each calendar so many deployments are named. */
const NAMED = 3;

/** The days on which schedules start runs, or start none. */
export default class Calendars {
  every = 0;
  #redraw;
  #shown = PAGE;

  constructor({ redraw }) {
    this.#redraw = redraw;
  }

  async load(signal) {
    const [list, users] = await Promise.all([calendars.filter({ limit: AT_A_TIME }, signal), usersByCalendar(signal)]);
    return { list, users };
  }

  title() {
    return "Business days";
  }

  crumbs() {
    return ["Business days"];
  }

  render(data) {
    return html`<div class="head"><h1>Business days</h1><span class="push"></span>
        <a class="button first" href="calendars/new">${icon("plus")}New calendar</a>
        <p class="under">Calendars of days on which schedules start runs, or start none</p></div>
      <section class="card" aria-label="Calendars">${data ? this.#list(data) : waiting()}</section>`;
  }

  #list({ list, users }) {
    if (list.length === 0) {
      return html`<p class="empty">No calendar yet: schedules start runs on every day. <code>rigel calendar create bank-holidays --icalendar holidays.ics</code> makes one, as does the button above.</p>`;
    }
    const columns = [
      {
        name: "Calendar",
        kind: "two",
        cell: (one) => html`<span><a class="plain anywhere" href="calendars/calendar/${one.id}">${one.name}</a></span><span>${one.description}</span>`,
      },
      { name: "Days", cell: (one) => own(LISTED, one.listed) ?? one.listed },
      { name: "Zone", cell: (one) => one.timezone },
      { name: "Used by", cell: (one) => usedBy(one, users) },
      { name: "Changed", cell: (one) => ago(one.updated) },
    ];
    const shown = list.slice(0, this.#shown);
    return html`${table({ label: "Calendars", columns, items: shown, href: true })}
      ${more({ shown: shown.length, total: list.length, onMore: () => this.#more() })}
      ${list.length === AT_A_TIME ? html`<p class="more">The first ${AT_A_TIME} by name</p>` : nothing}`;
  }

  #more() {
    this.#shown += PAGE;
    this.#redraw();
  }
}

function usedBy({ id, name }, { byName, areAll }) {
  const all = byName.get(name) ?? [];
  if (all.length === 0) {
    return html`<span class="quiet">${areAll ? "no deployment" : "none of the first deployments"}</span>`;
  }
  return html`${all.slice(0, NAMED).map((one, i) => html`${i ? ", " : ""}<a class="plain" href="deployments/deployment/${one.id}">${one.name}</a>`)}${all.length > NAMED ? html` <a href="calendars/calendar/${id}">and ${all.length - NAMED} more</a>` : nothing}`;
}
