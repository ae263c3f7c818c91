import { html, nothing } from "lit-html";
import { attention, deployments, flowRuns, now, uiWorkQueues } from "../api.js";
import { asTable, bars, legend } from "../chart/bars.js";
import { segments } from "../element/filter.js";
import { slots } from "../element/slots.js";
import { queueMark } from "../element/state.js";
import { table, waiting } from "../element/table.js";
import { ago, at } from "../element/time.js";
import { ACTIVITY, barsOf, historyOf, sumOf } from "../flow-run/activity.js";
import { columns } from "../flow-run/columns.js";
import { withNames } from "../flow-run/names.js";
import { day, minute } from "../platform/time.js";
import { healthOf, oldestWait, taken, troubledFirst } from "../work-queue/health.js";
import { firstSteps } from "./first-steps.js";
import { awake, notes } from "./notes.js";

const DAY = 24 * 3_600_000;
const IN_PROGRESS = { state: { type: { any_: ["PENDING", "RUNNING"] } } };

/** Milliseconds until the picture and the next dates are asked for again, if nothing has ended. */
const SLOW = 60_000;

const QUEUES = 200;
const QUEUES_SHOWN = 6;
const ROWS = 5;

/** What needs somebody, and how it goes. */
export default class Dashboard {
  #router;
  #redraw;
  #reload;
  #slow = null;
  #all = false;

  constructor({ query, router, redraw, reload }) {
    this.query = query;
    this.#router = router;
    this.#redraw = redraw;
    this.#reload = reload;
  }

  changed(query) {
    this.query = query;
  }

  get #span() {
    const asked = this.query.one("last", "24h");
    return Object.hasOwn(ACTIVITY, asked) ? asked : "24h";
  }

  async load(signal) {
    const [troubles, queues, running, inProgress] = await Promise.all([
      attention.list(signal),
      uiWorkQueues.filter({ limit: QUEUES }, signal),
      flowRuns.filter({ flow_runs: { state: { type: { any_: ["RUNNING"] } } }, sort: "START_TIME_ASC", limit: ROWS }, signal),
      flowRuns.count({ flow_runs: IN_PROGRESS }, signal),
    ]);
    const slow = await this.#slowly(`${this.#span} ${inProgress} ${running.map((run) => run.id)}`, signal);
    const named = await withNames([...running, ...slow.next], signal);
    return {
      ...slow,
      troubles,
      queues: troubledFirst(queues),
      inProgress,
      running: named.slice(0, running.length),
      next: named.slice(running.length),
    };
  }

  /** What changes when a run has begun or ended, or when the clock has moved a bar. */
  async #slowly(key, signal) {
    const time = now().getTime();
    if (this.#slow?.key === key && time - this.#slow.asked < SLOW) {
      return this.#slow;
    }
    const span = this.#span;
    const [history, lastDay, next, known] = await Promise.all([
      flowRuns.history(historyOf(span, time), signal),
      span === "24h" ? null : flowRuns.history(historyOf("24h", time), signal),
      flowRuns.filter(
        {
          flow_runs: { state: { type: { any_: ["SCHEDULED"] } }, next_scheduled_start_time: { after_: new Date(time).toISOString() } },
          sort: "NEXT_SCHEDULED_START_TIME_ASC",
          limit: ROWS,
        },
        signal,
      ),
      this.#slow?.known?.deployments ? this.#slow.known : this.#known(signal),
    ]);
    const past = barsOf(history, time);
    this.#slow = {
      key,
      asked: time,
      span,
      bars: past,
      ended: sumOf(lastDay ? barsOf(lastDay, time) : past, time, DAY),
      next,
      known,
    };
    return this.#slow;
  }

  /** Whether there is anything at all yet. */
  async #known(signal) {
    const [someDeployments, someRuns] = await Promise.all([
      deployments.count({ at_most: 1 }, signal),
      flowRuns.count({ at_most: 1 }, signal),
    ]);
    return { deployments: someDeployments > 0, runs: someRuns > 0 };
  }

  title() {
    return "Dashboard";
  }

  crumbs() {
    return html`<b>Dashboard</b>`;
  }

  render(data, { stale }) {
    if (!data) {
      return html`<div class="head"><h1>Dashboard</h1></div>${waiting()}`;
    }
    if (!data.known.deployments && !data.known.runs) {
      return firstSteps(data);
    }
    const troubles = awake(data.troubles, now());
    return html`${head(data, troubles)}
      ${data.troubles.length ? this.#notes(data.troubles, troubles) : nothing}
      ${figures(data)}
      ${this.#activity(data, stale)}
      <div class="grid halves">
        ${queues(data.queues)}
        <div class="grid">${running(data.running, data.inProgress)}${next(data.next)}</div>
      </div>`;
  }

  #notes(known, troubles) {
    return notes({
      troubles,
      asleep: known.length - troubles.length,
      all: this.#all,
      onAll: () => {
        this.#all = true;
        this.#redraw();
      },
      now: now(),
      redraw: this.#redraw,
      reload: this.#reload,
    });
  }

  #activity({ bars: all, span }, stale) {
    const { width } = ACTIVITY[span];
    const time = now().getTime();
    const onOpen = (bar) => this.#router.go(hrefOf(bar));
    const sum = sumOf(all, time, ACTIVITY[span].back);
    const planned = all.reduce((count, bar) => count + bar.planned, 0);
    const label = `Runs of the last ${span}: ${sum.good ?? 0} completed, ${sum.bad ?? 0} failed, ${sum.crash ?? 0} crashed; ${planned} planned`;
    const nameOf = (from) => (width >= 6 * 3_600_000 ? day(from) : minute(from));
    return html`<section class="card pad activity ${stale ? "stale" : ""}" aria-labelledby="activity-title">
      <div class="row"><h2 id="activity-title">Activity</h2>${legend(all)}
        ${segments({ query: this.query, router: this.#router, name: "last", label: "Time", values: Object.keys(ACTIVITY), usual: "24h" })}</div>
      <div class="scroll" tabindex="0" role="group" aria-label="Activity over time">${bars({ bars: all, now: time, label, nameOf, onOpen })}</div>
      ${asTable(all, (bar) => `${day(bar.from)} ${minute(bar.from)}`, hrefOf)}
    </section>`;
  }
}

