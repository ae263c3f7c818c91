import { html } from "lit-html";
import { deployments, flowRuns, flows, now, taskRuns } from "../api.js";
import { asTable, bars, legend } from "../chart/bars.js";
import { scheduleWords } from "../deployment/schedule.js";
import { segments } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { part, shown } from "../element/part.js";
import { PAGE, table, waiting } from "../element/table.js";
import { tabs } from "../element/tabs.js";
import { ago } from "../element/time.js";
import { ACTIVITY, barsOf, historyOf, sumOf } from "../flow-run/activity.js";
import { columns as runColumns } from "../flow-run/columns.js";
import { withNames } from "../flow-run/names.js";
import { day, minute } from "../platform/time.js";
import { columns as taskRunColumns, unsorted } from "../task-run/columns.js";
import { withRunNames } from "../task-run/names.js";
import { remove } from "./actions.js";

const TABS = { runs: "Runs", deployments: "Deployments", "task-runs": "Task runs" };

/** Milliseconds until the picture is asked for again. */
const SLOW = 60_000;

const HOUR = 3_600_000;

/** One flow: how its runs went, and what runs it. */
export default class Flow {
  #id;
  #router;
  #history = null;

  constructor({ params, query, router }) {
    this.#id = params.id;
    this.query = query;
    this.#router = router;
  }

  missing = "This flow does not exist any more.";

  changed(query) {
    this.query = query;
  }

