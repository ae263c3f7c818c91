/**
 * What a schedule under a policy means, as the server says it while it is edited: asked some time
 * after the last key, by one call, or two for dates that are far apart.
 */
import { now, Problem, uiSchedules } from "../api.js";

/** Milliseconds after typing. */
const REST = 250;

/** Dates in the list, and days in the strip below it. */
export const LISTED = 10;
export const DAYS = 60;

/** Most dates that the server tells at a time. */
const MOST = 366;

const DAY = 86_400_000;

export class Preview {
  #redraw;
  #timer = 0;
  #of = null;
  #calls = null;
  #left = null;
  /** `{ words, timezone, policy, dates, notes, counted, isAll }`; null before the first. */
  said = null;
  /** What the server refuses, `[{ loc, msg }]`. */
  refused = [];
  /** Why it could not be asked. */
  failure = null;
  busy = false;

  constructor(redraw) {
    this.#redraw = redraw;
  }

  /** No longer asks when the page is left. */
  until(signal) {
    this.#left = signal;
  }

  /** Shows this from now on; null for what cannot be asked about. */
  show(schedule, policy, deployment) {
    const of = JSON.stringify([schedule, policy]);
    if (of === this.#of) {
      return;
    }
    const isFirst = this.#of === null;
    this.#of = of;
    clearTimeout(this.#timer);
    this.#calls?.abort();
    this.busy = schedule !== null;
    if (schedule === null) {
      Object.assign(this, { said: null, refused: [], failure: null });
      return;
    }
    this.#timer = setTimeout(() => this.#ask(schedule, policy, deployment), isFirst ? 0 : REST);
  }

  async #ask(schedule, policy, deployment) {
    if (this.#left?.aborted) {
      return;
    }
    const calls = new AbortController();
    this.#calls = calls;
    const signal = this.#left ? AbortSignal.any([calls.signal, this.#left]) : calls.signal;
    const end = new Date(now().getTime() + DAYS * DAY).toISOString();
    const request = { schedule, schedule_policy: policy, ...(deployment && { deployment_id: deployment }) };
    try {
      const near = await uiSchedules.preview({ ...request, end, limit: MOST }, signal);
      const far = near.dates.length < LISTED ? await uiSchedules.preview({ ...request, limit: LISTED }, signal) : near;
      const notes = [...near.notes, ...far.notes.filter((note) => !near.notes.some((one) => one.text === note.text && one.time === note.time))];
      this.#settle({
        said: { words: far.words, timezone: far.timezone, policy: far.policy_words, dates: far.dates, notes, counted: near.dates, isAll: near.dates.length < MOST },
      });
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      this.#settle({ refused: problem.fields ?? [], failure: problem.fields ? null : problem.message, said: this.said });
    }
  }

  #settle({ said = null, refused = [], failure = null }) {
    Object.assign(this, { said, refused, failure, busy: false });
    this.#redraw();
  }
}
