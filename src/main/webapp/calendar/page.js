import { html, nothing } from "lit-html";
import { calendars, now } from "../api.js";
import { act } from "../element/act.js";
import { icon } from "../element/icon.js";
import { waiting } from "../element/table.js";
import { at } from "../element/time.js";
import { own } from "../platform/words.js";
import { say } from "../platform/say.js";
import { remove, sureOf } from "./actions.js";
import { datesOf, isICalendar } from "./dates.js";
import { draftOf } from "./draft.js";
import { yieldOf } from "./events.js";
import { usersByCalendar, withFlowNames } from "./users.js";
import { LISTED, number, some } from "./words.js";
import { yearGrid, yearLegend } from "./year.js";

/** Years that can be looked at. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** One calendar: a year of its days, which are changed by a click or by pasting others. */
export default class Calendar {
  every = 0;
  #id;
  #router;
  #redraw;
  #reload;
  #draft;
  #pasted = "";
  /** The day that Tab leads to, and whether the focus is to go there once it is drawn. */
  #focused = null;
  #isMoving = false;

  constructor({ params, query, router, redraw, reload }) {
    this.#id = params.id;
    this.query = query;
    this.#router = router;
    this.#redraw = redraw;
    this.#reload = reload;
    this.#draft = draftOf(params.id);
  }

  missing = "This calendar does not exist any more.";

  changed(query) {
    this.query = query;
  }

