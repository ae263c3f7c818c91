import { html, nothing } from "lit-html";
import { attention, deployments, flowRuns, now, uiWorkQueues } from "../api.js";
import { asTable, bars, legend } from "../chart/bars.js";
import { segments } from "../element/filter.js";
import { failed, further, part, parts, shown } from "../element/part.js";
import { slots } from "../element/slots.js";
import { queueMark } from "../element/state.js";
import { table, waiting } from "../element/table.js";
import { ago, at } from "../element/time.js";
import { ACTIVITY, barsOf, historyOf, sumOf } from "../flow-run/activity.js";
import { columns } from "../flow-run/columns.js";
import { withNames } from "../flow-run/names.js";
import { day, minute } from "../platform/time.js";
import { healthOf, oldestWait, taken, troubledFirst } from "../work-queue/health.js";
import { awake, notes } from "./notes.js";

const DAY = 24 * 3_600_000;
const IN_PROGRESS = { state: { type: { any_: ["PENDING", "RUNNING"] } } };

/** Milliseconds until the picture and the next dates are asked for again, if nothing has ended. */
const SLOW = 60_000;

/** The same if a part of them could not be read. */
const AGAIN = 15_000;

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
  /** The first steps of a new server, which are only loaded there. */
  #steps = null;

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
    const { troubles, queues, running, inProgress } = await parts({
      troubles: attention.list(signal),
      queues: uiWorkQueues.filter({ limit: QUEUES }, signal),
      running: flowRuns.filter({ flow_runs: { state: { type: { any_: ["RUNNING"] } } }, sort: "START_TIME_ASC", limit: ROWS }, signal),
      inProgress: flowRuns.count({ flow_runs: IN_PROGRESS }, signal),
    });
    const slow = await this.#slowly(`${this.#span} ${inProgress.value} ${running.value?.map((run) => run.id)}`, signal);
    if (isNew(slow.known)) {
      this.#steps ??= (await import("./first-steps.js")).firstSteps;
    }
    const named = await withNames([...(running.value ?? []), ...(slow.next.value ?? [])], signal);
    const count = running.value?.length ?? 0;
    return {
      ...slow,
      troubles,
      queues: await further(queues, async (all) => troubledFirst(all)),
      inProgress,
      running: await further(running, async () => named.slice(0, count)),
      next: await further(slow.next, async () => named.slice(count)),
    };
  }

  /** What changes when a run has begun or ended, or when the clock has moved a bar. */
  async #slowly(key, signal) {
    const time = now().getTime();
    if (this.#slow?.key === key && time < this.#slow.due) {
      return this.#slow;
    }
    const span = this.#span;
    const barsIn = async (asked) => barsOf(await flowRuns.history(historyOf(asked, time), signal), time);
    const activity = part(barsIn(span));
    const [past, lastDay, next, known] = await Promise.all([
      activity,
      span === "24h" ? activity : part(barsIn("24h")),
      part(flowRuns.filter(
        {
          flow_runs: { state: { type: { any_: ["SCHEDULED"] } }, next_scheduled_start_time: { after_: new Date(time).toISOString() } },
          sort: "NEXT_SCHEDULED_START_TIME_ASC",
          limit: ROWS,
        },
        signal,
      )),
      this.#slow?.known.value?.deployments ? this.#slow.known : part(this.#known(signal)),
    ]);
    const isWhole = [past, lastDay, next, known].every(({ failure }) => !failure);
    this.#slow = {
      key,
      due: time + (isWhole ? SLOW : AGAIN),
      span,
      bars: past,
      ended: await further(lastDay, async (bars) => sumOf(bars, time, DAY)),
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
    return ["Dashboard"];
  }

  render(data, { stale }) {
    if (!data) {
      return html`<div class="head"><h1>Dashboard</h1></div>${waiting()}`;
    }
    if (isNew(data.known)) {
      return this.#steps({ queues: data.queues.value ?? [], known: data.known.value });
    }
    return html`${head(data)}
      ${attentionCard(data.troubles, (troubles) => this.#notes(troubles))}
      ${figures(data)}
      ${this.#activity(data, stale)}
      <div class="grid halves">
        ${queues(data.queues)}
        <div class="grid">${running(data.running, data.inProgress)}${next(data.next)}</div>
      </div>`;
  }

  #notes(known) {
    const troubles = awake(known, now());
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

  #activity({ bars: past, span }, stale) {
    const all = past.value ?? [];
    return html`<section class="card pad activity ${stale ? "stale" : ""}" aria-labelledby="activity-title">
      <div class="row"><h2 id="activity-title">Activity</h2>${legend(all)}
        ${segments({ query: this.query, router: this.#router, name: "last", label: "Time", values: Object.keys(ACTIVITY), usual: "24h" })}</div>
      ${shown(past, () => this.#picture(all, span))}
    </section>`;
  }

  #picture(all, span) {
    const { width } = ACTIVITY[span];
    const time = now().getTime();
    const onOpen = (bar) => this.#router.go(hrefOf(bar));
    const sum = sumOf(all, time, ACTIVITY[span].back);
    const planned = all.reduce((count, bar) => count + bar.planned, 0);
    const label = `Runs of the last ${span}: ${sum.good ?? 0} completed, ${sum.bad ?? 0} failed, ${sum.crash ?? 0} crashed; ${planned} planned`;
    const nameOf = (from) => (width >= 6 * 3_600_000 ? day(from) : minute(from));
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Activity over time">${bars({ bars: all, now: time, label, nameOf, onOpen })}</div>
      ${asTable(all, (bar) => `${day(bar.from)} ${minute(bar.from)}`, hrefOf)}`;
  }
}

/** Whether nothing has happened on the server yet. */
function isNew({ value: known }) {
  return known !== undefined && !known.deployments && !known.runs;
}

/** The runs of a bar. */
function hrefOf({ from, to }) {
  const query = new URLSearchParams({ "start-date": new Date(from).toISOString(), "end-date": new Date(to).toISOString() });
  return `flow-runs?${query}`;
}

function attentionCard({ value, failure }, notesOf) {
  return failure ? html`<section class="card" aria-label="Needs attention">${failed(failure)}</section>` : value.length ? notesOf(value) : nothing;
}

function head({ ended, troubles }) {
  const count = troubles.failure ? null : awake(troubles.value, now()).length;
  const title = count === null ? "What needs you is not known" : count === 0 ? "All is well" : count === 1 ? "1 thing needs you" : `${count} things need you`;
  return html`<div class="head"><h1>${title}</h1><p class="under">${count ? "Everything else is well. " : ""}${ended.value ? sentence(ended.value) : nothing}</p></div>`;
}

function sentence(ended) {
  const all = endedOf(ended);
  const share = all ? `, ${percent(ended.good, all)} of them completed` : "";
  return `${all.toLocaleString()} ${all === 1 ? "run" : "runs"} ended in the last 24 hours${share}.`;
}

function endedOf({ good = 0, bad = 0, crash = 0, calm = 0 }) {
  return good + bad + crash + calm;
}

function percent(part = 0, all) {
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }).format(part / all);
}

function figures({ queues: { value: all }, inProgress: { value: inProgress }, ended: { value: ended } }) {
  const cards = [
    ["In progress", inProgress, all && `${sumOn(all, "running")} running, ${sumOn(all, "pending")} pending on queues`, "flow-runs?state=Running&state=Pending&last=30d"],
    ["Waiting", all && sumOn(all, "scheduled") + sumOn(all, "late"), all && waitingNote(all), "flow-runs?state=Late&state=Scheduled&last=30d"],
    ["Completed, 24 h", ended && (ended.good ?? 0), ended && endedOf(ended) ? `${percent(ended.good, endedOf(ended))} of those that ended` : "", "flow-runs?state=Completed"],
    ["Failed or crashed, 24 h", ended && badOf(ended), ended && badNote(ended), "flow-runs?state=Failed&state=Crashed"],
  ];
  return html`<div class="strip">${cards.map(
    ([what, value, note, href]) => html`<a class="card figure" href=${href}><span class="what">${what}</span><span class="value">${value?.toLocaleString() ?? "–"}</span><span class="note">${value === undefined ? "could not be read" : note}</span></a>`,
  )}</div>`;
}

/** Of queues by name: those with a filter do not tell. */
function sumOn(all, name) {
  return all.reduce((count, { runs }) => count + (runs?.[name] ?? 0), 0);
}

function waitingNote(all) {
  const late = sumOn(all, "late");
  const oldest = all.filter((one) => one.runs && one.oldest_waiting).sort((one, other) => (one.oldest_waiting < other.oldest_waiting ? -1 : 1))[0];
  return html`${late ? html`<span class="word late">${late} late</span>` : "none late"}${oldest ? html`, oldest ${oldestWait(oldest)}` : nothing}`;
}

function badOf({ bad = 0, crash = 0 }) {
  return bad + crash;
}

function badNote(ended) {
  return badOf(ended) ? html`<span class="word bad">${ended.bad ?? 0} failed, ${ended.crash ?? 0} crashed</span>` : "none";
}

function queues(one) {
  const all = one.value ?? [];
  return html`<section class="card" aria-labelledby="queues-title">
    <div class="row pad"><h2 id="queues-title">Work queues</h2><a class="push small" href="work-queues">All ${all.length === 0 || all.length === QUEUES ? "" : all.length}</a></div>
    ${shown(one, queueTable)}</section>`;
}

function queueTable(all) {
  const items = all.slice(0, QUEUES_SHOWN).map((one) => ({ ...one, id: one.work_queue.id }));
  const shownColumns = [
    { name: "Queue", cell: (one) => html`<span class="row tight">${queueMark(healthOf(one).word)}<a class="plain" href="work-queues/work-queue/${one.id}">${one.work_queue.name}</a></span>` },
    { name: "Slots", cell: (one) => (one.runs ? slots(taken(one), one.work_queue.concurrency_limit) : html`<span class="quiet small">by filter</span>`) },
    { name: "Late", kind: "number", cell: (one) => (one.status.late_runs_count ? html`<span class="word late">${one.status.late_runs_count}</span>` : html`<span class="quiet">0</span>`) },
    { name: "Agents", kind: "number", cell: (one) => one.agents.length || html`<span class=${waits(one) ? "word bad" : "quiet"}>none</span>` },
  ];
  return items.length ? table({ label: "Work queues", columns: shownColumns, items, href: true }) : html`<p class="empty">No work queue yet.</p>`;
}

function waits({ runs, status }) {
  return status.late_runs_count + (runs?.scheduled ?? 0) > 0;
}

function running(part, { value: all = "" }) {
  return html`<section class="card" aria-labelledby="running-title">
    <div class="row pad"><h2 id="running-title">Running now</h2><a class="push small" href="flow-runs?state=Running&last=30d">All ${all}</a></div>
    ${shown(part, (runs) => runs.length
      ? table({ label: "Running now", columns: [columns.run, columns.queue, { ...columns.duration, name: "For" }].map(({ sort, ...one }) => one), items: runs, href: true })
      : html`<p class="empty">Nothing runs.</p>`)}</section>`;
}

function next(part) {
  const due = { name: "Due", kind: "number", cell: (run) => html`${ago(run.next_scheduled_start_time)} <span class="quiet small">${at(run.next_scheduled_start_time)}</span>` };
  return html`<section class="card" aria-labelledby="next-title">
    <div class="row pad"><h2 id="next-title">Next</h2><a class="push small" href="flow-runs?state=Scheduled">All</a></div>
    ${shown(part, (runs) => runs.length
      ? table({ label: "Next", columns: [{ name: columns.run.name, kind: "two", cell: columns.run.cell }, due], items: runs, href: true })
      : html`<p class="empty">Nothing is planned.</p>`)}</section>`;
}
