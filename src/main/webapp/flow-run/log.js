/**
 * `<rg-log>`: the lines of a run or of one of its steps, followed at the end, read on by scrolling; and what
 * stands above it: how far down its levels go, what is looked for in it, and the way to its file.
 */
import { html, nothing, render } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { logs } from "../api.js";
import { textField } from "../element/filter.js";
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

const LEAST = [["0", "All"], ["20", "Info"], ["30", "Warning"], ["40", "Error"]];
const FORMATS = { text: "text", jsonl: "JSON lines" };

/** Pixels from an edge within which the next lines are read. */
const NEAR = 120;

/** Lines of one message that are shown before it is folded. */
const FOLD = 12;

/** Least level of what counts as an error. */
export const ERROR = 40;

/** Colours and movements of a terminal mean nothing here. */
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

const ADDRESS = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;

class RgLog extends HTMLElement {
  #lines = null;
  #steps = new Map();
  #following = true;
  #unseen = 0;
  /** What is looked for; where something is found: the lines, whether these are all, which one is shown, and as what they were asked for. */
  #find = "";
  #hits = null;
  /** Whether the line that the address names is still to be brought into view. */
  #seeks = false;
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
   * @param find a text that is looked for in its lines; empty for none
   */
  async show({ key, filter, fromEnd, none, steps, find = "" }) {
    this.none = none;
    this.#steps = steps;
    const { failure } = await part(this.#read({ key, filter, fromEnd, find }));
    this.#failure = failure ?? null;
    this.#draw();
  }

  async #read({ key, filter, fromEnd, find }) {
    const isSame = this.key === key && this.#find === find;
    const count = await (this.key === key ? this.#later() : this.#open(key, filter, fromEnd));
    if (!isSame) {
      await this.#lookFor(find);
    } else if (count && this.#hits) {
      const hits = this.#hits;
      // one may go on from line to line meanwhile
      Object.assign(hits, await this.#lines.find(hits.wanted, this.#leaving.signal));
    }
  }

  async #open(key, filter, fromEnd) {
    this.key = key;
    this.#leaving.abort();
    this.#leaving = new AbortController();
    const lines = new LogLines(filter);
    const line = lineOf(location.hash);
    try {
      if (line) {
        await lines.openAround(line, this.#leaving.signal);
      } else {
        await (fromEnd ? lines.openEnd(this.#leaving.signal) : lines.openStart(this.#leaving.signal));
      }
    } catch (failure) {
      if (this.key === key) {
        // so that it is opened the next time
        this.key = null;
        this.#lines = null;
      }
      throw failure;
    }
    this.#lines = lines;
    this.#following = fromEnd && !line;
    this.#unseen = 0;
    this.#seeks = line !== null;
  }

  /** How many lines are new. */
  async #later() {
    if (this.#lines?.hasEnd) {
      const count = await this.#lines.later(this.#leaving.signal);
      this.#unseen = this.#following ? 0 : this.#unseen + count;
      return count;
    }
    return 0;
  }

  /** Lines with a text; none if it is empty. */
  async #lookFor(find) {
    this.#hits = null;
    if (find && this.#lines) {
      await this.#seek({ message: { like_: find } });
    }
    this.#find = find;
  }

  /** Goes to the first line that is wanted; of a log that is followed, to the last; to the one that the address names. */
  async #seek(wanted) {
    const { list, areAll } = await this.#lines.find(wanted, this.#leaving.signal);
    this.#hits = { list, areAll, wanted, at: 0 };
    if (list.length) {
      const named = this.#seeks ? list.findIndex((line) => line.id === lineOf(location.hash)?.id) : -1;
      await this.#goTo(named >= 0 ? named : this.#following && areAll ? list.length - 1 : 0);
    }
  }

  async #goTo(at) {
    this.#hits.at = at;
    await this.#reveal(this.#hits.list[at]);
  }

