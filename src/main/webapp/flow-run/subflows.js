/** Steps of the subflows that are opened in a timeline: one call a refresh, whichever is next. */
import { taskRuns } from "../api.js";
import { part } from "../element/part.js";
import { hasEnded } from "./actions.js";
import { childOf } from "./timeline.js";

/** As many as the API gives at a time; more steps of one subflow are not read. */
const MOST = 200;

export class Subflows {
  /** By their runs, what is next first: `{ steps, failure, isWhole }`, without steps before they are read. */
  #open = new Map();
  #isTurn = true;

  /** What is known of a run that is open; undefined of others. */
  of(run) {
    return this.#open.get(run);
  }

  /** Opens a run, or closes it with those in it. */
  toggle(run) {
    const known = this.#open.get(run);
    if (known) {
      this.#open.delete(run);
      known.steps?.map(childOf).filter((one) => this.#open.has(one)).forEach((one) => this.toggle(one));
    } else {
      this.#open = new Map([[run, {}], ...this.#open]);
      this.#isTurn = true;
    }
  }

  /** Whether there is something to read. */
  get isDue() {
    return [...this.#open.values()].some((one) => !one.isWhole);
  }

  /** Whether this refresh is theirs: at once after one was opened, then every other one while they go on. */
  takesTurn() {
    const isTheirs = this.isDue && this.#isTurn;
    this.#isTurn = !isTheirs;
    return isTheirs;
  }

  /**
   * Reads the next one.
   *
   * @param steps those of the run that is shown
   * @param isOver whether nothing more comes of that run
   */
  async read(steps, isOver, signal) {
    const [run] = [...this.#open].find(([, one]) => !one.isWhole) ?? [];
    if (!run) {
      return;
    }
    const all = [...steps, ...[...this.#open.values()].flatMap((one) => one.steps ?? [])];
    const isEnded = isOver || all.some((step) => childOf(step) === run && hasEnded(step));
    const query = { flow_runs: { id: { any_: [run] } }, sort: "EXPECTED_START_TIME_ASC", limit: MOST };
    const { value, failure } = await part(taskRuns.filter(query, signal));
    const before = this.#open.get(run);
    if (before) {
      // behind the others
      this.#open.delete(run);
      this.#open.set(run, { steps: value ?? before.steps, failure, areSome: value?.length === MOST, isWhole: isEnded && !failure });
    }
  }
}
