import { html } from "lit-html";

/** What needs somebody, worst first. */
export function notes(troubles) {
  return html`<section class="card" aria-label="Needs attention"><ul class="notes">${troubles.map((one) => html`<li>${one.kind}</li>`)}</ul></section>`;
}
