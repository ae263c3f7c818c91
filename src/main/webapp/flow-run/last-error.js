/** The last error that a run with a bad end has logged, with what stands around it. */
import { html, nothing } from "lit-html";
import { logs } from "../api.js";
import { precise } from "../platform/time.js";
import { addressOf, ERROR, withoutColours } from "./log.js";

/** Lines before and after it. */
const AROUND = 5;

/** Lines of a message beside it; the log has it whole. */
const BRIEF = 3;

/** Of so many last lines it is one, else it is shown alone. */
const LAST = 100;

/** Engines say at last that the run has ended, Rigel's and Prefect's; why was said before. */
function isClosing({ name, message }) {
  return ["rigel.flow_runs", "prefect.flow_runs"].includes(name) && /^(Run ended|Finished in state) /.test(message);
}

export class LastError {
  #run;
  /** For which state: `{ lines, error }`, or null. */
  #found = { of: null, what: null };

  constructor(run) {
    this.#run = run;
  }

  /**
   * Once for a state; again while lines still come.
   *
   * @returns whether anything was logged as an error
   */
  async load(run, signal) {
    if (this.#found.of !== run.state_id || !this.#found.what) {
      this.#found = { of: run.state_id, what: await this.#find(signal) };
    }
    return this.#found.what !== null;
  }

  async #find(signal) {
    const read = (wanted, limit) => logs.filter({ logs: { flow_run_id: { any_: [this.#run] }, ...wanted }, sort: "TIMESTAMP_DESC", limit }, signal);
    const last = (await read({}, LAST)).reverse();
    const isError = (line) => line.level >= ERROR;
    const cause = last.findLastIndex((line) => isError(line) && !isClosing(line));
    const at = cause >= 0 ? cause : last.findLastIndex(isError);
    if (at >= 0) {
      return { lines: last.slice(Math.max(0, at - AROUND), at + AROUND + 1), error: last[at] };
    }
    const [error] = last.length < LAST ? [] : await read({ level: { ge_: ERROR } }, 1);
    return error ? { lines: [error], error } : null;
  }

  /**
   * What was found.
   *
   * @param nameOf the name of a step by its id
   * @param query of the page where the log is shown whole
   */
  draw(nameOf, query) {
    const { lines, error } = this.#found.what;
    const step = nameOf(error.task_run_id);
    return html`<p class="quiet small">${step ? html`Last error, in step <a href="flow-runs/task-run/${error.task_run_id}">${step}</a>` : "Last error"} ·
        <a href=${addressOf(error, query)}>Jump to it</a></p>
      <pre class="wraps" tabindex="0" aria-label="Lines around the last error">${lines.map(
        (line, i) => html`${i ? "\n" : nothing}<span class=${line === error ? "bad-text" : nothing}>${precise(line.timestamp)}  ${line === error ? withoutColours(line.message) : brief(withoutColours(line.message))}</span>`,
      )}</pre>`;
  }
}

function brief(message) {
  const lines = message.split("\n");
  const rest = lines.length - BRIEF;
  return rest > 1 ? [...lines.slice(0, BRIEF), `… ${rest} more lines`].join("\n") : message;
}
