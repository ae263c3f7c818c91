import { html, nothing } from "lit-html";
import { flowRuns, now, Problem, uiWorkQueues } from "../api.js";
import { icon } from "../element/icon.js";
import { further, part, shown } from "../element/part.js";
import { slots } from "../element/slots.js";
import { queueState } from "../element/state.js";
import { more, PAGE, table, waiting } from "../element/table.js";
import { tabs } from "../element/tabs.js";
import { ago, at } from "../element/time.js";
import { columns } from "../flow-run/columns.js";
import { withNames } from "../flow-run/names.js";
import { startAgent } from "../platform/words.js";
import { remove, setLimit, setPaused } from "./actions.js";
import { healthOf, oldestWait, taken } from "./health.js";

/** What each tab lists of the queue's runs, and in which order. */
const TABS = {
  waiting: { word: "Waiting", states: { name: { any_: ["Late", "Scheduled", "AwaitingRetry"] } }, due: true, sort: "NEXT_SCHEDULED_START_TIME_ASC" },
  scheduled: { word: "Scheduled", states: { type: { any_: ["SCHEDULED"] } }, due: false, sort: "NEXT_SCHEDULED_START_TIME_ASC" },
  "in-progress": { word: "In progress", states: { type: { any_: ["PENDING", "RUNNING"] } }, sort: "START_TIME_ASC" },
  ended: { word: "Ended", states: { type: { any_: ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"] } }, sort: "END_TIME_DESC" },
};

const WORDS = Object.fromEntries(Object.entries(TABS).map(([name, { word }]) => [name, word]));

/** One queue: how it is, what waits and what is under way. */
export default class WorkQueue {
  #id;
  #router;
  #reload;

  constructor({ params, query, router, reload }) {
    this.#id = params.id;
    this.query = query;
    this.#router = router;
    this.#reload = reload;
  }

  missing = "This work queue does not exist any more.";

  changed(query) {
    this.query = query;
  }

  get #tab() {
    const asked = this.query.one("tab", "waiting");
    return Object.hasOwn(TABS, asked) ? asked : "waiting";
  }

  async load(signal) {
    const [overview] = await uiWorkQueues.filter({ ids: [this.#id] }, signal);
    if (!overview) {
      throw new Problem("No work queue has this id", 404, null);
    }
    const tab = this.#tab;
    const runs = await part(flowRuns.filter(this.#query(overview.work_queue.name, TABS[tab]), signal));
    return { ...overview, tab, list: await further(runs, (all) => withNames(all, signal)) };
  }

  #query(name, { states, due, sort }) {
    const time = now().toISOString();
    const next = due === undefined ? {} : { next_scheduled_start_time: due ? { before_: time } : { after_: time } };
    return { flow_runs: { work_queue_name: { any_: [name] }, state: states, ...next }, sort, limit: PAGE };
  }

  title(data) {
    return data?.work_queue.name ?? "Work queue";
  }

  crumbs(data) {
    return [["work-queues", "Work queues"], data?.work_queue.name ?? this.#id];
  }

  render(data, { stale }) {
    if (!data) {
      return html`<div class="head"><h1>Work queue</h1></div>${waiting()}`;
    }
    const queue = data.work_queue;
    const { word, why } = healthOf(data);
    return html`<div class="head"><h1>${queue.name}</h1>${queueState(word)}<span class="quiet">${why}</span><span class="push"></span>
        <button class="button" @click=${() => this.#do(() => setPaused(queue, !queue.is_paused))}>${icon(queue.is_paused ? "play" : "pause")}${queue.is_paused ? "Resume" : "Pause"}</button>
        <a class="button" href="work-queues/work-queue/${queue.id}/edit">${icon("edit")}Edit</a>
        <button class="button only" aria-label="Delete work queue" title="Delete work queue" @click=${() => this.#remove(queue)}>${icon("trash")}</button>
        ${queue.description ? html`<p class="under">${queue.description}</p>` : nothing}</div>
      ${figures(data)}
      <div class="grid main-aside">
        <section class="card ${stale ? "stale" : ""}" aria-label="Runs">
          ${tabs({ all: WORDS, chosen: this.#tab, query: this.query, router: this.#router })}
          ${shown(data.list, (list) => (list.length ? this.#list(list, data.tab) : html`<p class="empty">${NONE[data.tab]}</p>`))}
        </section>
        <aside class="grid">
          ${agents(data)}
          <section class="card pad" aria-labelledby="start-title"><h2 id="start-title">Start an agent</h2><pre tabindex="0">${startAgent(queue.name)}</pre></section>
          <section class="card pad" aria-label="Details">${this.#details(queue)}</section>
        </aside>
      </div>`;
  }

  #list(list, tab) {
    const due = { name: "Due", cell: (run) => at(run.next_scheduled_start_time ?? run.expected_start_time) };
    const shown = tab === "waiting" || tab === "scheduled"
      ? [columns.run, columns.state, due]
      : [columns.run, columns.state, columns.started, columns.duration];
    return html`${table({ label: "Runs", columns: shown.map(({ sort, ...column }) => column), items: list, href: true })}
      ${more({ shown: list.length })}`;
  }

  #details(queue) {
    const limit = queue.concurrency_limit;
    const step = (to) => this.#do(() => setLimit(queue, to));
    return html`<dl class="list">
      <div><dt>Concurrency limit</dt><dd class="row">
        <button class="button only" aria-label="One less" ?disabled=${limit === null || limit === 0} @click=${() => step(limit - 1)}>−</button>
        <span>${limit ?? "none"}</span>
        <button class="button only" aria-label="One more" @click=${() => step((limit ?? 0) + 1)}>+</button>
        ${limit === null ? nothing : html`<button class="button" @click=${() => step(null)}>No limit</button>`}</dd></div>
      <div><dt>Healthy means</dt><dd>no late run, and polled within 60 s</dd></div>
      <div><dt>Made</dt><dd>${at(queue.created)}</dd></div>
      <div><dt>Id</dt><dd class="code">${queue.id}</dd></div></dl>`;
  }

  async #do(action) {
    await action();
    this.#reload();
  }

  async #remove(queue) {
    if (await remove(queue)) {
      this.#router.go("work-queues");
    }
  }
}

const NONE = {
  waiting: "Nothing waits.",
  scheduled: "Nothing is planned.",
  "in-progress": "Nothing is in progress.",
  ended: "Nothing has ended yet.",
};

function figures(data) {
  const { runs, status, work_queue: queue } = data;
  const oldest = oldestWait(data);
  const all = [
    ["Slots", runs ? slots(taken(data), queue.concurrency_limit) : "by filter", ""],
    ["Waiting", runs ? runs.scheduled + runs.late : "–", html`${status.late_runs_count ? html`<span class="word late">${status.late_runs_count} late</span>` : nothing} ${oldest ? `oldest ${oldest}` : ""}`],
    ["In progress", runs ? runs.pending + runs.running : "–", ""],
    ["Agents", data.agents.length, html`polled ${ago(status.last_polled, "never")}`],
  ];
  return html`<dl class="strip">${all.map(([name, value, note]) => html`<div class="card figure"><dt class="what">${name}</dt><dd class="value">${value}</dd><dd class="note">${note}</dd></div>`)}</dl>`;
}

function agents({ agents: known }) {
  return html`<section class="card pad" aria-labelledby="agents-title"><h2 id="agents-title">Agents</h2>
    ${known.length
      ? known.map((agent) => html`<p class="row"><span class="word good">${icon("check")}</span><span class="two"><span><b><a class="plain anywhere" href="agents/agent/${agent.id}">${agent.name ?? agent.id}</a></b></span></span></p>`)
      : html`<p class="quiet">None asks for its runs.</p>`}</section>`;
}
