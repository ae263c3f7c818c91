import { html } from "lit-html";

/** Up to so many are drawn one by one. */
const BLOCKS = 20;

/** How many slots are taken of how many; without a limit only the number. */
export function slots(taken, limit) {
  if (limit === null || limit === undefined) {
    return html`<span class="number">${taken}</span> <span class="quiet small">no limit</span>`;
  }
  const label = `${taken} of ${limit} slots taken`;
  if (limit > BLOCKS) {
    const share = Math.min(100, (100 * taken) / limit);
    return html`<span class="bar ${taken >= limit ? "late" : "busy"}" role="img" aria-label=${label}
      ><i .style=${`width:${share}%`}></i></span> <span class="small">${taken} of ${limit}</span>`;
  }
  return html`<span class="slots ${taken >= limit ? "full" : ""}" role="img" aria-label=${label}
    >${Array.from({ length: limit }, (_, i) => html`<i class=${i < taken ? "taken" : ""}></i>`)}</span>
    <span class="small quiet">${taken} of ${limit}</span>`;
}
