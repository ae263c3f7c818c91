/** Fields for the policy of a schedule, each of which reads as a sentence. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { CATCH_UPS, OVERLAPS } from "./policy.js";
import { UNITS } from "./state.js";

/**
 * @param state what is edited, see `schedule/policy.js`
 * @param wrongs what is wrong, by the names of the API
 * @param calendars those that there are, or why they cannot be read
 * @param onChange called with the next state
 */
export function policyFields({ state, wrongs, calendars, onChange }) {
  const put = (change) => onChange({ ...state, ...change });
  return html`${choices("overlap", "When its time comes", OVERLAPS, state.overlap, (overlap) => put({ overlap }))}
    ${choices("catch-up", "What was missed", CATCH_UPS, state.catchUp, (catchUp) => put({ catchUp }))}
    ${state.catchUp === "none" && !state.window.count ? nothing : amount("catch_up_window", "But only within", state.window, wrongs.catch_up_window, "How old a date may be that is caught up; empty for any age.", (window) => put({ window }))}
    ${amount("start_jitter", "Starts are spread over", state.jitter, wrongs.start_jitter, "A run starts at its date or less than this later; empty for at its date.", (jitter) => put({ jitter }))}
    ${plain("end", "The last date is until", wrongs.end, "By the clock of the schedule; empty for no end.", (said) => html`<input id="policy-end" name="end" type="datetime-local" step="1" aria-describedby=${said} .value=${live(state.end)} @input=${(event) => put({ end: event.target.value, endDate: null })}>`)}
    ${plain("max_runs", "At most so many runs", wrongs.max_runs, "In all, from now on; empty for any number.", (said) => html`<input id="policy-max_runs" name="max_runs" class="short" inputmode="numeric" autocomplete="off" aria-describedby=${said} aria-invalid=${wrongs.max_runs ? "true" : "false"} .value=${live(state.maxRuns)} @input=${(event) => put({ maxRuns: event.target.value })}>`)}
    ${days(state, calendars, wrongs.calendars, put)}`;
}

function choices(name, label, all, chosen, onChoose) {
  return html`<fieldset class="labelled"><legend>${label}</legend>${Object.entries(all).map(
    ([value, sentence]) => html`<label class="choice wraps"><input type="radio" name=${name} value=${value} .checked=${live(value === chosen)} @change=${() => onChoose(value)}> ${sentence}</label>`,
  )}</fieldset>`;
}

function plain(name, label, wrong, hint, control) {
  const said = `policy-${name}-said`;
  return html`<div class="labelled ${wrong ? "wrong" : ""}"><label for=${`policy-${name}`}>${label}</label>${control(said)}
    <span id=${said} class=${wrong ? "bad-text small" : "quiet small"}>${wrong ?? hint}</span></div>`;
}

function amount(name, label, { count, unit }, wrong, hint, onChange) {
  return plain(name, label, wrong, hint, (said) => html`<span class="row"><input id=${`policy-${name}`} name=${name} class="short" inputmode="decimal" autocomplete="off" aria-describedby=${said} aria-invalid=${wrong ? "true" : "false"} .value=${live(count)} @input=${(event) => onChange({ count: event.target.value, unit })}>
    <select aria-label=${`${label}: unit`} @change=${(event) => onChange({ count, unit: event.target.value })}>${Object.keys(UNITS).map((one) => html`<option .selected=${live(one === unit)}>${one}</option>`)}</select></span>`);
}

/** Calendars by name, with those that the policy names and that cannot be read. */
function days(state, { value = [], failure }, wrong, put) {
  const known = new Map(value.map((one) => [one.name, one]));
  const names = [...new Set([...known.keys(), ...state.calendars])];
  const toggle = (name, isOn) => put({ calendars: isOn ? [...state.calendars, name] : state.calendars.filter((one) => one !== name) });
  const sentence = (name) => (known.get(name)?.listed === "open" ? `Only on days of ${name}` : `Days of ${name} are left out`);
  return html`<fieldset class="labelled ${wrong ? "wrong" : ""}"><legend>Business days</legend>
    ${names.map((name) => html`<label class="choice wraps"><input type="checkbox" name="calendars" value=${name} .checked=${live(state.calendars.includes(name))} @change=${(event) => toggle(name, event.target.checked)}> ${sentence(name)}</label>`)}
    <span class=${wrong || failure ? "bad-text small" : "quiet small"}>${wrong ?? (failure ? `Calendars could not be read. ${failure.message}.` : names.length ? "A date counts that is open in all of them." : html`There is no calendar. <a class="lined" href="calendars/new" target="_blank">Make one</a> in a new tab.`)}</span></fieldset>`;
}