  /** On from the one that was asked for last, which need not be shown yet. */
  async #step(by) {
    const { list, at } = this.#hits;
    await this.#goTo((at + by + list.length) % list.length);
  }

  /** Brings a line into view, and its name into the address. */
  async #reveal(line) {
    this.#following = false;
    if (await this.#lines.openAround(line, this.#leaving.signal)) {
      this.#failure = null;
      this.#seeks = true;
      history.replaceState(history.state, "", addressOf(line));
      this.#draw();
    }
  }

  /** What a key does; false if it does nothing here. */
  pressed(key) {
    const does = { e: () => this.#toNextError(), f: () => this.#follow(), w: () => this.#wrap(), End: () => this.#toEnd() }[key];
    if (!does || !this.#lines) {
      return false;
    }
    this.#do(does);
    return true;
  }

  /** What one asks for here; why it cannot be had is told here. */
  async #do(action) {
    try {
      await action();
    } catch (failure) {
      this.#failed(failure);
    }
  }

  async #toNextError() {
    if (!this.#hits?.wanted.level) {
      await this.#seek({ level: { ge_: ERROR } });
      this.#draw();
    } else if (this.#hits.list.length) {
      await this.#step(1);
    }
  }

  #failed(failure) {
    if (failure.name !== "AbortError") {
      this.#failure = failure;
      this.#draw();
    }
  }

  #found() {
    if (!this.#hits) {
      return nothing;
    }
    const { list, areAll, at, wanted } = this.#hits;
    return html`<p class="more row found"><span role="status">${list.length ? `${at + 1} of ${list.length}${areAll ? "" : "+"}${wanted.level ? " errors" : ""}` : wanted.level ? "No line is an error." : "Nothing is found."}</span>
      ${list.length > 1
        ? html`<button type="button" class="button bare" @click=${() => this.#do(() => this.#step(-1))}>Previous</button>
            <button type="button" class="button bare" @click=${() => this.#do(() => this.#step(1))}>Next</button>`
        : nothing}</p>`;
  }

  #draw() {
    if (!this.#lines) {
      render(this.#failure ? failed(this.#failure) : nothing, this);
      return;
    }
    const { lines } = this.#lines;
    render(
      html`${this.#failure ? failed(this.#failure) : nothing}${this.#found()}<div class="log ${this.#wraps ? "wraps" : ""}" tabindex="0" role="log" aria-label="Logs" aria-live="off" @scroll=${() => this.#scrolled()}>
        ${lines.length ? repeat(lines, (line) => line.id, (line) => this.#line(line)) : html`<p class="none">${this.none}</p>`}
      </div>
      <p class="more row">
        <button type="button" class="button bare" @click=${() => this.#do(() => this.#toStart())}>To top</button>
        <button type="button" class="button bare" @click=${() => this.#do(() => this.#toEnd())}>${icon("down")}${this.#unseen ? `${this.#unseen} new lines` : "To end"}</button>
        <span class="push"></span>
        <label class="choice"><input type="checkbox" .checked=${this.#wraps} @change=${() => this.#wrap()}> Wrap lines</label>
        <label class="choice"><input type="checkbox" .checked=${this.#following} @change=${() => this.#do(() => this.#follow())}> Follow</label>
      </p>`,
      this,
    );
    this.#stayAtEnd();
    this.#bringIntoView();
  }

  /** Once, so that one can scroll on from there. */
  #bringIntoView() {
    const shown = this.#seeks && this.querySelector(".marked");
    if (shown) {
      this.#box.scrollTop = shown.offsetTop - this.#box.clientHeight / 2;
      this.#seeks = false;
    }
  }

  #stayAtEnd() {
    if (this.#following && this.#box) {
      this.#box.scrollTop = this.#box.scrollHeight;
    }
  }

  #line(line) {
    const [, tone, word] = LEVELS.find(([least]) => line.level >= least);
    const from = this.#steps.get(line.task_run_id) ?? line.name;
    const isMarked = lineOf(location.hash)?.id === line.id;
    return html`<p class="${line.level >= 30 ? tone : ""} ${isMarked ? "marked" : ""}"><a class="time" tabindex="-1" title="Address of this line" href=${addressOf(line)}
        @click=${(event) => this.#chosen(event, line)}>${precise(line.timestamp)}</a><span class="level ${tone}">${word}</span><span class="from" title=${from}>${from}</span>${said(line.message, this.#hits ? this.#find : "")}</p>`;
  }

  /** Only the address changes, in which the line can be sent to others. */
  #chosen(event, line) {
    if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#do(() => this.#reveal(line));
    }
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
      this.#do(() => this.#readOn(() => this.#lines.earlier(this.#leaving.signal)));
    } else if (below < NEAR && !this.#lines.hasEnd) {
      this.#do(() => this.#readOn(() => this.#lines.later(this.#leaving.signal)));
    }
  }

  /** The line that one looks at stays where it is. */
  async #readOn(read) {
    await read();
    this.#failure = null;
    const box = this.#box;
    const seen = [...box.querySelectorAll(":scope > p")].find((line) => line.offsetTop + line.offsetHeight > box.scrollTop);
    const before = seen?.offsetTop;
    this.#draw();
    if (seen?.isConnected && !this.#following) {
      box.scrollTop += seen.offsetTop - before;
    }
  }

  async #toStart() {
    if (await this.#lines.openStart(this.#leaving.signal)) {
      this.#failure = null;
      this.#following = false;
      this.#draw();
      this.#box.scrollTop = 0;
    }
  }

  async #toEnd() {
    if (await this.#lines.openEnd(this.#leaving.signal)) {
      this.#failure = null;
      this.#unseen = 0;
      this.#following = true;
      this.#draw();
    }
  }

  async #follow() {
    if (this.#following) {
      this.#following = false;
      this.#draw();
    } else {
      await this.#toEnd();
    }
  }

  #wrap() {
    this.#wraps = !this.#wraps;
    keep("wrap", this.#wraps ? null : false);
    this.#draw();
  }
}

