import { svg, html } from "lit-html";

const FILE = new URL("../icons.svg", import.meta.url).href;

/** One of `icons.svg`; only seen, never read out. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<use href="${FILE}#${name}"></use>`}</svg>`;
}
