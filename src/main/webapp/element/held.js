import { html, nothing } from "lit-html";

/**
 * Rows that came on top while one looks at a list, kept back until one wants them: nothing moves
 * under a pointer, the focus, a place that was scrolled to, or beside rows that are picked.
 */
export class Held {
  #first = null;

  /**
   * How many of these rows are to be kept back, from the top.
   *
   * @param isInUse whether something is done with the rows that are shown
   */
  count(rows, isInUse = false) {
    const known = this.#first === null ? 0 : rows.findIndex((row) => row.id === this.#first);
    if (known <= 0 || !(isInUse || isLookedAt())) {
      this.#first = rows[0]?.id ?? null;
      return 0;
    }
    return known;
  }

  /** All are shown from now on, as after another filter. */
  release() {
    this.#first = null;
  }
}

function isLookedAt() {
  return scrollY > 0 || document.querySelector("table:hover, table:focus-within") !== null;
}

/** What is said of them, with the way to see them. */
export function fresh(count, word, onShow) {
  return html`<p class="fresh" role="status">${count
    ? html`<button type="button" class="button" @click=${onShow}>${count === 1 ? `1 new ${word}` : `${count} new ${word}s`}</button>`
    : nothing}</p>`;
}
