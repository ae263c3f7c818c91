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
  /** Ends what is being read; null if nothing is. */
  #reading = null;
  lines = [];
  /** Whether the first and the last line of all are in the window. */
  hasStart = false;
  hasEnd = false;

  /** @param filter which lines, as the API has it, without times */
  constructor(filter) {
    this.#filter = filter;
  }

  /** From the first line on; as `#become` for what it gives. */
  openStart(signal) {
    return this.#become(async (mine) => {
      const lines = await this.#read("TIMESTAMP_ASC", {}, 0, mine);
      return { lines, hasStart: true, hasEnd: lines.length < PAGE };
    }, signal);
  }

  /** The last lines; as `#become` for what it gives. */
  openEnd(signal) {
    return this.#become(async (mine) => {
      const found = await this.#read("TIMESTAMP_DESC", {}, 0, mine);
      return { lines: found.reverse(), hasStart: found.length < PAGE, hasEnd: true };
    }, signal);
  }

  /** Around a line that is known, if it is not in the window already; as `#become` for what it gives. */
  openAround(line, signal) {
    return this.#become(async (mine) => {
      if (this.lines.some((one) => one.id === line.id)) {
        return {};
      }
      const [before, after] = await Promise.all([
        this.#read("TIMESTAMP_DESC", { before_: line.timestamp }, 0, mine, AROUND),
        this.#read("TIMESTAMP_ASC", { after_: line.timestamp }, 0, mine, AROUND),
      ]);
      return {
        lines: joined(before.reverse(), after),
        hasStart: before.length < AROUND,
        hasEnd: after.length < AROUND,
      };
    }, signal);
  }

  /** The first lines of all that are wanted besides, as a filter of the API; as many as it gives at a time. */
  async find(wanted, signal) {
    const list = await logs.filter({ logs: { ...this.#filter, ...wanted }, sort: "TIMESTAMP_ASC", limit: PAGE }, signal);
    return { list, areAll: list.length < PAGE };
  }

  /** Reads what comes before, unless something is being read. */
  async earlier(signal) {
    const [first] = this.lines;
    if (this.#reading || this.hasStart || !first) {
      return;
    }
    await this.#become(async (mine) => {
      const found = await this.#read("TIMESTAMP_DESC", { before_: first.timestamp }, this.#at(first), mine);
      const all = joined(found.reverse(), this.lines);
      return {
        lines: all.slice(0, WINDOW),
        hasStart: found.length < PAGE,
        hasEnd: this.hasEnd && all.length <= WINDOW,
      };
    }, signal);
  }

  /**
   * Reads what comes after, unless something is being read.
   *
   * @returns how many lines were new
   */
  async later(signal) {
    if (this.#reading) {
      return 0;
    }
    const last = this.lines.at(-1);
    if (!last) {
      await this.openEnd(signal);
      return this.lines.length;
    }
    let count = 0;
    await this.#become(async (mine) => {
      const found = await this.#read("TIMESTAMP_ASC", { after_: last.timestamp }, this.#at(last), mine);
      const all = joined(this.lines, found);
      count = all.length - this.lines.length;
      return {
        lines: all.slice(-WINDOW),
        hasStart: this.hasStart && all.length <= WINDOW,
        hasEnd: found.length < PAGE,
      };
    }, signal);
    return count;
  }

  /**
   * One thing is read at a time. Who wants to be elsewhere does not wait: what is being read is let go,
   * so that it cannot come after, nor be joined to lines of another place.
   *
   * @returns whether the window is what was read; false if one wanted to be elsewhere before
   */
  async #become(read, signal) {
    this.#reading?.abort();
    const mine = new AbortController();
    this.#reading = mine;
    try {
      const found = await read(AbortSignal.any([mine.signal, signal]));
      if (!mine.signal.aborted) {
        Object.assign(this, found);
      }
    } catch (failure) {
      if (!mine.signal.aborted) {
        throw failure;
      }
    } finally {
      if (this.#reading === mine) {
        this.#reading = null;
      }
    }
    return !mine.signal.aborted;
  }

  /** How many lines of the window are of the same instant. */
  #at({ timestamp }) {
    return this.lines.filter((line) => line.timestamp === timestamp).length;
  }

  #read(sort, timestamp, offset, signal, limit = PAGE) {
    const times = Object.keys(timestamp).length ? { timestamp } : {};
    return logs.filter({ logs: { ...this.#filter, ...times }, sort, limit, offset }, signal);
  }
}

/** Each line once. */
function joined(lines, others) {
  return [...new Map([...lines, ...others].map((line) => [line.id, line])).values()];
}
