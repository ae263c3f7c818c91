import { html } from "lit-html";
import { deployments } from "../api.js";
import { act } from "../element/act.js";

/** Switches a deployment's schedule on or off, and shows which. */
export function scheduleSwitch(deployment, reload) {
  const on = deployment.is_schedule_active;
  return html`<button type="button" class="button bare" role="switch" aria-checked=${on} aria-label=${`Schedule of ${deployment.name}`} @click=${() => setActive(deployment, !on, reload)}><span class="switch ${on ? "on" : ""}"></span>${on ? "On" : "Off"}</button>`;
}

async function setActive({ id, name }, active, reload) {
  const set = async (to) => {
    await deployments.setScheduleActive(id, to);
    reload();
  };
  await act(
    () => set(active),
    active ? `The schedule of ${name} is on: its next runs are planned.` : `The schedule of ${name} is off: runs that it had planned are deleted.`,
    () => set(!active),
  );
}
