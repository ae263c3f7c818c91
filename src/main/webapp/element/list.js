import { fresh, Held } from "./held.js";
import { queryOf, Rows, rowsAbove } from "./rows.js";
import { COUNTED, MOST, more, PAGE } from "./table.js";

/**
 * What lists have in common that one reads on and on: a filter that is in the address, 50 rows and
 * more of them on demand, and new ones that are kept back while one looks at the list.
 */
export class List {
  #wanted = PAGE;
  #rows = new Rows();
  #held = new Held();
  #keptBack = 0;

  constructor({ query, router, redraw, reload }) {
    this.query = query;
    this.router = router;
    this.redraw = redraw;
    this.reload = reload;
  }

  changed(query) {
    this.query = query;
    this.#wanted = PAGE;
    this.#rows = new Rows();
    this.#held.release();
  }

  /** What fields of the filter bar need. */
  get shared() {
    return { query: this.query, router: this.router };
  }

  /**
   * The rows that are shown, how many new ones are kept back above them, and how many match.
   *
   * @param api where they are read, and `kind` what its filter calls them, such as `flow_runs`
   * @param isInUse whether something is done with the rows that are shown, or null if new ones go
   *     wherever their order puts them
   */
  async read({ api, kind, selection, sort, isInUse = false }, signal) {
    const [rows, wanted] = [this.#rows, this.#wanted];
    const plan = rows.plan(wanted, this.#keptBack + rowsAbove());
    const [all, total] = await Promise.all([
      rows.read(plan, wanted, (part) => api.filter(queryOf(selection, kind, sort, part), signal)),
      rows.total(plan, () => api.count({ ...selection, at_most: COUNTED }, signal)),
    ]);
    const held = isInUse === null ? 0 : this.#held.count(all, isInUse);
    this.#keptBack = held;
    return { list: all.slice(held), held, total };
  }

  /** Above the table: how many new ones there are, by what one of them is called. */
  fresh(held, word) {
    return fresh(held, word, () => {
      this.#held.release();
      scrollTo(0, 0);
      this.reload();
    });
  }

  /** Below the table: how many there are, and more of them. */
  more(shown, total) {
    return more({ shown, total, onMore: () => {
      this.#wanted = Math.min(MOST, this.#wanted + PAGE);
      this.redraw();
      this.reload();
    } });
  }

  /** The order is another from now on. */
  sortBy(sort) {
    this.router.query(this.query.with({ sort }));
  }

  /** Whether the address asks for some of them, by these names. */
  isFilteredBy(names) {
    return names.some((name) => this.query.all(name).length > 0);
  }

  /** Without all that the address says by these names. */
  clear(names) {
    this.router.query(this.query.with(Object.fromEntries(names.map((name) => [name, null]))));
  }
}
