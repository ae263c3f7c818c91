/** What the server says that a schedule means: in words, as dates, as a strip of days. */
import { html, nothing } from "lit-html";
import { now } from "../api.js";
import { daysStrip } from "../chart/days.js";
import { localOf } from "../platform/zoned.js";
import { daysInWords, daysOf, generalOf, listOf, written } from "./dates.js";
import { DAYS, LISTED } from "./preview.js";

/** @param isActive whether a schedule that is there counts */
export function said(preview, isActive) {
  const { said: known, failure, busy, refused } = preview;
  if (failure) {
    return html`<p class="failed" role="alert">${failure}.</p>`;
  }
  if (!known) {
    return busy ? html`<p class="quiet">…</p>` : html`<p class="quiet">${refused.length ? "It has no dates as it stands." : "No dates: it runs by hand only."}</p>`;
  }
  const isOld = busy || refused.length > 0;
  return html`<div class="means ${isOld ? "old" : ""}" aria-busy=${busy}>
    <p class="means-words" aria-live="polite">${known.words}</p>
    <p class="quiet">${known.timezone}${isActive ? "" : "; the schedule is off"}</p>
    ${known.policy.length ? html`<ul class="plain-list small">${known.policy.map((sentence) => html`<li>${sentence}</li>`)}</ul>` : nothing}
    ${dates(known)}${strip(known)}</div>`;
}

function dates({ dates: all, notes }) {
  const year = String(now().getFullYear());
  const general = generalOf(notes);
  return html`${all.length || notes.length
      ? html`<ol class="dates" aria-label="Next dates">${listOf(all, notes, LISTED).map(({ time, start, left, notes: own }) => {
          const { text, offset } = written(time, year);
          return html`<li>${left
            ? html`<del><span class="sr">Left out: </span>${text}</del> <span class="quiet small">${left}</span>`
            : html`${text} <span class="quiet small">${offset}</span>${start && start !== time && Date.parse(start) !== Date.parse(time) ? html` <span class="quiet small">starts ${clockOf(start, time)}</span>` : nothing}${own.map((note) => html`<span class="note late"><span class="word">Note:</span> ${note}</span>`)}`}</li>`;
        })}</ol>`
      : html`<p class="quiet">No further dates</p>`}
    ${general.map((text) => html`<p class="quiet small">${text}</p>`)}`;
}

/** The time of the day of a start, by the clock of its date. */
function clockOf(start, date) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(written(date).offset);
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(Date.parse(start) + ahead).toISOString().slice(11, 19);
}

function strip({ counted, notes, timezone, isAll }) {
  const first = localOf(now().toISOString(), timezone).slice(0, 10);
  const days = daysOf({ dates: counted, notes, first, days: DAYS, known: isAll });
  return html`<div class="strip-of-days">${daysStrip(days, daysInWords(days))}<p class="quiet small">${daysInWords(days)}</p></div>`;
}
