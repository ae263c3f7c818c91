/** `<rg-log>`: the lines of a run or of one of its steps, followed at the end, read on by scrolling. */
import { html, nothing, render } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../element/icon.js";
import { failed, part } from "../element/part.js";
import { keep, kept } from "../platform/settings.js";
import { onZone, precise } from "../platform/time.js";
import { LogLines } from "./log-lines.js";

const LEVELS = [
  [50, "bad", "Critical"],
  [40, "bad", "Error"],
  [30, "late", "Warning"],
  [20, "busy", "Info"],
  [0, "calm", "Debug"],
];

/** Pixels from an edge within which the next lines are read. */
const NEAR = 120;

/** Lines of one message that are shown before it is folded. */
const FOLD = 12;

/** Colours and movements of a terminal mean nothing here. */
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

const ADDRESS = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;

class RgLog extends HTMLElement {
  #lines = null;
  #steps = new Map();
  #following = true;
  #unseen = 0;
  #reading = false;
  #failure = null;
  #leaving = new AbortController();
  #wraps = kept("wrap", true);
  #forget;
  /** Lines that are broken anew, as when a phone is turned, would move the end away. */
  #resized = new ResizeObserver(() => this.#stayAtEnd());

  connectedCallback() {
    this.#forget = onZone(() => this.#draw());
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    this.#forget();
    this.#resized.disconnect();
    this.#leaving.abort();
  }

  /**
   * Opens a log, or reads on in the one that is open. What cannot be read is told here.
   *
   * @param key what is asked for; another one opens anew
   * @param filter the same as the API has it
   * @param fromEnd whether it opens at its end
   * @param none what is said where there is no line
   * @param steps names of steps by id
   */
  async show({ key, filter, fromEnd, none, steps }) {
    this.none = none;
    this.#steps = steps;
    const { failure } = await part(this.key === key ? this.#later() : this.#open(key, filter, fromEnd));
    this.#failure = failure ?? null;
    this.#draw();
  }

  async #open(key, filter, fromEnd) {
    this.key = key;
    this.#leaving.abort();
    this.#leaving = new AbortController();
    const lines = new LogLines(filter);
    try {
      await (fromEnd ? lines.openEnd(this.#leaving.signal) : lines.openStart(this.#leaving.signal));
    } catch (failure) {
      if (this.key === key) {
        // so that it is opened the next time
        this.key = null;
        this.#lines = null;
      }
      throw failure;
    }
    this.#lines = lines;
    this.#following = fromEnd;
    this.#unseen = 0;
  }

  async #later() {
    if (this.#lines?.hasEnd) {
      const count = await this.#lines.later(this.#leaving.signal);
      this.#unseen = this.#following ? 0 : this.#unseen + count;
    }
  }

  #draw() {
    if (!this.#lines) {
      render(this.#failure ? failed(this.#failure) : nothing, this);
      return;
    }
    const { lines } = this.#lines;
    render(
      html`${this.#failure ? failed(this.#failure) : nothing}<div class="log ${this.#wraps ? "wraps" : ""}" tabindex="0" role="log" aria-label="Logs" aria-live="off" @scroll=${() => this.#scrolled()}>
        ${lines.length ? repeat(lines, (line) => line.id, (line) => this.#line(line)) : html`<p class="none">${this.none}</p>`}
      </div>
      <p class="more row">
        <button type="button" class="button bare" @click=${() => this.toStart()}>To top</button>
        <button type="button" class="button bare" @click=${() => this.toEnd()}>${icon("down")}${this.#unseen ? `${this.#unseen} new lines` : "To end"}</button>
        <span class="push"></span>
        <label class="choice"><input type="checkbox" .checked=${this.#wraps} @change=${() => this.#wrap()}> Wrap lines</label>
        <label class="choice"><input type="checkbox" .checked=${this.#following} @change=${() => this.#follow()}> Follow</label>
      </p>`,
      this,
    );
    this.#stayAtEnd();
  }

  #stayAtEnd() {
    if (this.#following && this.#box) {
      this.#box.scrollTop = this.#box.scrollHeight;
    }
  }

  #line(line) {
    const [, tone, word] = LEVELS.find(([least]) => line.level >= least);
    const from = this.#steps.get(line.task_run_id) ?? line.name;
    const isMarked = location.hash === `#log=${line.id}`;
    return html`<p class="${line.level >= 30 ? tone : ""} ${isMarked ? "marked" : ""}"><span class="time">${precise(line.timestamp)}</span><span class="level ${tone}">${word}</span><span class="from" title=${from}>${from}</span>${said(line.message)}</p>`;
  }

  get #box() {
    return this.querySelector(".log");
  }

  #scrolled() {
    const box = this.#box;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    const atEnd = below < 4 && this.#lines.hasEnd;
    if (atEnd !== this.#following) {
      this.#following = atEnd;
      this.#unseen = atEnd ? 0 : this.#unseen;
      this.#draw();
    }
    if (box.scrollTop < NEAR && !this.#lines.hasStart) {
      this.#readOn(() => this.#lines.earlier(this.#leaving.signal));
    } else if (below < NEAR && !this.#lines.hasEnd) {
      this.#readOn(() => this.#lines.later(this.#leaving.signal));
    }
  }

  /** The line that one looks at stays where it is. */
  async #readOn(read) {
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    try {
      await read();
      this.#failure = null;
      const box = this.#box;
      const seen = [...box.querySelectorAll(":scope > p")].find((line) => line.offsetTop + line.offsetHeight > box.scrollTop);
      const before = seen?.offsetTop;
      this.#draw();
      if (seen?.isConnected && !this.#following) {
        box.scrollTop += seen.offsetTop - before;
      }
    } catch (failure) {
      if (failure.name !== "AbortError") {
        this.#failure = failure;
        this.#draw();
      }
    } finally {
      this.#reading = false;
    }
  }

  async toStart() {
    await this.#readOn(() => this.#lines.openStart(this.#leaving.signal));
    this.#following = false;
    this.#draw();
    this.#box.scrollTop = 0;
  }

  async toEnd() {
    await this.#readOn(() => this.#lines.openEnd(this.#leaving.signal));
    this.#unseen = 0;
    this.#following = true;
    this.#draw();
  }

  #follow() {
    if (this.#following) {
      this.#following = false;
      this.#draw();
    } else {
      this.toEnd();
    }
  }

  #wrap() {
    this.#wraps = !this.#wraps;
    keep("wrap", this.#wraps ? null : false);
    this.#draw();
  }
}

customElements.define("rg-log", RgLog);

/** A message: its links lead somewhere, and a long one is folded. */
function said(message) {
  const text = message.replace(ANSI, "");
  const lines = text.split("\n");
  return lines.length <= FOLD
    ? html`<span class="said">${withLinks(text)}</span>`
    : html`<span class="said">${withLinks(lines.slice(0, FOLD).join("\n"))}<details><summary>${lines.length - FOLD} more lines</summary>${withLinks(lines.slice(FOLD).join("\n"))}</details></span>`;
}

/** Only addresses of the web, and nobody there learns from where one came. */
function withLinks(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(at, found.index), html`<a href=${found[0]} target="_blank" rel="noopener noreferrer">${found[0]}</a>`);
    at = found.index + found[0].length;
  }
  return parts.length ? [...parts, text.slice(at)] : (text || nothing);
}
