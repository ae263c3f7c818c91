/** Days beside each other: high as they have dates; pure. */
import { svg, html, nothing } from "lit-html";

const STEP = 6;
const HEIGHT = 40;
const AXIS = 14;

/**
 * @param days `{ day, count, left }`, the count null where it is not known
 * @param label what is to be seen, in a sentence
 */
export function daysStrip(days, label) {
  const most = Math.max(1, ...days.map(({ count }) => count ?? 0));
  const month = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", month: "short" });
  return html`<svg class="days-strip" viewBox="0 0 ${days.length * STEP} ${HEIGHT + AXIS}" role="img" aria-label=${label}>
    ${days.map(({ day, count, left }, i) => {
      const date = new Date(day);
      const isWeekend = date.getUTCDay() % 6 === 0;
      const height = count ? 6 + (count / most) * (HEIGHT - 6) : 0;
      const at = i * STEP;
      return svg`<g><title>${day}${left ? ": dates left out" : count === null ? ": not counted" : count ? `: ${count}` : ""}</title>
        <rect class=${isWeekend ? "weekend" : "weekday"} x=${at} y="0" width=${STEP - 1} height=${HEIGHT}></rect>
        ${height ? svg`<rect class="fill busy" x=${at} y=${HEIGHT - height} width=${STEP - 1} height=${height} rx="1"></rect>` : nothing}
        ${count === null ? svg`<rect class="ghost" x=${at + 0.5} y=${HEIGHT / 2} width=${STEP - 2} height=${HEIGHT / 2 - 0.5}></rect>` : nothing}
        ${left ? svg`<path class="left-out" d=${`M${at} ${HEIGHT - 1} l${STEP - 1} -${STEP - 1} m0 ${STEP - 1} l-${STEP - 1} -${STEP - 1}`}></path>` : nothing}
        ${i === 0 || day.endsWith("-01") ? svg`<text x=${at} y=${HEIGHT + AXIS - 3}>${i === 0 && Number(day.slice(8)) > 20 ? "" : month.format(date)}</text>` : nothing}</g>`;
    })}</svg>`;
}
