/** Days of a calendar that were added and taken away and are not saved yet. */
export class Draft {
  #added = new Set();
  #removed = new Set();

  /** How many. */
  get size() {
    return this.#added.size + this.#removed.size;
  }

  /** In order. */
  get added() {
    return [...this.#added].sort();
  }

  /** In order. */
  get removed() {
    return [...this.#removed].sort();
  }

  /** Whether a day is among the listed ones by now, given whether it was. */
  has(day, wasListed) {
    return wasListed ? !this.#removed.has(day) : this.#added.has(day);
  }

  isChanged(day) {
    return this.#added.has(day) || this.#removed.has(day);
  }

  /** The other way round. */
  toggle(day, wasListed) {
    const changed = wasListed ? this.#removed : this.#added;
    if (!changed.delete(day)) {
      changed.add(day);
    }
  }

  /** Adds one. */
  add(day, wasListed) {
    if (wasListed) {
      this.#removed.delete(day);
    } else {
      this.#added.add(day);
    }
  }

  /** A list with the changes, in order, each day once. */
  applied(days) {
    const all = new Set([...days, ...this.#added]);
    this.#removed.forEach((day) => all.delete(day));
    return [...all].sort();
  }

  clear() {
    this.#added.clear();
    this.#removed.clear();
  }
}

/** By calendar: what is not saved is still there when one comes back to the page. */
const drafts = new Map();

/** The draft of a calendar. */
export function draftOf(id) {
  if (!drafts.has(id)) {
    drafts.set(id, new Draft());
  }
  return drafts.get(id);
}