customElements.define("rg-log", RgLog);

/** The address of a page with one line of its log, which is found by its time. */
export function addressOf({ id, timestamp }, query = location.search) {
  return `${location.pathname}${query}#log=${id}@${timestamp}`;
}

/** The line that an address names, null if none. */
function lineOf(hash) {
  const [, id, timestamp] = hash.match(/^#log=([0-9a-f-]{36})@([0-9T:.+Z-]+)$/) ?? [];
  return id ? { id, timestamp } : null;
}

/** A message as it reads outside of a terminal. */
export function withoutColours(message) {
  return message.replace(ANSI, "");
}

/** A message: its links lead somewhere, a long one is folded, and what is looked for is marked. */
function said(message, find) {
  const text = withoutColours(message);
  const lines = text.split("\n");
  if (lines.length <= FOLD) {
    return html`<span class="said">${withLinks(text, find)}</span>`;
  }
  const rest = lines.slice(FOLD).join("\n");
  const isIn = find !== "" && rest.toLowerCase().includes(find.toLowerCase());
  return html`<span class="said">${withLinks(lines.slice(0, FOLD).join("\n"), find)}<details ?open=${isIn}><summary>${lines.length - FOLD} more lines</summary>${withLinks(rest, find)}</details></span>`;
}

/** Only addresses of the web, and nobody there learns from where one came. */
function withLinks(text, find) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(withMarks(text.slice(at, found.index), find), html`<a href=${found[0]} target="_blank" rel="noopener noreferrer">${withMarks(found[0], find)}</a>`);
    at = found.index + found[0].length;
  }
  return [...parts, withMarks(text.slice(at), find)];
}

/** Case does not matter, as to the server. */
function withMarks(text, find) {
  const low = text.toLowerCase();
  const wanted = find.toLowerCase();
  if (!wanted || low.length !== text.length) {
    return text || nothing;
  }
  const parts = [];
  let at = 0;
  for (let next = low.indexOf(wanted); next >= 0; next = low.indexOf(wanted, at)) {
    parts.push(text.slice(at, next), html`<mark>${text.slice(next, next + wanted.length)}</mark>`);
    at = next + wanted.length;
  }
  return [...parts, text.slice(at) || nothing];
}

/** What an address says of a log: `{ level, find }`; `0` and empty for nothing. */
export function askedOf(query) {
  return { level: query.one("level", "0"), find: query.one("find").trim() };
}

/**
 * @param run whose log it is
 * @param step the task run to which it is narrowed; empty for none
 */
export function logTools({ query, router, run, step = "" }) {
  return html`${levels(query, router)}${textField({ query, router, name: "find", label: "Find in the logs" })}${download(query, run, step)}`;
}

function levels(query, router) {
  const { level: chosen } = askedOf(query);
  return html`<span class="segments" role="group" aria-label="Least level">${LEAST.map(
    ([value, word]) => html`<button type="button" aria-pressed=${value === chosen}
      @click=${() => router.query(query.with({ level: value === "0" ? null : value }))}>${word}</button>`,
  )}</span>`;
}

function download(query, run, step) {
  const { level, find } = askedOf(query);
  const narrowed = { ...(level !== "0" && { level }), ...(find && { find }), ...(step && { task_run_id: step }) };
  const link = (what, asked, [format, word]) => html`<li><a download href=${logs.fileOf(run, { ...asked, format })}>${what}, as ${word}</a></li>`;
  return html`<details class="choices end"><summary class="button">${icon("down")}Download</summary>
    <div class="card pad"><ul class="plain-list">
      ${Object.keys(narrowed).length ? Object.entries(FORMATS).map((format) => link(find ? "What is found" : "What is shown", narrowed, format)) : nothing}
      ${Object.entries(FORMATS).map((format) => link("All of the run", {}, format))}</ul></div></details>`;
}
