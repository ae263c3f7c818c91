/**
 * Runs a task again and again while the page can be seen: the next run starts when the last one has
 * ended and its pause is over, so there are never two at once. A hidden page rests, and one that is
 * looked at again, or whose window has the focus again, starts at once.
 */
export class Refresh {
  #task;
  #running = false;
  #again = false;
  #stopped = false;
  #timer;
  /** When it runs next, in milliseconds since 1970 by the browser's clock; null for never. */
  due = null;
  #wake = () => this.now();
  /** Who comes back to a tab both sees it and gives it the focus. */
  #focused = () => this.#running || this.now();

  /** @param task resolves to the pause before its next run in seconds, or null for none; never rejects */
  constructor(task) {
    this.#task = task;
    document.addEventListener("visibilitychange", this.#wake);
    addEventListener("focus", this.#focused);
  }

  /** Runs it at once, or once more if it is running. */
  async now() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    if (this.#stopped || document.hidden) {
      return;
    }
    this.#running = true;
    const pause = await this.#task();
    this.#running = false;
    if (this.#again) {
      this.#again = false;
      this.now();
    } else if (pause !== null && !this.#stopped) {
      this.#timer = setTimeout(this.#wake, pause * 1000);
    }
  }

  /** For good. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#wake);
    removeEventListener("focus", this.#focused);
  }
}
