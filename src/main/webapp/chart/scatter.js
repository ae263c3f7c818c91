/**
 * How long things took over time, a point each, drawn as SVG; pure. A state is told by shape and
 * tone. Where durations differ by more than a hundred times, each mark of the scale is ten times the
 * one below.
 */
import { html, nothing, svg } from "lit-html";
import { look, state } from "../element/state.js";
import { duration, shortly } from "../platform/time.js";
import { GROUND, niceTop, nowAt, TOP, WIDTH } from "./bars.js";

const LEFT = 62;

/** Labels of times under the picture, about. */
const LABELS = 8;

/** Seconds at the top of a scale that begins with nothing, and the marks of one that goes by powers. */
const TOPS = [1, 2, 4, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 36_000, 86_400];
const MARKS = [0.001, 0.01, 0.1, 1, 10, 60, 600, 3_600, 36_000, 86_400, 864_000];

/** Shapes around the middle of a point, by state. */
const SHAPES = {
  COMPLETED: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
  FAILED: "M-4-4L4 4M4-4L-4 4",
  CRASHED: "M0-4.5L4.5 4h-9Z",
  CANCELLED: "M-3.5-3.5h7v7h-7Z",
  RUNNING: "M0-4.5L4.5 0L0 4.5L-4.5 0Z",
};
const OTHER = "M-4 0h8M0-4v8";

/** Of a state by its type, which all that it can be called share. */
const shapeOf = (type) => (Object.hasOwn(SHAPES, type) ? SHAPES[type] : OTHER);

/** Points that can be drawn, of what the API answers: those that have begun. */
export function pointsOf(runs) {
  return runs
    .filter((run) => run.duration > 0 || !["SCHEDULED", "PENDING"].includes(run.state_type))
    .map((run) => ({ id: run.id, type: run.state_type, at: Date.parse(run.timestamp), seconds: run.duration }));
}

/**
 * The scale of some durations: `of` gives a share of the height, `marks` those that are named.
 */
export function scaleOf(seconds) {
  const most = Math.max(0, ...seconds);
  const least = Math.min(most, ...seconds.filter((one) => one > 0));
  if (most > 100 * least) {
    const low = MARKS.findLast((mark) => mark <= least) ?? MARKS[0];
    const high = MARKS.find((mark) => mark >= most) ?? most;
    const marks = MARKS.filter((mark) => mark >= low && mark <= high);
    const of = (one) => Math.log(Math.max(low, one) / low) / Math.log(high / low);
    return { isByPowers: true, of, marks };
  }
  const top = most > 0 && most <= 1 ? niceTop(most) : (TOPS.find((one) => one >= most && one > 0) ?? Math.ceil(most / 86_400) * 86_400);
  return { isByPowers: false, of: (one) => one / top, marks: [0, top / 2, top] };
}

/**
 * The picture. It is one image to a reader, so whoever shows it shows the same as a table too.
 *
 * @param points as `pointsOf` gives them
 * @param span `{ from, to, width }` in milliseconds, the width what round times are apart
 * @param now where the line stands, in milliseconds, if the picture is about it
 * @param label what it shows, in a sentence
 * @param nameOf a time's text under the axis
 * @param onOpen called with a point that was clicked
 */
export function scatter({ points, span: { from, to, width }, now, label, nameOf, onOpen }) {
  const { of, marks } = scaleOf(points.map((point) => point.seconds));
  const x = (time) => LEFT + ((time - from) / (to - from)) * (WIDTH - LEFT - 8);
  const y = (seconds) => GROUND - of(seconds) * (GROUND - TOP);
  const every = width * Math.ceil((to - from) / width / LABELS);
  const times = Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => from + i * every);
  return html`<svg class="chart" viewBox="0 -4 ${WIDTH} 168" role="img" aria-label=${label}
    @click=${(event) => {
      const at = event.target.closest("[data-at]")?.dataset.at;
      if (at !== undefined) {
        onOpen(points[at]);
      }
    }}>
    ${marks.map(
      (mark) => svg`<line class="line" x1=${LEFT - 6} x2=${WIDTH} y1=${y(mark)} y2=${y(mark)} />
        <text x=${LEFT - 12} y=${y(mark) + 4} text-anchor="end">${mark === 0 ? "0" : shortly(mark)}</text>`,
    )}
    ${times.map((time) => svg`<text x=${x(time)} y="158" text-anchor="middle">${nameOf(time)}</text>`)}
    ${now >= from && now <= to ? nowAt(x(now)) : nothing}
    ${points.map(
      ({ type, at, seconds }, i) => svg`<g class="point ${look(type).tone}" data-at=${i} transform=${`translate(${round(x(at))} ${round(y(seconds))})`}>
        <title>${`${look(type, named(type)).word}, ${duration(seconds)}`}</title><circle class="hit" r="9" /><path d=${shapeOf(type)} /></g>`,
    )}
  </svg>`;
}

const round = (number) => Math.round(number * 10) / 10;

/** A type in words: `Completed`. */
function named(type) {
  return type.charAt(0) + type.slice(1).toLowerCase();
}

/** What each shape of the picture means, of those that are in it. */
export function shapes(points) {
  const types = [...new Set(points.map((point) => point.type))].sort();
  return html`<p class="legend shapes push">${types.map(
    (type) => html`<span><svg class="point ${look(type).tone}" viewBox="-6 -6 12 12" aria-hidden="true"><path d=${shapeOf(type)} /></svg>${named(type)}</span>`,
  )}</p>`;
}

/**
 * The same as a table, folded away; its rows are made when it is opened.
 *
 * @param nameOf a point's time
 * @param hrefOf where its thing is
 */
export function asTable({ points, isOpen, onOpen, nameOf, hrefOf }) {
  return html`<details class="as-table" @toggle=${(event) => onOpen(event.target.open)}><summary>Show as table</summary>${isOpen
    ? html`<div class="scroll"><table>
        <thead><tr><th scope="col">Time</th><th scope="col">State</th><th scope="col" class="number">Duration</th></tr></thead>
        <tbody>${points.map(
          (point) => html`<tr><th scope="row"><a href=${hrefOf(point)}>${nameOf(point.at)}</a></th>
            <td>${state(point.type, named(point.type))}</td><td class="number">${duration(point.seconds)}</td></tr>`,
        )}</tbody></table></div>`
    : nothing}</details>`;
}