/** The runs of a bar. */
function hrefOf({ from, to }) {
  const query = new URLSearchParams({ "start-date": new Date(from).toISOString(), "end-date": new Date(to).toISOString() });
  return `flow-runs?${query}`;
}

function head({ ended }, troubles) {
  const all = endedOf(ended);
  const share = all ? `, ${percent(ended.good, all)} of them completed` : "";
  const sentence = `${all.toLocaleString()} runs ended in the last 24 hours${share}.`;
  const title = troubles.length === 0 ? "All is well" : troubles.length === 1 ? "1 thing needs you" : `${troubles.length} things need you`;
  return html`<div class="head"><h1>${title}</h1><p class="under">${troubles.length ? "Everything else is well. " : ""}${sentence}</p></div>`;
}

function endedOf({ good = 0, bad = 0, crash = 0, calm = 0 }) {
  return good + bad + crash + calm;
}

function percent(part = 0, all) {
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }).format(part / all);
}

function figures({ queues: all, inProgress, ended }) {
  const known = all.filter((one) => one.runs);
  const sum = (name) => known.reduce((count, one) => count + one.runs[name], 0);
  const late = sum("late");
  const oldest = known.filter((one) => one.oldest_waiting).sort((one, other) => (one.oldest_waiting < other.oldest_waiting ? -1 : 1))[0];
  const bad = (ended.bad ?? 0) + (ended.crash ?? 0);
  const cards = [
    ["In progress", inProgress, `${sum("running")} running, ${sum("pending")} pending on queues`, "flow-runs?state=Running&state=Pending&last=30d"],
    ["Waiting", sum("scheduled") + late, html`${late ? html`<span class="word late">${late} late</span>` : "none late"}${oldest ? html`, oldest ${oldestWait(oldest)}` : nothing}`, "flow-runs?state=Late&state=Scheduled&last=30d"],
    ["Completed, 24 h", ended.good ?? 0, endedOf(ended) ? `${percent(ended.good, endedOf(ended))} of those that ended` : "", "flow-runs?state=Completed"],
    ["Failed or crashed, 24 h", bad, bad ? html`<span class="word bad">${ended.bad ?? 0} failed, ${ended.crash ?? 0} crashed</span>` : "none", "flow-runs?state=Failed&state=Crashed"],
  ];
  return html`<div class="strip">${cards.map(
    ([what, value, note, href]) => html`<a class="card figure" href=${href}><span class="what">${what}</span><span class="value">${value.toLocaleString()}</span><span class="note">${note}</span></a>`,
  )}</div>`;
}

function queues(all) {
  const shown = all.slice(0, QUEUES_SHOWN).map((one) => ({ ...one, id: one.work_queue.id }));
  const shownColumns = [
    { name: "Queue", cell: (one) => html`<span class="row tight">${queueMark(healthOf(one).word)}<a class="plain" href="work-queues/work-queue/${one.id}">${one.work_queue.name}</a></span>` },
    { name: "Slots", cell: (one) => (one.runs ? slots(taken(one), one.work_queue.concurrency_limit) : html`<span class="quiet small">by filter</span>`) },
    { name: "Late", kind: "number", cell: (one) => (one.status.late_runs_count ? html`<span class="word late">${one.status.late_runs_count}</span>` : html`<span class="quiet">0</span>`) },
    { name: "Agents", kind: "number", cell: (one) => one.agents.length || html`<span class=${waits(one) ? "word bad" : "quiet"}>none</span>` },
  ];
  return html`<section class="card" aria-labelledby="queues-title">
    <div class="row pad"><h2 id="queues-title">Work queues</h2><a class="push small" href="work-queues">All ${all.length === QUEUES ? "" : all.length}</a></div>
    ${shown.length ? table({ label: "Work queues", columns: shownColumns, items: shown, href: true }) : html`<p class="empty">No work queue yet.</p>`}</section>`;
}

function waits({ runs, status }) {
  return status.late_runs_count + (runs?.scheduled ?? 0) > 0;
}

function running(runs, all) {
  return html`<section class="card" aria-labelledby="running-title">
    <div class="row pad"><h2 id="running-title">Running now</h2><a class="push small" href="flow-runs?state=Running&last=30d">All ${all}</a></div>
    ${runs.length
      ? table({ label: "Running now", columns: [columns.run, columns.queue, { ...columns.duration, name: "For" }].map(({ sort, ...one }) => one), items: runs, href: true })
      : html`<p class="empty">Nothing runs.</p>`}</section>`;
}

function next(runs) {
  const due = { name: "Due", kind: "number", cell: (run) => html`${ago(run.next_scheduled_start_time)} <span class="quiet small">${at(run.next_scheduled_start_time)}</span>` };
  return html`<section class="card" aria-labelledby="next-title">
    <div class="row pad"><h2 id="next-title">Next</h2><a class="push small" href="flow-runs?state=Scheduled">All</a></div>
    ${runs.length
      ? table({ label: "Next", columns: [{ name: columns.run.name, kind: "two", cell: columns.run.cell }, due], items: runs, href: true })
      : html`<p class="empty">Nothing is planned.</p>`}</section>`;
}
