/** The five fields of a cron text, to be chosen; what is chosen is written as the text. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { areBothDays, MONTHS, readCron, readValues, toggled, WEEKDAYS, writeCron, writeValues } from "./cron.js";
import { chipsOf, monthNames, weekdayNames } from "./names.js";

const WORDS = {
  minute: ["Minute", { every: "Every minute", step: "Every so many", at: "At" }],
  hour: ["Hour", { every: "Every hour", step: "Every so many", at: "At" }],
  day: ["Day of month", { every: "Every day", step: "Every so many", at: "On", last: "On the last day" }],
  month: ["Month", { every: "Every month", step: "Every so many", at: "In" }],
  weekday: ["Day of week", { every: "Every day", at: "On", nth: "Once a month" }],
};

/** What a field begins with when it is to be of another mode. */
const FIRST = {
  step: () => ({ mode: "step", step: 2 }),
  at: (name) => ({ mode: "at", values: [name === "minute" || name === "hour" ? 0 : 1] }),
  last: () => ({ mode: "last" }),
  nth: () => ({ mode: "nth", nth: 1, day: 1 }),
  every: () => ({ mode: "every" }),
};

const NTH = [[1, "The first"], [2, "The second"], [3, "The third"], [4, "The fourth"], [5, "The fifth"], [0, "The last"]];

/**
 * @param cron the text
 * @param dayOr whether one of both days is enough
 * @param put called with `{ cron }` or `{ dayOr }`
 */
export function cronFields({ cron, dayOr }, put) {
  const fields = readCron(cron);
  if (!fields) {
    return html`<p class="quiet small">Only the text can say this, not fields beside each other.</p>`;
  }
  const set = (name, field) => put({ cron: writeCron({ ...fields, [name]: field }) });
  return html`<div class="builder" role="group" aria-label="Fields of the cron text">${Object.entries(WORDS).map(([name, [label, modes]]) => row(name, label, modes, fields[name], (field) => set(name, field)))}
    ${areBothDays(fields)
      ? html`<fieldset class="labelled"><legend>When day of month and day of week are both given</legend>
          ${[[true, "One of them is enough"], [false, "Both have to be met"]].map(([value, words]) => html`<label class="choice wraps"><input type="radio" name="day-or" .checked=${live(dayOr === value)} @change=${() => put({ dayOr: value })}> ${words}</label>`)}</fieldset>`
      : nothing}</div>`;
}

function row(name, label, modes, field, set) {
  // a step of weekdays is a text only
  const shown = { ...modes, ...(field.mode === "step" && !modes.step && { step: "Every so many" }) };
  return html`<div class="builder-row"><span class="quiet small" id=${`cron-${name}`}>${label}</span>
    <select aria-labelledby=${`cron-${name}`} @change=${(event) => set(FIRST[event.target.value](name))}>${Object.entries(shown).map(([mode, word]) => html`<option value=${mode} .selected=${live(mode === field.mode)}>${word}</option>`)}</select>
    ${detail(name, label, field, set)}</div>`;
}

function detail(name, label, field, set) {
  switch (field.mode) {
    case "step":
      return html`<input class="short" type="number" min="2" step="1" aria-label=${`${label}: every so many`} .value=${live(String(field.step))} @input=${(event) => {
        const step = Number(event.target.value);
        if (Number.isInteger(step) && step > 1) {
          set({ mode: "step", step });
        }
      }}>`;
    case "nth":
      return html`<select aria-label="Which of the month" @change=${(event) => set({ ...field, nth: Number(event.target.value) })}>${NTH.map(([nth, word]) => html`<option value=${nth} .selected=${live(nth === field.nth)}>${word}</option>`)}</select>
        <select aria-label="Day" @change=${(event) => set({ ...field, day: Number(event.target.value) })}>${weekdayNames("long").map((word, i) => html`<option value=${(i + 1) % 7} .selected=${live((i + 1) % 7 === field.day)}>${word}</option>`)}</select>`;
    case "at":
      return name === "weekday" || name === "month" ? chosen(name, label, field, set) : numbers(name, label, field, set);
    default:
      return nothing;
  }
}

function chosen(name, label, field, set) {
  const all = name === "month" ? monthNames("short").map((word, i) => [i + 1, word, MONTHS[i]]) : weekdayNames("short").map((word, i) => [(i + 1) % 7, word, WEEKDAYS[(i + 1) % 7]]);
  return chipsOf({ label, all, isOn: (value) => field.values.includes(value), onToggle: (value) => set(toggled(name, field, value)) });
}

/** Taken over when it is left, as half of a list means something else. */
function numbers(name, label, field, set) {
  return html`<input class="list" inputmode="numeric" autocomplete="off" aria-label=${`${label}: which`} placeholder="0, 30 or 9-17" .value=${live(writeValues(name, field.values).replaceAll(",", ", "))} @change=${(event) => {
    const values = readValues(name, event.target.value);
    set(values ? { mode: "at", values } : field);
  }}>`;
}
