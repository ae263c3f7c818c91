/** Fields for what becomes of runs in trouble, and for how many may be queued. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ON_LOST } from "./limits.js";

/** Label and hint of each part of the retries. */
const RETRIES = {
  retries: ["Tries after a failure", "How often a run that failed is tried again; empty: as a Python flow says itself, a batch flow not at all."],
  retry_delay: ["Seconds between two tries", "Empty for none."],
  retry_backoff_factor: ["Each delay is longer by", "2 for twice as long as the one before; empty: all are as long."],
  retry_max_delay: ["But no longer than, in seconds", "Empty for any length."],
  retry_jitter_factor: ["Chance adds up to", "A part of the delay: 0.5 for up to half of it; empty for nothing."],
};

/**
 * @param state what is edited, see `deployment/limits.js`
 * @param wrongOf tells what is wrong with a field
 * @param onChange called with what is another, and the field
 */
export function limitFields({ state, wrongOf, onChange }) {
  const { retries } = state;
  const number = (field, label, hint, value, change) => {
    const wrong = wrongOf(field);
    return html`<div class="labelled ${wrong ? "wrong" : ""}"><label for=${field}>${label}</label>
      <input id=${field} name=${field} class="short" inputmode="decimal" autocomplete="off" aria-describedby=${`${field}-said`} aria-invalid=${wrong ? "true" : "false"} .value=${live(value)} @input=${(event) => onChange(change(event.target.value), field)}>
      <span id=${`${field}-said`} class=${wrong ? "bad-text small" : "quiet small"}>${wrong ?? hint}</span></div>`;
  };
  const retry = (field) => number(field, ...RETRIES[field], retries[field], (value) => ({ retries: { ...retries, [field]: value } }));
  const isRare = ["retry_backoff_factor", "retry_max_delay", "retry_jitter_factor"];
  return html`${["retries", "retry_delay"].map(retry)}
    <details class="more-fields" ?open=${isRare.some((field) => retries[field] || wrongOf(field))}><summary>Longer and longer delays</summary><div class="form">${isRare.map(retry)}</div></details>
    <fieldset class="labelled"><legend>When an agent is lost</legend>${Object.entries(ON_LOST).map(
      ([value, sentence]) => html`<label class="choice wraps"><input type="radio" name="on_agent_lost" value=${value} .checked=${live(value === state.onAgentLost)} @change=${() => onChange({ onAgentLost: value }, "on_agent_lost")}> ${sentence}</label>`,
    )}</fieldset>
    ${state.onAgentLost === "restart" || wrongOf("max_restarts")
      ? number("max_restarts", "At most so many times", "After that it ends as Crashed; empty for 3.", state.maxRestarts, (value) => ({ maxRestarts: value }))
      : nothing}
    ${number("max_queued_runs", "Most queued runs", "One more by hand is refused while so many wait; those of the schedule never are. Empty for any number.", state.maxQueued, (value) => ({ maxQueued: value }))}`;
}
