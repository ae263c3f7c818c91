import { html, nothing } from "lit-html";
import { uiWorkQueues } from "../api.js";
import { textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { Picked } from "../element/picked.js";
import { slots } from "../element/slots.js";
import { queueState } from "../element/state.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { startAgent } from "../platform/words.js";
import { setPaused } from "./actions.js";
import { healthOf, oldestWait, taken, troubledFirst } from "./health.js";

const MOST = 200;

/** Who waits for whom. */
export default class WorkQueues {
  #router;
  #redraw;
  #reload;
  #picked = new Picked(() => this.#pickedChanged());
  /** What can be done to those that are picked: its module, once there are some. */
  #bulk = null;

  constructor({ query, router, redraw, reload }) {
    this.query = query;
    this.#router = router;
    this.#redraw = redraw;
    this.#reload = reload;
  }

  changed(query) {
    this.query = query;
    this.#picked.keep();
  }

  async load(signal) {
    const name = this.query.one("name");
    const found = await uiWorkQueues.filter({ ...(name && { name_like: name }), limit: MOST }, signal);
    const queues = troubledFirst(found).map((one) => ({ ...one, id: one.work_queue.id, name: one.work_queue.name }));
    this.#picked.renew(queues);
    return queues;
  }

  title() {
    return "Work queues";
  }

  crumbs() {
    return ["Work queues"];
  }

  render(data, { stale }) {
    return html`<div class="head"><h1>Work queues</h1><span class="push"></span>
        <a class="button first" href="work-queues/new">${icon("plus")}New work queue</a></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Work queues">
        <div class="tools">${textField({ query: this.query, router: this.#router, name: "name", label: "Name of queue" })}</div>
        ${data ? this.#list(data, stale) : waiting()}
      </section>`;
  }

  #list(queues, stale) {
    if (queues.length === 0) {
      return this.query.one("name")
        ? html`<p class="empty">No queue matches.</p>`
        : html`<p class="empty">No work queue yet. Start an agent and its queue is made: <code>${startAgent("default")}</code></p>`;
    }
    const columns = [
      {
        name: "Queue",
        kind: "two",
        cell: (one) => html`<span><a class="plain" href="work-queues/work-queue/${one.id}">${one.work_queue.name}</a></span>
          <span>${one.work_queue.description}</span>`,
      },
      {
        name: "Status",
        cell: (one) => {
          const { word, why } = healthOf(one);
          return html`${queueState(word)} <span class="quiet small">${why}</span>`;
        },
      },
      { name: "Slots", cell: (one) => (one.runs ? slots(taken(one), one.work_queue.concurrency_limit) : html`<span class="quiet">by filter</span>`) },
      { name: "Waiting", kind: "number", cell: (one) => waitingOf(one) },
      { name: "Agents", kind: "number", cell: (one) => one.agents.length },
      { name: "Last polled", cell: (one) => ago(one.status.last_polled, "never") },
      { name: "Actions", kind: "tight", cell: (one) => this.#actions(one.work_queue) },
    ];
    return html`${table({ label: "Work queues", columns, items: queues, stale, href: true, picked: this.#picked })}
      <p class="more">${queues.length} queues${queues.length === MOST ? "; narrow the filter to see others" : ""}</p>
      ${this.#bulk && !this.#picked.isEmpty ? this.#bulk.bar({ picked: this.#picked, shown: queues, reload: this.#reload }) : nothing}`;
  }

  async #pickedChanged() {
    this.#redraw();
    this.#bulk ??= await import("./bulk.js").catch(() => null);
    this.#redraw();
  }

  #actions(queue) {
    const word = queue.is_paused ? "Resume" : "Pause";
    return html`<button class="button" aria-label=${`${word} ${queue.name}`} @click=${async () => {
      await setPaused(queue, !queue.is_paused);
      this.#reload();
    }}>${icon(queue.is_paused ? "play" : "pause")}${word}</button>`;
  }
}

function waitingOf(one) {
  if (!one.runs) {
    return html`<span class="quiet">–</span>`;
  }
  const oldest = oldestWait(one);
  return html`${one.runs.scheduled + one.runs.late}
    ${one.runs.late ? html`<span class="word late">${one.runs.late} late</span>` : nothing}
    ${oldest ? html`<span class="quiet small">oldest ${oldest}</span>` : nothing}`;
}
