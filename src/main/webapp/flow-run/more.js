/** What one seldom does with a run. */
import { html } from "lit-html";
import { flowRuns } from "../api.js";
import { act } from "../element/act.js";
import { copy } from "../element/copy.js";
import { confirm } from "../platform/say.js";
import { force } from "./actions.js";

/** States that may be set by hand. */
const TYPES = ["COMPLETED", "FAILED", "CANCELLED", "CRASHED", "SCHEDULED", "PENDING", "RUNNING"];

/** @param does called with an action that resolves to whether something was done */
export function list(run, does) {
  const item = (word, action) => html`<li><button type="button" class="button bare" @click=${(event) => {
    event.target.closest("details").open = false;
    action();
  }}>${word}</button></li>`;
  return html`<ul class="plain-list">
    ${item("Copy id", () => copy(run.id))}
    ${item("Copy link", () => copy(location.href))}
    ${item("Rename …", () => does(() => rename(run)))}
    ${item("Change state …", () => does(() => changeState(run)))}</ul>`;
}

async function rename(run) {
  let name = run.name;
  const sure = await confirm({
    title: `Rename ${run.name}`,
    text: html`<label class="labelled">Name<input .value=${name} maxlength="255" @input=${(event) => (name = event.target.value.trim())}></label>`,
    action: "Rename run",
    isDangerous: false,
  });
  return sure && name && name !== run.name ? act(() => flowRuns.update(run.id, { name }), `${run.name} is now ${name}.`) : false;
}

/** Whatever the rules say, so it is for what no rule foresees. */
async function changeState(run) {
  const chosen = { type: "COMPLETED" };
  const sure = await confirm({
    title: `Change the state of ${run.name}`,
    text: html`The state is set whatever the rules say. A process that is at work is not told: to end it, cancel the run.
      <label class="labelled">State<select @change=${(event) => (chosen.type = event.target.value)}>${TYPES.map(
        (type) => html`<option value=${type} ?selected=${type === chosen.type}>${type.toLowerCase()}</option>`,
      )}</select></label>
      <label class="labelled">Name<input maxlength="255" placeholder="that of the state" @input=${(event) => (chosen.name = event.target.value.trim())}></label>
      <label class="labelled">Message<input @input=${(event) => (chosen.message = event.target.value.trim())}></label>`,
    action: "Change state",
  });
  return sure && force(run, { type: chosen.type, ...(chosen.name && { name: chosen.name }), message: chosen.message || "Set in the page" });
}
