/** Names of days and months in the reader's language, and chips to choose some of them. */
import { html } from "lit-html";

/** From Monday. */
export function weekdayNames(length) {
  const format = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", weekday: length });
  return Array.from({ length: 7 }, (_, i) => format.format(Date.UTC(2024, 0, 1 + i)));
}

/** From January. */
export function monthNames(length) {
  const format = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", month: length });
  return Array.from({ length: 12 }, (_, i) => format.format(Date.UTC(2024, i, 1)));
}

/** @param all `[value, word]` of each */
export function chipsOf({ label, all, isOn, onToggle }) {
  return html`<span class="chips" role="group" aria-label=${label}>${all.map(
    ([value, word]) => html`<button type="button" class="chip choose ${isOn(value) ? "on" : ""}" aria-pressed=${isOn(value)} @click=${() => onToggle(value)}>${word}</button>`,
  )}</span>`;
}
