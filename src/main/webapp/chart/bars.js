/**
 * Stacked bars over time, drawn as SVG; pure. What was: by the tones of the states that runs ended
 * or are in. What is to come: dashed. A line between both.
 */
import { html, nothing, svg } from "lit-html";

export const WIDTH = 1060;
export const TOP = 14;
export const GROUND = 140;
const LEFT = 34;

/** From the ground up. */
export const TONES = [
  ["good", "Completed"],
  ["busy", "In progress"],
  ["calm", "Cancelled"],
  ["crash", "Crashed"],
  ["bad", "Failed"],
  ["late", "Waiting"],
];

/** Pixels of a picture between two of its labels, at least. */
const LABEL = 110;

/**
 * The picture. It is one image to a reader, so whoever shows it shows the same as a table too.
 *
 * @param bars in order, each `{ from, to, counts, planned }`: times in milliseconds, numbers by tone,
 *     and the number of what is planned
 * @param now where the line stands, in milliseconds, if the picture is about it
 * @param label what it shows, in a sentence
 * @param nameOf a time's text under the axis
 * @param onOpen called with a bar that was clicked
 */
export function bars({ bars: all, now, label, nameOf, onOpen }) {
  if (all.length === 0) {
    return html`<p class="empty">Nothing is known of this time.</p>`;
  }
  const top = niceTop(Math.max(1, ...all.map(heightOf)));
  const step = (WIDTH - LEFT) / all.length;
  const wide = Math.max(2, Math.min(24, step * 0.66));
  const y = (value) => GROUND - (value / top) * (GROUND - TOP);
  const begin = all[0].from;
  const x = (time) => LEFT + ((time - begin) / (all.at(-1).to - begin)) * (WIDTH - LEFT);
  const every = Math.ceil(LABEL / step);
  const ticks = top === 1 ? [0, 1] : [0, top / 2, top];
  return html`<svg class="chart" viewBox="0 -4 ${WIDTH} 168" role="img" aria-label=${label}
    @click=${(event) => event.target.dataset.at && onOpen(all[event.target.dataset.at])}>
    ${ticks.map(
      (value) => svg`<line class="line" x1=${LEFT - 6} x2=${WIDTH} y1=${y(value)} y2=${y(value)} />
        <text x=${LEFT - 12} y=${y(value) + 4} text-anchor="end">${value.toLocaleString()}</text>`,
    )}
    ${all.map((bar, i) => stack(bar, LEFT + i * step + (step - wide) / 2, wide, y, i))}
    ${all.map((bar, i) =>
      i % every === 0
        ? svg`<text x=${LEFT + i * step + step / 2} y="158" text-anchor="middle">${nameOf(bar.from)}</text>`
        : nothing,
    )}
    ${all.map((bar, i) => svg`<rect class="hit" data-at=${i} x=${LEFT + i * step} y=${TOP} width=${step} height=${GROUND - TOP} />`)}
    ${now >= begin && now <= all.at(-1).to ? nowAt(x(now)) : nothing}
  </svg>`;
}

/** The line where it is now. */
export function nowAt(x) {
  return svg`<line class="now" x1=${x} x2=${x} y1=${TOP - 6} y2=${GROUND} /><text x=${x} y="4" text-anchor="middle">now</text>`;
}

function stack({ counts, planned }, x, wide, y, i) {
  let below = 0;
  const parts = TONES.filter(([tone]) => counts[tone]).map(([tone]) => {
    const from = y(below);
    below += counts[tone];
    const to = y(below);
    return svg`<rect class="fill ${tone}" x=${x} y=${to} width=${wide} height=${Math.max(1.5, from - to - 1)} rx="2" data-at=${i} />`;
  });
  if (planned) {
    const from = y(below);
    const to = y(below + planned);
    parts.push(svg`<rect class="ghost" x=${x} y=${to} width=${wide} height=${Math.max(1.5, from - to - 1)} rx="2" data-at=${i} />`);
  }
  return parts;
}

/** How many are in a bar, planned ones too. */
export function heightOf({ counts, planned }) {
  return Object.values(counts).reduce((sum, count) => sum + count, planned);
}

/** The next number above that halves well: 1, 2, 4, 10, 20, 40, 100 and so on. */
export function niceTop(most) {
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 10].map((times) => times * size).find((top) => top >= most);
}

/** What each tone of the picture means, of those that are in it. */
export function legend(all) {
  const shown = TONES.filter(([tone]) => all.some(({ counts }) => counts[tone]));
  return html`<p class="legend push">${shown.map(([tone, word]) => html`<span class=${tone}>${word}</span>`)}
    ${all.some(({ planned }) => planned) ? html`<span class="dashed">Scheduled</span>` : nothing}</p>`;
}

/**
 * The same as a table, folded away.
 *
 * @param nameOf a bar's text
 * @param hrefOf where its runs are listed
 */
export function asTable(all, nameOf, hrefOf) {
  const shown = all.filter((bar) => heightOf(bar) > 0);
  return html`<details class="as-table"><summary>Show as table</summary><div class="scroll"><table>
    <thead><tr><th scope="col">Time</th>${TONES.map(([, word]) => html`<th scope="col" class="number">${word}</th>`)}<th scope="col" class="number">Scheduled</th></tr></thead>
    <tbody>${shown.map(
      (bar) => html`<tr><th scope="row"><a href=${hrefOf(bar)}>${nameOf(bar)}</a></th>
        ${TONES.map(([tone]) => html`<td class="number">${bar.counts[tone] ?? 0}</td>`)}<td class="number">${bar.planned}</td></tr>`,
    )}</tbody></table></div></details>`;
}
