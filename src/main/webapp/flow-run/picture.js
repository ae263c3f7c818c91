/** The picture above a list of runs: how many there were over time, or how long each took. */
import { html, nothing } from "lit-html";
import { flowRuns, uiFlowRuns } from "../api.js";
import { part, shown } from "../element/part.js";
import { day, minute } from "../platform/time.js";
import { historyOf, spanOf } from "./span.js";

/** Points that are drawn; more would hide each other. */
const POINTS = 500;

/** Of a longer time days are named, not hours; milliseconds. */
const LONG = 48 * 3_600_000;

/** Draws each kind; their modules are loaded when they are first wanted. */
const KINDS = {
  bars: async () => {
    const [{ asTable, bars, legend }, { barsOf }] = await Promise.all([import("../chart/bars.js"), import("./activity.js")]);
    return {
      ask: async (selection, span, now, signal) =>
        barsOf(await flowRuns.history({ ...selection, ...historyOf(span) }, signal), now.getTime()),
      legend,
      draw: (all, { nameOf, wholeOf, now, label, narrow }) => html`${picture("Runs over time", bars({ bars: all, now, label: `${label}: ${sums(all)}`, nameOf, onOpen: (bar) => narrow.open(bar) }))}
        ${asTable(all, (bar) => wholeOf(bar.from), (bar) => narrow.hrefOf(bar))}`,
    };
  },
  scatter: async () => {
    const { asTable, pointsOf, scatter, shapes } = await import("../chart/scatter.js");
    let isOpen = false;
    return {
      ask: async (selection, _span, _now, signal) => {
        const runs = await uiFlowRuns.history({ ...selection, limit: POINTS }, signal);
        return { points: pointsOf(runs), areSome: runs.length >= POINTS };
      },
      legend: ({ points }) => shapes(points),
      draw: ({ points, areSome }, { nameOf, wholeOf, now, label, span, go, redraw }) => html`${points.length
          ? picture("Durations over time", scatter({ points, span, now, label: `How long each of ${points.length.toLocaleString()} runs took, ${label}`, nameOf, onOpen: (point) => go(hrefOf(point)) }))
          : html`<p class="empty">None of them has begun.</p>`}
        ${areSome ? html`<p class="quiet small">The newest ${POINTS}.</p>` : nothing}
        ${asTable({ points, isOpen, nameOf: wholeOf, hrefOf, onOpen: (open) => {
          if (open !== isOpen) {
            isOpen = open;
            redraw();
          }
        } })}`,
    };
  },
};

const hrefOf = (point) => `flow-runs/flow-run/${point.id}`;

function picture(label, drawn) {
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>${drawn}</div>`;
}

/** `3 completed, 1 failed`, of bars. */
function sums(all) {
  const words = [["good", "completed"], ["bad", "failed"], ["crash", "crashed"], ["busy", "in progress"], ["calm", "cancelled"], ["late", "waiting"]];
  const sum = (tone) => all.reduce((count, bar) => count + (bar.counts[tone] ?? 0), 0);
  const planned = all.reduce((count, bar) => count + bar.planned, 0);
  const said = words.map(([tone, word]) => [sum(tone), word]).filter(([count]) => count > 0);
  return [...said, ...(planned ? [[planned, "scheduled"]] : [])].map(([count, word]) => `${count.toLocaleString()} ${word}`).join(", ") || "none";
}

/** What is drawn of one list; asked for again only when there is something new to see. */
export class Picture {
  #kinds = {};
  #shown = null;

  /**
   * Whether its filter, or what it shows of it, is another by now, so that it has to be asked for
   * with the rows.
   */
  isOther(kind, filter) {
    return this.#shown?.kind !== kind || this.#shown.filter !== filter;
  }

  /**
   * Reads it, unless what is there will do.
   *
   * @param filter the filter as a text, without what moves with the clock
   * @param seen what tells that something has changed: the number that match, their newest states
   */
  async load({ kind, filter, selection, seen, now }, signal) {
    const drawing = (this.#kinds[kind] ??= await KINDS[kind]());
    const span = spanOf(selection.flow_runs.expected_start_time, now);
    const key = `${filter} ${kind} ${span.from} ${span.to} ${Math.floor(now / span.width)} ${seen}`;
    if (this.#shown?.key !== key) {
      const data = await part(drawing.ask(selection, span, now, signal));
      // what could not be read is asked for again
      this.#shown = { kind, filter, span, data, key: data.failure ? null : key };
    }
  }

  /** What it says in a line beside the switch. */
  legend() {
    const { kind, data } = this.#shown ?? {};
    return data?.value ? this.#kinds[kind].legend(data.value) : nothing;
  }

  /**
   * @param narrow where a click on a part of the time leads: `open(part)`, `hrefOf(part)`
   * @param go leads to an address
   * @param redraw draws the page
   */
  draw({ now, narrow, go, redraw }) {
    if (!this.#shown) {
      return nothing;
    }
    const { kind, span, data } = this.#shown;
    const wholeOf = (time) => `${day(time)} ${minute(time)}`;
    const nameOf = span.to - span.from > LONG ? day : minute;
    const label = `from ${wholeOf(span.from)} to ${wholeOf(span.to)}`;
    return shown(data, (value) => this.#kinds[kind].draw(value, { span, nameOf, wholeOf, now: now.getTime(), label: kind === "bars" ? `Runs ${label}` : label, narrow, go, redraw }));
  }
}
