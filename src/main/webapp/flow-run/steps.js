/**
 * The steps of a run: read once, and from then on only those that are new, and those that may change:
 * that have not ended, or ended before the run came to be as it is. One that is retried goes on in
 * the same steps.
 */
import { taskRuns, taskRunStates } from "../api.js";
import { hasEnded } from "./actions.js";

/** As many as the API gives at a time. */
const PAGE = 200;

/** More are not read; their number is told. */
export const MOST = 2_000;

/** Of so many steps at a time the attempts are asked for. */
const ATTEMPTS = 10;

export class Steps {
  #run;
  #byId = new Map();
  #attempts = new Map();

  constructor(run) {
    this.#run = run;
  }

  /** All of them by now, in the order of their start, each with its attempts if there was more than one. */
  async load(run, signal) {
    const known = this.#byId.size;
    const open = [...this.#byId.values()].filter((step) => mayChange(step, run)).sort(openFirst).map((step) => step.id);
    await Promise.all([this.#append(known, signal), this.#again(open.slice(0, PAGE), signal)]);
    await this.#learnAttempts([...this.#byId.values()].sort(byStart), signal);
    return this.known;
  }

  /** All of them as they were when they were read. */
  get known() {
    return [...this.#byId.values()].sort(byStart).map((step) => ({ ...step, attempts: this.#attempts.get(step.id)?.states ?? null }));
  }

  /** Those behind the ones that are known; in an order in which new ones come last. */
  async #append(offset, signal) {
    let read = PAGE;
    for (let at = Math.max(0, offset); read === PAGE && at < MOST; at += PAGE) {
      const page = await this.#filter({ sort: "EXPECTED_START_TIME_ASC", offset: at }, {}, signal);
      read = page.length;
    }
  }

  async #again(ids, signal) {
    if (ids.length) {
      await this.#filter({}, { task_runs: { id: { any_: ids } } }, signal);
    }
  }

  async #filter(order, besides, signal) {
    const found = await taskRuns.filter(
      { flow_runs: { id: { any_: [this.#run] } }, limit: PAGE, ...order, ...besides },
      signal,
    );
    found.forEach((step) => this.#byId.set(step.id, step));
    return found;
  }

  async #learnAttempts(all, signal) {
    const changed = all
      .filter((step) => (step.run_count > 1 || wentOn(step)) && this.#attempts.get(step.id)?.updated !== step.updated)
      .slice(0, ATTEMPTS);
    await Promise.all(
      changed.map(async (step) => {
        const states = await taskRunStates.list(step.id, signal);
        this.#attempts.set(step.id, { updated: step.updated, states });
      }),
    );
  }
}

function mayChange(step, run) {
  return !hasEnded(step) || (run.state && step.state && step.state.timestamp < run.state.timestamp);
}

/** Not all of very many are asked for again: those that are done for least of all. */
function openFirst(one, other) {
  const rank = (step) => (hasEnded(step) ? (step.state_type === "COMPLETED" ? 2 : 1) : 0);
  return rank(one) - rank(other);
}

function byStart(one, other) {
  const [a, b] = [one, other].map((step) => step.start_time ?? step.expected_start_time ?? step.created);
  return a < b ? -1 : a > b ? 1 : one.id < other.id ? -1 : 1;
}

/** Whether it was begun in one attempt of its run and went on in a later one: at work for less time than has passed; milliseconds. */
function wentOn({ flow_run_run_count: attempt, start_time: start, state, total_run_time: worked }) {
  return attempt > 1 && start !== null && Date.parse(state.timestamp) - Date.parse(start) - worked * 1_000 > 1_000;
}
