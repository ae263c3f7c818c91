/**
 * The rows of a list that one may read on and on, kept up to date by two calls however many there
 * are: the first rows, and of the others those that are looked at.
 */

/** As many as the API gives at a time. */
export const AT_A_TIME = 200;

/** Rows above the first that is seen, which are near enough to be read with it. */
const NEAR = 50;

/** Of one filter; another one has others. */
export class Rows {
  #all = [];
  #wanted = 0;
  #total = null;

  /**
   * What is to be read, one or two of `{ limit, offset }` and `{ ids }`.
   *
   * @param wanted how many rows there are to be
   * @param above how many of them are above what is seen of the list
   */
  plan(wanted, above) {
    const first = { limit: Math.min(wanted, AT_A_TIME), offset: 0 };
    if (wanted <= AT_A_TIME) {
      return [first];
    }
    if (wanted > this.#wanted) {
      const offset = Math.max(this.#all.length, AT_A_TIME);
      return [first, { limit: Math.min(AT_A_TIME, wanted - offset), offset }].filter(({ limit }) => limit > 0);
    }
    const from = Math.max(AT_A_TIME, above - NEAR);
    const ids = above + NEAR > AT_A_TIME ? this.#all.slice(from, from + AT_A_TIME).map((row) => row.id) : [];
    return ids.length ? [first, { ids }] : [first];
  }

  /** How many rows there are, by a call; beside two parts it is what it was, as that would be a call more. */
  async total(plan, call) {
    if (plan.length === 1 || this.#total === null) {
      this.#total = await call();
    }
    return this.#total;
  }

  /** Reads what is planned by a call that takes one part of it; the rows by now. */
  async read(plan, wanted, call) {
    const [first, second = []] = await Promise.all(plan.map(call));
    const others = this.#all.slice(AT_A_TIME);
    const fresh = plan[1]?.ids ? renewed(others, plan[1].ids, second) : [...others, ...second];
    const isAll = first.length < AT_A_TIME;
    const all = isAll ? first : [...first, ...pushedOut(this.#all.slice(0, AT_A_TIME), first), ...fresh];
    // what came or went between two calls has moved the others
    const byId = new Map();
    all.forEach((row) => byId.has(row.id) || byId.set(row.id, row));
    this.#all = [...byId.values()].slice(0, wanted);
    this.#wanted = wanted;
    return this.#all;
  }
}

/** Of the first rows, those that are behind them by now; what is missing before is gone. */
function pushedOut(before, now) {
  const ids = new Set(now.map((row) => row.id));
  return before.slice(before.findLastIndex((row) => ids.has(row.id)) + 1);
}

/** Rows with those in their places that were asked for again; what did not come back is gone. */
function renewed(rows, ids, found) {
  const asked = new Set(ids);
  const byId = new Map(found.map((row) => [row.id, row]));
  return rows.flatMap((row) => (asked.has(row.id) ? (byId.get(row.id) ?? []) : row));
}

/** How many rows of the list on this page are above what is seen of it. */
export function rowsAbove() {
  const rows = document.querySelectorAll("main table.fold tbody tr");
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].getBoundingClientRect().bottom < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The API's query for a part of the rows of a kind, such as `flow_runs`, by their place or by their ids. */
export function queryOf(selection, kind, sort, { ids, ...place }) {
  return ids
    ? { ...selection, [kind]: { ...selection[kind], id: { any_: ids } }, limit: ids.length }
    : { ...selection, sort, ...place };
}