  /** Of the address; null for the current one. */
  get #asked() {
    const year = Number(this.query.one("year"));
    return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR ? year : null;
  }

  async load(signal) {
    const [calendar, users] = await Promise.all([calendars.read(this.#id, signal), usersByCalendar(signal)]);
    const today = todayIn(calendar.timezone);
    const year = this.#asked ?? Number(today.slice(0, 4));
    const [days, list] = await Promise.all([
      calendars.days(this.#id, `${year}-01-01`, `${year}-12-31`, signal),
      withFlowNames(users.byName.get(calendar.name) ?? [], signal),
    ]);
    const open = calendar.listed === "open";
    return {
      calendar,
      today,
      year,
      inList: new Set(calendar.days),
      listed: new Set(days.filter((one) => one.open === open).map((one) => one.day)),
      users: { list, areAll: users.areAll },
    };
  }

  title(data) {
    return data?.calendar.name ?? "Calendar";
  }

  crumbs(data) {
    return [["calendars", "Business days"], data?.calendar.name ?? this.#id];
  }

  render(data, { stale }) {
    if (!data) {
      return html`<div class="head"><h1>Calendar</h1></div>${waiting(12)}`;
    }
    const { calendar } = data;
    return html`<div class="head"><h1 class="anywhere">${calendar.name}</h1><span class="push"></span>
        <a class="button" href="calendars/calendar/${calendar.id}/edit">${icon("edit")}Edit</a>
        <button type="button" class="button only" aria-label="Delete calendar" title="Delete calendar" @click=${() => this.#remove(calendar)}>${icon("trash")}</button>
        <p class="under">${own(LISTED, calendar.listed) ?? calendar.listed}, as days are in ${calendar.timezone}${calendar.description ? html`. ${calendar.description}` : nothing}</p></div>
      <section class="card pad ${stale ? "stale" : ""}" aria-labelledby="year-title">${this.#year(data)}</section>
      <div class="grid halves">
        <div class="grid">
          <section class="card pad" aria-labelledby="add-title"><h2 id="add-title">Add days</h2>${this.#adding(data)}</section>
          ${this.#events(data)}
        </div>
        <div class="grid">
          <section class="card pad" aria-labelledby="users-title"><h2 id="users-title">Used by</h2>${usedBy(data.users)}</section>
          <section class="card pad" aria-labelledby="details-title"><h2 id="details-title">Details</h2>${details(calendar)}</section>
        </div>
      </div>
      ${this.#draft.size ? this.#bar(data) : nothing}`;
  }

  #year(data) {
    const { year, today, listed, calendar } = data;
    const step = (to, word, shape) => {
      const inside = to >= FIRST_YEAR && to <= LAST_YEAR;
      return html`<button type="button" class="button only ${shape}" aria-label=${word} ?disabled=${!inside} @click=${() => this.#router.query(this.query.with({ year: String(to) }))}>${icon("chevron")}</button>`;
    };
    const count = listed.size;
    return html`<div class="row year-head">${step(year - 1, `Year ${year - 1}`, "back")}<h2 id="year-title">${year}</h2>${step(year + 1, `Year ${year + 1}`, "")}
        <span class="quiet small">${number(count, "listed day")}</span><span class="push"></span>${yearLegend(calendar.listed)}</div>
      ${yearGrid({
        year,
        today,
        markOf: (day) => this.#markOf(data, day),
        focused: this.#tabDay(year, today),
        onToggle: (day) => this.#toggle(data, day),
        onMove: (day) => this.#move(data, day),
      })}
      <p class="quiet small">A click or Enter lists a day or takes it away; nothing is saved until you say so.</p>`;
  }

  #markOf({ calendar, inList, listed }, day) {
    const byEvents = listed.has(day) && !inList.has(day);
    const isListed = byEvents || this.#draft.has(day, inList.has(day));
    return {
      isListed,
      isOpen: isListed === (calendar.listed === "open"),
      source: byEvents ? "events" : "list",
      isChanged: this.#draft.isChanged(day),
    };
  }

  #tabDay(year, today) {
    const wanted = this.#focused ?? today;
    return wanted.startsWith(`${year}-`) ? wanted : `${year}-01-01`;
  }

  #toggle({ inList, listed }, day) {
    this.#focused = day;
    if (listed.has(day) && !inList.has(day)) {
      say("This day comes from the iCalendar text. Edit the calendar to change that.");
    } else {
      this.#draft.toggle(day, inList.has(day));
    }
    this.#redraw();
  }

  #move({ year }, day) {
    const to = Number(day.slice(0, 4));
    if (to < FIRST_YEAR || to > LAST_YEAR) {
      return;
    }
    this.#focused = day;
    this.#isMoving = true;
    if (to === year) {
      this.#redraw();
    } else {
      this.#router.query(this.query.with({ year: String(to) }), { replace: true });
    }
  }

  /** The focus follows, perhaps only when the days of another year have come. */
  drawn() {
    const day = this.#isMoving ? document.querySelector(`main [data-day="${this.#focused}"]`) : null;
    if (day) {
      this.#isMoving = false;
      day.focus();
    }
  }

  #adding({ inList, listed }) {
    const found = isICalendar(this.#pasted) ? { ...yieldOf(this.#pasted), unread: [] } : datesOf(this.#pasted);
    const fresh = found.days.filter((day) => !listed.has(day) && !inList.has(day) && !this.#draft.isChanged(day));
    return html`<label class="labelled"><span>Dates, or iCalendar text</span>
        <textarea rows="4" class="code" placeholder="2026-12-25, 2026-12-28" .value=${this.#pasted} @input=${(event) => this.#paste(event.target.value)}></textarea></label>
      <p class="small quiet" role="status">${this.#pasted.trim() ? said(found, fresh) : "One after the other, as 2026-12-25."}</p>
      <button type="button" class="button" ?disabled=${fresh.length === 0} @click=${() => this.#add(fresh, inList)}>${icon("plus")}${fresh.length ? `Add ${number(fresh.length, "day")}` : "Add days"}</button>`;
  }

  #paste(text) {
    this.#pasted = text;
    this.#redraw();
  }

  #add(days, inList) {
    days.forEach((day) => this.#draft.add(day, inList.has(day)));
    this.#pasted = "";
    this.#focused = days[0];
    const year = days[0].slice(0, 4);
    if (year === String(this.#asked)) {
      this.#redraw();
    } else {
      this.#router.query(this.query.with({ year }));
    }
  }

  #events({ calendar }) {
    if (!calendar.icalendar) {
      return nothing;
    }
    const found = yieldOf(calendar.icalendar);
    return html`<section class="card pad" aria-labelledby="events-title"><h2 id="events-title">iCalendar text</h2>
      <p>${number(found.events, "event")}${found.recurring ? `, ${found.recurring} of them recurring` : ""}${found.cancelled ? `, ${found.cancelled} cancelled` : ""}</p>
      <p class="small"><a href="calendars/calendar/${calendar.id}/edit">Take another text</a></p></section>`;
  }

  #bar(data) {
    return html`<div class="selection card" role="group" aria-label="Changes that are not saved">
      <b>${number(this.#draft.size, "day")} not saved</b><span class="push"></span>
      <button type="button" class="button bare" @click=${() => this.#discard()}>Discard</button>
      <button type="button" class="button first" @click=${() => this.#save(data)}>Save ${number(this.#draft.size, "day")}</button></div>`;
  }

  #discard() {
    this.#draft.clear();
    this.#redraw();
  }

  /** Changes are laid on the days as they are by now, so that nobody's others are lost. */
  async #save({ calendar, users }) {
    const { added, removed } = this.#draft;
    const what = [added.length ? `Added: ${some(added)}.` : "", removed.length ? `Taken away: ${some(removed)}.` : ""].filter(Boolean).join(" ");
    if (!(await sureOf(calendar, what, users))) {
      return;
    }
    let before;
    const saved = await act(
      async () => {
        before = (await calendars.read(this.#id)).days;
        await calendars.update(this.#id, { days: this.#draft.applied(before) });
      },
      `Calendar ${calendar.name} is saved.`,
      async () => {
        await calendars.update(this.#id, { days: before });
        this.#reload();
      },
    );
    if (saved) {
      this.#draft.clear();
      this.#reload();
    }
  }

  async #remove(calendar) {
    if (await remove(calendar)) {
      this.#draft.clear();
      this.#router.go("calendars");
    }
  }
}

function said({ days, unread, recurring = 0 }, fresh) {
  const parts = [
    days.length ? `${number(days.length, "day")}: ${some(days)}` : "No day",
    days.length > fresh.length ? `${number(days.length - fresh.length, "day")} listed already` : "",
    recurring ? `${number(recurring, "recurring event")} left out: for these put the text into the calendar (Edit)` : "",
    unread.length ? `not a day: ${unread.slice(0, 3).join(", ")}${unread.length > 3 ? " …" : ""}` : "",
  ];
  return `${parts.filter(Boolean).join("; ")}.`;
}

function usedBy({ list, areAll }) {
  return html`${list.length
    ? html`<ul class="plain-list">${list.map((one) => html`<li><a class="anywhere" href="deployments/deployment/${one.id}">${one.title}</a></li>`)}</ul>`
    : html`<p class="quiet">No deployment${areAll ? "" : " of the first 600"}. <code>rigel deployment set-policy FLOW/NAME --calendar NAME</code> lets one use it.</p>`}
    ${list.length && !areAll ? html`<p class="quiet small">Of the first 600 deployments</p>` : nothing}`;
}

function details(calendar) {
  const all = [
    ["Days in its list", calendar.days.length.toLocaleString()],
    ["Made", at(calendar.created)],
    ["Changed", at(calendar.updated)],
    ["Id", html`<span class="code">${calendar.id}</span>`],
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Which day it is there. */
function todayIn(timeZone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(now());
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}
