import { html, nothing } from "lit-html";
import { operations } from "../api.js";
import { act } from "../element/act.js";
import { icon } from "../element/icon.js";
import { table, waiting } from "../element/table.js";
import { at } from "../element/time.js";
import { count, outcome, VERBS } from "../flow-run/bulk.js";
import { confirm } from "../platform/say.js";

const STATES = new Map([
  ["RUNNING", "goes on"],
  ["COMPLETED", "is done"],
  ["STOPPED", "was stopped"],
]);

/** How far an action for many runs is, and to which it could not be applied. */
export default class Operation {
  #id;
  #reload;
  #isRunning = true;

  constructor({ params, reload }) {
    this.#id = params.id;
    this.#reload = reload;
  }

  missing = "This operation does not exist any more. Operations are kept for a week.";

  get every() {
    return this.#isRunning ? 2 : 0;
  }

  async load(signal) {
    const operation = await operations.read(this.#id, signal);
    this.#isRunning = operation.state === "RUNNING";
    return operation;
  }

  title(operation) {
    return operation ? named(operation) : "Operation";
  }

  crumbs(operation) {
    return [["flow-runs", "Runs"], this.title(operation)];
  }

  render(operation, { stale }) {
    if (!operation) {
      return waiting();
    }
    const { matched, done, refused } = operation;
    const left = matched - done - refused;
    return html`<div class="head"><h1>${named(operation)}</h1><span class="push"></span>
        ${operation.state === "RUNNING"
          ? html`<button type="button" class="button" @click=${() => this.#stop()}>${icon("stop")}Stop</button>`
          : nothing}</div>
      <section class="card pad ${stale ? "stale" : ""}" aria-label="Progress">
        <p>It ${STATES.get(operation.state) ?? operation.state}; begun ${at(operation.created)}.</p>
        <progress max=${matched} .value=${done + refused} aria-label="Runs that it has come to"></progress>
        <p><b>${outcome(operation)}${left ? `, ${left.toLocaleString()} ${operation.state === "RUNNING" ? "to come" : "left as they are"}` : ""}</b>,
          of ${count(matched)}.</p>
      </section>
      ${refused ? this.#refusals(operation, stale) : nothing}`;
  }

  #refusals({ refused, refusals }, stale) {
    const columns = [
      {
        name: "Run",
        cell: (one) => one.name
          ? html`<a class="plain" href="flow-runs/flow-run/${one.flow_run_id}">${one.name}</a>`
          : html`<span class="quiet">${one.flow_run_id}</span>`,
      },
      { name: "Why not", cell: (one) => one.reason },
    ];
    return html`<section class="card" aria-labelledby="refused-title"><div class="row pad"><h2 id="refused-title">Not done</h2></div>
      ${table({ label: "Not done", columns, items: refusals.map((one) => ({ ...one, id: one.flow_run_id })), stale })}
      ${refused > refusals.length ? html`<p class="more">${refusals.length} of ${refused.toLocaleString()}</p>` : nothing}
    </section>`;
  }

  async #stop() {
    const sure = await confirm({
      title: "Stop here?",
      text: "Runs that it has not come to stay as they are. What is done stays done.",
      action: "Stop",
      safe: "Go on",
    });
    if (sure && (await act(() => operations.stop(this.#id), "It is stopped."))) {
      this.#reload();
    }
  }
}

function named({ action, matched }) {
  return `${VERBS.get(action)?.verb ?? action} ${count(matched)}`;
}
