import { html, nothing } from "lit-html";
import { calendars } from "../api.js";
import { waiting } from "../element/table.js";
import { say } from "../platform/say.js";
import { LOCAL } from "../platform/time.js";
import { sureOf } from "./actions.js";
import { datesOf } from "./dates.js";
import { yieldOf } from "./events.js";
import { usersByCalendar, withFlowNames } from "./users.js";
import { LISTED, number, some } from "./words.js";

const FIELDS = ["name", "description", "timezone", "listed", "days", "icalendar"];

/** Characters of an iCalendar text, at most: what the API takes. */
const LONGEST = 1_000_000;

/** Makes a calendar, or changes one. */
export default class CalendarForm {
  every = 0;
  #id;
  #router;
  #redraw;
  #problem = null;
  #calendar = null;
  #days = "";
  #icalendar = "";

  constructor({ params, router, redraw }) {
    this.#id = params.id ?? null;
    this.#router = router;
    this.#redraw = redraw;
  }

  missing = "This calendar does not exist any more.";

  /** Once: what one has typed is not overwritten. */
  async load(signal) {
    if (!this.#calendar) {
      this.#calendar = this.#id
        ? await calendars.read(this.#id, signal)
        : { name: "", description: "", timezone: LOCAL, listed: "closed", days: [], icalendar: null };
      this.#days = this.#calendar.days.join("\n");
      this.#icalendar = this.#calendar.icalendar ?? "";
    }
    return this.#calendar;
  }

  title(calendar) {
    return this.#id ? `Edit ${calendar?.name ?? "calendar"}` : "New calendar";
  }

  crumbs(calendar) {
    return this.#id ? [["calendars", "Business days"], [`calendars/calendar/${this.#id}`, calendar?.name], "Edit"] : [["calendars", "Business days"], "New"];
  }

  render(calendar) {
    if (!calendar) {
      return html`<div class="head"><h1>${this.title()}</h1></div>${waiting()}`;
    }
    return html`<div class="head"><h1 class="anywhere">${this.title(calendar)}</h1></div>
      <form class="card pad form" data-asks novalidate @submit=${(event) => this.#submit(event)}>
        ${this.#id ? nothing : this.#field("name", "Name", html`<input name="name" required autocomplete="off" .value=${calendar.name}>`, "For good: policies of deployments say it.")}
        ${this.#field("description", "Description", html`<textarea name="description" rows="2" .value=${calendar.description}></textarea>`)}
        ${this.#field("timezone", "Zone", html`<input name="timezone" list="zones" autocomplete="off" .value=${calendar.timezone}>`, "In which the days begin and end.")}
        <datalist id="zones">${["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => html`<option value=${zone}></option>`)}</datalist>
        <fieldset><legend>What the days mean</legend>${Object.entries(LISTED).map(
          ([value, words]) => html`<label class="choice"><input type="radio" name="listed" value=${value} ?checked=${calendar.listed === value}> ${words}</label>`,
        )}</fieldset>
        ${this.#field("days", "Days", html`<textarea name="days" rows="6" class="code" .value=${this.#days} @input=${(event) => this.#typed("days", event.target.value)}></textarea>`, this.#daysSaid())}
        ${this.#field("icalendar", "iCalendar text", html`<textarea name="icalendar" rows="6" class="code" .value=${this.#icalendar} @input=${(event) => this.#typed("icalendar", event.target.value)}></textarea>`, this.#eventsSaid())}
        <label class="labelled"><span>or its file</span><input type="file" accept=".ics,text/calendar" @change=${(event) => this.#read(event.target)}></label>
        <p class="problem" role="alert">${this.#problem && !this.#problem.field ? this.#problem.text : ""}</p>
        <div class="row"><button class="button first">${this.#id ? "Save" : "Make calendar"}</button>
          <a class="button" href=${this.#id ? `calendars/calendar/${this.#id}` : "calendars"}>Back</a></div>
      </form>`;
  }

  #field(name, label, input, hint) {
    const wrong = this.#problem?.field === name ? this.#problem.text : null;
    return html`<label class="labelled ${wrong ? "wrong" : ""}"><span>${label}</span>${input}
      ${wrong ? html`<span class="bad-text" role="alert">${wrong}</span>` : hint ? html`<span class="quiet small">${hint}</span>` : nothing}</label>`;
  }

  #daysSaid() {
    const { days, unread } = datesOf(this.#days);
    const bad = unread.length ? ` Not a day: ${unread.slice(0, 3).join(", ")}${unread.length > 3 ? " …" : ""}.` : "";
    return days.length ? `${number(days.length, "day")}: ${some(days)}.${bad}` : `As 2026-12-25, one after the other.${bad}`;
  }

  #eventsSaid() {
    if (!this.#icalendar.trim()) {
      return "Each day on which an event of it takes place is listed too.";
    }
    const found = yieldOf(this.#icalendar);
    const parts = [
      `${number(found.events, "event")}`,
      found.days.length ? `${number(found.days.length, "day")}: ${some(found.days)}` : "",
      found.recurring ? `${found.recurring} recurring, whose days show in the year once this is saved` : "",
      found.cancelled ? `${found.cancelled} cancelled, left out` : "",
      found.unread ? `${found.unread} without a beginning` : "",
    ];
    return `${parts.filter(Boolean).join("; ")}.`;
  }

  #typed(field, text) {
    if (field === "days") {
      this.#days = text;
    } else {
      this.#icalendar = text;
    }
    this.#redraw();
  }

  async #read(input) {
    const [file] = input.files;
    if (!file) {
      return;
    }
    if (file.size > 4 * LONGEST) {
      this.#wrong(input.form, "icalendar", `The file is too long: at most ${LONGEST.toLocaleString()} characters.`);
      return;
    }
    this.#problem = null;
    this.#typed("icalendar", await file.text());
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const values = new FormData(form);
    const { days, unread } = datesOf(this.#days);
    const name = values.get("name")?.trim();
    if (!this.#id && !name) {
      this.#wrong(form, "name", "A calendar has a name.");
      return;
    }
    if (unread.length) {
      this.#wrong(form, "days", `Not a day: ${unread.slice(0, 3).join(", ")}. Days are written as 2026-12-25.`);
      return;
    }
    const calendar = {
      description: values.get("description"),
      timezone: values.get("timezone").trim() || null,
      listed: values.get("listed"),
      days,
      icalendar: this.#icalendar.trim() ? this.#icalendar : null,
    };
    try {
      const id = this.#id ? await this.#save(calendar) : (await calendars.create({ name, ...calendar })).id;
      if (id) {
        say(`Calendar ${this.#id ? this.#calendar.name : name} is ${this.#id ? "saved" : "made"}.`);
        this.#router.go(`calendars/calendar/${id}`, { saved: true });
      }
    } catch (problem) {
      const field = problem.fields?.map(({ loc, msg }) => ({ name: loc.find((part) => FIELDS.includes(part)), msg })).find((one) => one.name);
      this.#wrong(form, field?.name ?? (problem.status === 409 ? "name" : null), field?.msg ?? problem.message);
    }
  }

  /** Not over somebody else's change; null if it is not to be saved. */
  async #save(calendar) {
    const [fresh, users] = await Promise.all([calendars.read(this.#id), usersByCalendar()]);
    if (fresh.updated !== this.#calendar.updated) {
      this.#problem = { field: null, text: "Somebody has changed this calendar meanwhile. Open it again, and make your change to what it is now." };
      this.#redraw();
      return null;
    }
    const list = await withFlowNames(users.byName.get(fresh.name) ?? []);
    if (!(await sureOf(fresh, "", { list, areAll: users.areAll }))) {
      return null;
    }
    await calendars.update(this.#id, calendar);
    return this.#id;
  }

  #wrong(form, field, text) {
    this.#problem = { field, text };
    this.#redraw();
    form.elements[field]?.focus();
  }
}