  get #tab() {
    const asked = this.query.one("tab", "runs");
    return Object.hasOwn(TABS, asked) ? asked : "runs";
  }

  get #span() {
    const asked = this.query.one("last", "24h");
    return Object.hasOwn(ACTIVITY, asked) ? asked : "24h";
  }

  async load(signal) {
    const tab = this.#tab;
    const span = this.#span;
    const [flow, bars, list] = await Promise.all([flows.read(this.#id, signal), part(this.#bars(span, signal)), part(this.#read(tab, signal))]);
    return { flow, bars, span, tab, list };
  }

  /** Only when another span is looked at, or some time has gone by. */
  async #bars(span, signal) {
    const time = now().getTime();
    if (this.#history?.span !== span || time - this.#history.asked > SLOW) {
      const found = await flowRuns.history({ ...historyOf(span, time), flows: this.#itself }, signal);
      this.#history = { span, asked: time, bars: barsOf(found, time) };
    }
    return this.#history.bars;
  }

  async #read(tab, signal) {
    const mine = { flows: this.#itself, limit: PAGE };
    switch (tab) {
      case "deployments":
        return deployments.filter({ ...mine, limit: 200, sort: "NAME_ASC" }, signal);
      case "task-runs":
        return withRunNames(await taskRuns.filter({ ...mine, sort: "EXPECTED_START_TIME_DESC" }, signal), signal);
      default:
        return withNames(
          await flowRuns.filter({ ...mine, flow_runs: { expected_start_time: { before_: now().toISOString() } }, sort: "START_TIME_DESC" }, signal),
          signal,
        );
    }
  }

  get #itself() {
    return { id: { any_: [this.#id] } };
  }

  title(data) {
    return data?.flow.name ?? "Flow";
  }

  crumbs(data) {
    return [["flows", "Flows"], data?.flow.name ?? this.#id];
  }

  render(data, { stale }) {
    if (!data) {
      return html`<div class="head"><h1>Flow</h1></div>${waiting()}`;
    }
    const { flow, tab } = data;
    return html`<div class="head"><h1 class="anywhere">${flow.name}</h1>${flow.tags.map((tag) => html`<a class="chip" href="flows?tag=${encodeURIComponent(tag)}">${tag}</a>`)}<span class="push"></span>
        <button type="button" class="button only" aria-label="Delete flow" title="Delete flow" @click=${() => this.#remove(flow)}>${icon("trash")}</button>
        <p class="under">made ${ago(flow.created)}</p></div>
      ${this.#activity(data, stale)}
      <section class="card ${stale ? "stale" : ""}" aria-label="What belongs to it">
        ${tabs({ all: TABS, chosen: this.#tab, query: this.query, router: this.#router })}
        ${tab === this.#tab ? shown(data.list, (list) => this.#list(flow, tab, list)) : waiting(4)}
      </section>`;
  }

  #activity({ flow, bars: past, span }, stale) {
    return html`<section class="card pad activity ${stale ? "stale" : ""}" aria-labelledby="activity-title">
      <div class="row"><h2 id="activity-title">Activity</h2>${legend(past.value ?? [])}
        ${segments({ query: this.query, router: this.#router, name: "last", label: "Time", values: Object.keys(ACTIVITY), usual: "24h" })}</div>
      ${shown(past, (all) => this.#picture(flow, all, span))}
    </section>`;
  }

  #picture(flow, all, span) {
    const { width, back } = ACTIVITY[span];
    const time = now().getTime();
    const sum = sumOf(all, time, back);
    const label = `Runs of the last ${span}: ${sum.good ?? 0} completed, ${sum.bad ?? 0} failed, ${sum.crash ?? 0} crashed`;
    const nameOf = (from) => (width >= 6 * HOUR ? day(from) : minute(from));
    const hrefOf = (bar) => hrefOfBar(flow, bar);
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Activity over time">${bars({ bars: all, now: time, label, nameOf, onOpen: (bar) => this.#router.go(hrefOf(bar)) })}</div>
      ${asTable(all, (bar) => `${day(bar.from)} ${minute(bar.from)}`, hrefOf)}`;
  }

  #list(flow, tab, list) {
    const all = `flow=${encodeURIComponent(flow.name)}&last=30d`;
    switch (tab) {
      case "deployments":
        return list.length
          ? table({ label: "Deployments", columns: DEPLOYMENTS, items: list, href: true })
          : html`<p class="empty">Nothing runs it yet. <code>rigel deployment apply deployment.yaml</code> makes a deployment.</p>`;
      case "task-runs":
        return list.length
          ? html`${table({ label: "Task runs", columns: TASK_RUNS, items: list, href: true })}<p class="more">The newest ${list.length}. <a href="task-runs?${all}">Look for others</a></p>`
          : html`<p class="empty">No step of it has run yet.</p>`;
      default:
        return list.length
          ? html`${table({ label: "Runs", columns: RUNS, items: list, href: true })}<p class="more">The newest ${list.length}. <a href="flow-runs?${all}">Look for others</a></p>`
          : html`<p class="empty">It has not run yet.</p>`;
    }
  }

  async #remove(flow) {
    if (await remove([flow])) {
      this.#router.go("flows");
    }
  }
}

/** The runs of a bar. */
function hrefOfBar(flow, { from, to }) {
  const query = new URLSearchParams({ flow: flow.name, "start-date": new Date(from).toISOString(), "end-date": new Date(to).toISOString() });
  return `flow-runs?${query}`;
}

const RUNS = [runColumns.run, runColumns.state, runColumns.queue, runColumns.started, runColumns.duration].map(unsorted);

const TASK_RUNS = [taskRunColumns.taskRun, taskRunColumns.state, taskRunColumns.started, taskRunColumns.duration].map(unsorted);

const DEPLOYMENTS = [
  { name: "Deployment", cell: (one) => html`<a class="plain anywhere" href="deployments/deployment/${one.id}">${one.name}</a>` },
  {
    name: "Schedule",
    kind: "two",
    cell: (one) => {
      const known = scheduleWords(one.schedule);
      return known ? html`<span>${known.words}</span><span>${known.zone}${one.is_schedule_active ? "" : ", paused"}</span>` : html`<span class="quiet">by hand only</span>`;
    },
  },
  {
    name: "Queue",
    cell: (one) => (one.work_queue_name ? html`<a class="plain" href="work-queues/name/${encodeURIComponent(one.work_queue_name)}">${one.work_queue_name}</a>` : html`<span class="quiet">–</span>`),
  },
  { name: "Tags", cell: (one) => (one.tags.length ? html`<span class="chips">${one.tags.map((tag) => html`<span class="chip">${tag}</span>`)}</span>` : html`<span class="quiet">–</span>`) },
];
