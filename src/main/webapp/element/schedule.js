/** Fields for a schedule: its kind, what that has, and the zone by whose clock it goes. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { cronFields } from "../schedule/cron-fields.js";
import { ruleFields } from "../schedule/rule-fields.js";
import { inZone, KINDS, UNITS } from "../schedule/state.js";
import { zoneOptions } from "./zones.js";

const PRESETS = {
  every: [
    ["5 minutes", { count: "5", unit: "minutes" }],
    ["15 minutes", { count: "15", unit: "minutes" }],
    ["Hour", { count: "1", unit: "hours" }],
    ["Day", { count: "1", unit: "days" }],
    ["Week", { count: "1", unit: "weeks" }],
  ],
  cron: [
    ["Hourly", { cron: "0 * * * *" }],
    ["Daily at 09:00", { cron: "0 9 * * *" }],
    ["Workdays at 09:00", { cron: "0 9 * * mon-fri" }],
    ["Mondays", { cron: "0 9 * * mon" }],
    ["First of the month", { cron: "0 9 1 * *" }],
    ["Last Friday", { cron: "0 9 * * L5" }],
  ],
  rule: [
    ["Every other Monday", { rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO" }],
    ["Last Friday of the month", { rule: "FREQ=MONTHLY;BYDAY=-1FR" }],
    ["Each quarter", { rule: "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1" }],
    ["Each year", { rule: "FREQ=YEARLY" }],
  ],
};

/**
 * @param state what is edited, see `schedule/state.js`
 * @param wrong what is wrong with it, or null
 * @param onChange called with the next state
 */
export function scheduleFields({ state, wrong, onChange }) {
  const put = (change) => onChange({ ...state, ...change });
  return html`<div class="segments start" role="group" aria-label="Kind of schedule">${Object.entries(KINDS).map(
      ([kind, word]) => html`<button type="button" aria-pressed=${state.kind === kind} @click=${() => put({ kind })}>${word}</button>`,
    )}</div>
    ${state.kind === "none" ? html`<p class="quiet">It runs by hand only.</p>` : [presets(state, put), OF_KIND[state.kind](state, put, wrong), zoneField(state, onChange)]}`;
}

function presets(state, put) {
  return html`<span class="chips" role="group" aria-label="Usual ones">${PRESETS[state.kind].map(([word, change]) => {
    const isOn = Object.entries(change).every(([name, value]) => state[name] === value);
    return html`<button type="button" class="chip choose ${isOn ? "on" : ""}" aria-pressed=${isOn} @click=${() => put(change)}>${word}</button>`;
  })}</span>`;
}

const OF_KIND = {
  every: (state, put, wrong) => html`${labelled("schedule-count", "Every", wrong, null, (said) => html`<span class="row">
      <input id="schedule-count" name="schedule" class="short" inputmode="decimal" autocomplete="off" aria-invalid=${invalid(wrong)} aria-describedby=${said} .value=${live(state.count)} @input=${(event) => put({ count: event.target.value })}>
      <select aria-label="Unit" @change=${(event) => put({ unit: event.target.value })}>${Object.keys(UNITS).map((unit) => html`<option .selected=${live(unit === state.unit)}>${unit}</option>`)}</select></span>`)}
    ${labelled("schedule-anchor", "Counted from", null, state.anchor ? "One of its dates; they go on before and after it." : "Empty: from when this is saved.", (said) => html`<input id="schedule-anchor" type="datetime-local" step="1" aria-describedby=${said}
      .value=${live(state.anchor)} @input=${(event) => put({ anchor: event.target.value, anchorDate: null })}>`)}`,
  cron: (state, put, wrong) => [labelled("schedule-cron", "Cron", wrong, "Minute, hour, day of month, month, day of week.", (said) => html`<input id="schedule-cron" name="schedule" class="code" autocomplete="off" spellcheck="false" aria-invalid=${invalid(wrong)} aria-describedby=${said}
    .value=${live(state.cron)} @input=${(event) => put({ cron: event.target.value })}>`), cronFields(state, put)],
  rule: (state, put, wrong) => [labelled("schedule-rule", "Rule", wrong, "iCalendar: one rule, or lines of DTSTART, RRULE, RDATE, EXRULE and EXDATE.", (said) => html`<textarea id="schedule-rule" name="schedule" class="code" rows=${Math.max(2, state.rule.split("\n").length)} autocomplete="off" spellcheck="false" aria-invalid=${invalid(wrong)} aria-describedby=${said}
    .value=${live(state.rule)} @input=${(event) => put({ rule: event.target.value })}></textarea>`), ruleFields(state, put)],
};

function zoneField(state, onChange) {
  return labelled("schedule-zone", "Zone", null, "By whose clock it goes.", (said) => html`<select id="schedule-zone" aria-describedby=${said} @change=${(event) => onChange(inZone(state, event.target.value))}>${zoneOptions(state.zone)}</select>`);
}

function labelled(id, label, wrong, hint, control) {
  return html`<div class="labelled ${wrong ? "wrong" : ""}"><label for=${id}>${label}</label>${control(`${id}-said`)}
    <span id=${`${id}-said`} class=${wrong ? "bad-text small" : "quiet small"}>${wrong ?? hint ?? nothing}</span></div>`;
}

function invalid(wrong) {
  return wrong ? "true" : "false";
}
