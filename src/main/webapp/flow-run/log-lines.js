/**
 * A window on the lines of a log, in their order: as many as a page can show, read on to both sides
 * as one goes. Lines of the same instant are counted, so that none is left out between two reads.
 */
import { logs } from "../api.js";

/** Lines that are read at a time; the API gives as many. */
const PAGE = 200;

/** Lines of the window; those beyond are let go on the other side. */
export const WINDOW = 300;

/** Lines before and after one that was looked for. */
const AROUND = WINDOW / 2;

export class LogLines {
  #filter;
  lines = [];
  /** Whether the first and the last line of all are in the window. */
  hasStart = false;
  hasEnd = false;

  /** @param filter which lines, as the API has it, without times */
  constructor(filter) {
    this.#filter = filter;
  }

  /** From the first line on. */
  async openStart(signal) {
    const found = await this.#read("TIMESTAMP_ASC", {}, 0, signal);
    this.lines = found;
    this.hasStart = true;
    this.hasEnd = found.length < PAGE;
  }

  /** The last lines. */
  async openEnd(signal) {
    const found = await this.#read("TIMESTAMP_DESC", {}, 0, signal);
    this.lines = found.reverse();
    this.hasStart = found.length < PAGE;
    this.hasEnd = true;
  }

  /** Around a line that is known. */
  async openAround(line, signal) {
    const [before, after] = await Promise.all([
      this.#read("TIMESTAMP_DESC", { before_: line.timestamp }, 0, signal, AROUND),
      this.#read("TIMESTAMP_ASC", { after_: line.timestamp }, 0, signal, AROUND),
    ]);
    this.lines = this.#joined(before.reverse(), after);
    this.hasStart = before.length < AROUND;
    this.hasEnd = after.length < AROUND;
  }

  /** The first lines of all that are wanted besides, as a filter of the API; as many as it gives at a time. */
  async find(wanted, signal) {
    const list = await logs.filter({ logs: { ...this.#filter, ...wanted }, sort: "TIMESTAMP_ASC", limit: PAGE }, signal);
    return { list, areAll: list.length < PAGE };
  }

  /** Reads what comes before. */
  async earlier(signal) {
    const [first] = this.lines;
    if (this.hasStart || !first) {
      return;
    }
    const same = this.lines.filter((line) => line.timestamp === first.timestamp).length;
    const found = await this.#read("TIMESTAMP_DESC", { before_: first.timestamp }, same, signal);
    const all = this.#joined(found.reverse(), this.lines);
    this.hasStart = found.length < PAGE;
    this.hasEnd &&= all.length <= WINDOW;
    this.lines = all.slice(0, WINDOW);
  }

  /**
   * Reads what comes after.
   *
   * @returns how many lines were new
   */
  async later(signal) {
    const last = this.lines.at(-1);
    if (!last) {
      await this.openEnd(signal);
      return this.lines.length;
    }
    const same = this.lines.filter((line) => line.timestamp === last.timestamp).length;
    const found = await this.#read("TIMESTAMP_ASC", { after_: last.timestamp }, same, signal);
    const all = this.#joined(this.lines, found);
    const count = all.length - this.lines.length;
    this.hasEnd = found.length < PAGE;
    this.hasStart &&= all.length <= WINDOW;
    this.lines = all.slice(-WINDOW);
    return count;
  }

  #joined(lines, others) {
    return [...new Map([...lines, ...others].map((line) => [line.id, line])).values()];
  }

  #read(sort, timestamp, offset, signal, limit = PAGE) {
    const times = Object.keys(timestamp).length ? { timestamp } : {};
    return logs.filter({ logs: { ...this.#filter, ...times }, sort, limit, offset }, signal);
  }
}
