import { html } from "lit-html";
import { setLimit } from "./actions.js";

/** A limit that is changed in its place. */
export function stepper(limit, onDone) {
  const { tag, concurrency_limit: number } = limit;
  const step = async (to) => (await setLimit(limit, to)) && onDone();
  return html`<span class="row tight stepper">
    <button type="button" class="button only" aria-label=${`One less for ${tag}`} ?disabled=${number === 0} @click=${() => step(number - 1)}>−</button>
    <span class="number">${number}</span>
    <button type="button" class="button only" aria-label=${`One more for ${tag}`} @click=${() => step(number + 1)}>+</button></span>`;
}
