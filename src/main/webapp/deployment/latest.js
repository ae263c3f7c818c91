/** How deployments ran last, when they run next, and how long they usually take. */
import { html } from "lit-html";
import { uiDeployments } from "../api.js";
import { look, state } from "../element/state.js";
import { ago, at } from "../element/time.js";
import { duration } from "../platform/time.js";

/** Of so many deployments the API tells at a time. */
const AT_A_TIME = 200;

/** Runs that a row of a list shows. */
export const SHOWN = 12;

/** By the ids of 200 deployments at most, with their last so many runs, the newest last. */
export async function latestOf(ids, runs, signal) {
  const all = ids.length ? await uiDeployments.latest({ deployment_ids: ids, runs }, signal) : [];
  return new Map(all.map((one) => [one.id, one]));
}

/** The same for a list of any length, by one call a refresh: of what is not known yet, then of what is seen. */
export class Latest {
  #known = new Map();

  /** @param above how many of them are above what is seen of the list */
  async of(ids, above, signal) {
    const unknown = ids.filter((id) => !this.#known.has(id));
    const asked = [...new Set([...unknown, ...ids.slice(above), ...ids])].slice(0, AT_A_TIME);
    (await latestOf(asked, SHOWN, signal)).forEach((one, id) => this.#known.set(id, one));
    return this.#known;
  }
}

/** Of several deployments together: their last runs, and the first of the next dates. */
export function together(all) {
  const runs = all.flatMap((one) => one.runs).sort((one, other) => beginOf(one) - beginOf(other));
  const dates = all.map((one) => one.next).filter(Boolean);
  return { runs: runs.slice(-SHOWN), next: dates.sort((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null };
}

/** Of one that has never begun, when it ended. */
function beginOf(run) {
  return Date.parse(run.start_time ?? run.end_time) || 0;
}

/** Columns of a list; `of` finds what is known of its item. */
export function latestColumns(of) {
  return [
    { name: "Next run", kind: "two", cell: (item) => next(of(item)?.next) },
    { name: "Last runs", cell: (item) => lastRuns(of(item)?.runs ?? []) },
  ];
}

function next(date) {
  return date ? html`<span>${ago(date)}</span><span>${at(date)}</span>` : html`<span class="quiet">–</span>`;
}

/** As bars, the newest last: high as they took long, in the tone of their state; the last one in words, too. */
function lastRuns(runs) {
  const last = runs.at(-1);
  if (!last) {
    return html`<span class="quiet">–</span>`;
  }
  const most = Math.max(...runs.map((run) => run.total_run_time));
  const heightOf = (run) => 30 + (most > 0 ? (70 * run.total_run_time) / most : 0);
  return html`<span class="row wraps tight"><span class="spark" role="img" aria-label=${inWords(runs)}>${runs.map(
    (run) => html`<i class=${look(run.state_type, run.state_name).tone} .style=${`height:${heightOf(run)}%`}></i>`,
  )}</span><a class="plain" href="flow-runs/flow-run/${last.id}" aria-label=${`Last run ${last.name}: ${look(last.state_type, last.state_name).word}`}>${state(last.state_type, last.state_name)}</a></span>`;
}

/** `Last 12 runs: 10 Completed, 2 Failed`. */
function inWords(runs) {
  const counts = new Map();
  runs.forEach((run) => {
    const { word } = look(run.state_type, run.state_name);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  return `Last ${runs.length === 1 ? "run" : `${runs.length} runs`}: ${[...counts].map(([word, count]) => `${count} ${word}`).join(", ")}`;
}

/** How long it usually takes, in a sentence; null of one that has completed less than five times. */
export function usualOf(latest) {
  return latest?.usual_duration == null
    ? null
    : `Half of its runs end within ${duration(latest.usual_duration)}, 19 of 20 within ${duration(latest.long_duration)}.`;
}
