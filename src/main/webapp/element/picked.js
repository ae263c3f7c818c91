/**
 * Rows that are picked, by their boxes: one, a range with Shift from the last one, all that are
 * shown, or all that match, shown or not.
 */
export class Picked {
  #rows = new Map();
  #last = null;
  #changed;
  /** Whether it is all that match the filter. */
  isAll = false;

  /** @param changed called after each change */
  constructor(changed) {
    this.#changed = changed;
  }

  /** The rows as they are by now; those that are gone are picked no longer. */
  renew(rows) {
    const byId = new Map(rows.map((row) => [row.id, row]));
    this.#rows = new Map([...this.#rows.keys()].filter((id) => byId.has(id)).map((id) => [id, byId.get(id)]));
  }

  get rows() {
    return [...this.#rows.values()];
  }

  get size() {
    return this.#rows.size;
  }

  get isEmpty() {
    return !this.isAll && this.#rows.size === 0;
  }

  has(id) {
    return this.isAll || this.#rows.has(id);
  }

  /** The box of a row was clicked, of those that are shown; `isRange` with Shift. */
  toggle(row, shown, isRange) {
    const at = shown.findIndex((one) => one.id === row.id);
    const from = isRange ? shown.findIndex((one) => one.id === this.#last) : -1;
    const isPicked = !this.has(row.id);
    if (this.isAll) {
      this.isAll = false;
      this.#rows = new Map(shown.map((one) => [one.id, one]));
    }
    const some = from < 0 ? [row] : shown.slice(Math.min(at, from), Math.max(at, from) + 1);
    some.forEach((one) => (isPicked ? this.#rows.set(one.id, one) : this.#rows.delete(one.id)));
    this.#last = row.id;
    this.#changed();
  }

  /** The box above all of them was clicked. */
  toggleShown(shown) {
    const isEach = shown.every((row) => this.has(row.id));
    this.isAll = false;
    this.#last = null;
    this.#rows = new Map(isEach ? [] : shown.map((row) => [row.id, row]));
    this.#changed();
  }

  /** All that match, also those that are not shown. */
  pickAll() {
    this.isAll = true;
    this.#changed();
  }

  /** Only these, or none. */
  keep(ids = []) {
    const kept = new Set(ids);
    this.isAll = false;
    this.#rows = new Map([...this.#rows].filter(([id]) => kept.has(id)));
    this.#changed();
  }
}
