/** The common parts of a recurrence rule, to be chosen; what is chosen is written as the text. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { now } from "../api.js";
import { chipsOf, monthNames, weekdayNames } from "./names.js";
import { DAYS, FREQUENCIES, readMonthDays, readRule, writeRule } from "./rule.js";

const NTH = [[1, "The first"], [2, "The second"], [3, "The third"], [4, "The fourth"], [5, "The fifth"], [-1, "The last"]];

/**
 * @param rule the text
 * @param put called with `{ rule }`
 */
export function ruleFields({ rule }, put) {
  const parts = readRule(rule);
  if (!parts) {
    return html`<p class="quiet small">Only the text can say this, not fields beside each other.</p>`;
  }
  const set = (change) => put({ rule: writeRule({ ...parts, ...change }) });
  return html`<div class="builder" role="group" aria-label="Parts of the rule">
    ${line("Every", html`<input class="short" type="number" min="1" step="1" aria-label="Every so many" .value=${live(String(parts.interval))} @input=${(event) => {
        const interval = Number(event.target.value);
        if (Number.isInteger(interval) && interval > 0 && interval < 10_000) {
          set({ interval });
        }
      }}>
      <select aria-label="Unit of the rule" @change=${(event) => set(atFrequency(event.target.value))}>${Object.entries(FREQUENCIES).map(([freq, word]) => html`<option value=${freq} .selected=${live(freq === parts.freq)}>${word}</option>`)}</select>`)}
    ${parts.freq === "MONTHLY" ? ofMonth(parts, set) : weekdays(parts, set)}
    ${parts.freq === "YEARLY" || parts.months.length ? line("In", chipsOf({ label: "Months", all: monthNames("short").map((word, i) => [i + 1, word]), isOn: (month) => parts.months.includes(month), onToggle: (month) => set({ months: toggledIn(parts.months, month) }) })) : nothing}
    ${parts.freq !== "MONTHLY" && (parts.freq === "YEARLY" || parts.monthDays.length) ? line("On day", dayNumbers(parts, set)) : nothing}
    ${line("Begins", html`<input type="datetime-local" step="1" aria-label="Begins" .value=${live(parts.start)} @change=${(event) => set({ start: event.target.value })}>`, parts.start ? null : "Without it on 1 January 2020 at 00:00, which is the time of the day, too.")}
    ${ends(parts, set)}</div>`;
}

/** What another unit has not is left out. */
function atFrequency(freq) {
  return { freq, nth: null, ...(freq === "MONTHLY" && { days: [] }), ...(freq !== "MONTHLY" && freq !== "YEARLY" && { monthDays: [] }), ...(freq === "WEEKLY" && { months: [] }) };
}

function line(label, control, hint = null) {
  return html`<div class="builder-row"><span class="quiet small">${label}</span>${control}${hint ? html`<span class="quiet small grow">${hint}</span>` : nothing}</div>`;
}

function weekdays(parts, set) {
  return line("On", chipsOf({ label: "Days of the week", all: weekdayNames("short").map((word, i) => [DAYS[i], word]), isOn: (day) => parts.days.includes(day), onToggle: (day) => set({ days: DAYS.filter((one) => (one === day) !== parts.days.includes(one)) }) }));
}

function ofMonth(parts, set) {
  const way = parts.nth !== null ? "nth" : parts.days.length ? "days" : parts.monthDays.length ? "numbers" : "start";
  const ways = { start: "on the day it begins with", numbers: "on days", nth: "on one day of the week", ...(way === "days" && { days: "on days of the week" }) };
  const to = { start: { nth: null, days: [], monthDays: [] }, numbers: { nth: null, days: [], monthDays: [1] }, nth: { nth: 1, days: ["MO"], monthDays: [] } };
  return html`${line("On", html`<select aria-label="Which days of the month" @change=${(event) => set(to[event.target.value] ?? {})}>${Object.entries(ways).map(([name, word]) => html`<option value=${name} .selected=${live(name === way)}>${word}</option>`)}</select>
      ${way === "numbers" ? dayNumbers(parts, set) : nothing}
      ${way === "nth" ? html`<select aria-label="Which of the month" @change=${(event) => set({ nth: Number(event.target.value) })}>${NTH.map(([nth, word]) => html`<option value=${nth} .selected=${live(nth === parts.nth)}>${word}</option>`)}</select>
        <select aria-label="Day" @change=${(event) => set({ days: [event.target.value] })}>${weekdayNames("long").map((word, i) => html`<option value=${DAYS[i]} .selected=${live(parts.days.includes(DAYS[i]))}>${word}</option>`)}</select>` : nothing}`)}
    ${way === "days" ? weekdays(parts, set) : nothing}`;
}

function dayNumbers(parts, set) {
  return html`<input class="list" autocomplete="off" aria-label="Days of the month" placeholder="1, 15 or -1" .value=${live(parts.monthDays.join(", "))} @change=${(event) => {
    const monthDays = readMonthDays(event.target.value);
    set({ monthDays: monthDays ?? parts.monthDays });
  }}>`;
}

function ends(parts, set) {
  const way = parts.count ? "count" : parts.until ? "until" : "never";
  const ways = { never: "never", count: "after so many dates", until: "after a time" };
  const to = { never: { count: "", until: "" }, count: { count: "10", until: "" }, until: { count: "", until: `${now().getFullYear() + 1}-01-01T00:00:00` } };
  return line("Ends", html`<select aria-label="Ends" @change=${(event) => set(to[event.target.value])}>${Object.entries(ways).map(([name, word]) => html`<option value=${name} .selected=${live(name === way)}>${word}</option>`)}</select>
    ${way === "count" ? html`<input class="short" type="number" min="1" step="1" aria-label="How many dates" .value=${live(parts.count)} @input=${(event) => Number(event.target.value) > 0 && set({ count: String(Math.floor(Number(event.target.value))) })}>` : nothing}
    ${way === "until" ? html`<input type="datetime-local" step="1" aria-label="Until" .value=${live(parts.until)} @change=${(event) => event.target.value && set({ until: event.target.value })}>` : nothing}`);
}

function toggledIn(numbers, one) {
  return numbers.includes(one) ? numbers.filter((other) => other !== one) : [...numbers, one].sort((a, b) => a - b);
}
