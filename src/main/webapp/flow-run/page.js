import { html, nothing } from "lit-html";
import { flowRuns, flowRunStates, logs, taskRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { look, state } from "../element/state.js";
import { table, waiting } from "../element/table.js";
import { ago, at } from "../element/time.js";
import { duration, precise, secondsBetween } from "../platform/time.js";
import { cancel, hasEnded, remove, retry } from "./actions.js";
import { withNames } from "./names.js";

const LINES = 200;
const LEVELS = [
  [50, "bad", "Critical"],
  [40, "bad", "Error"],
  [30, "late", "Warning"],
  [20, "busy", "Info"],
  [0, "calm", "Debug"],
];
const BAD = ["FAILED", "CRASHED"];

/** What happened to a run, is happening, and why it ended so. */
export default class FlowRun {
  #id;
  #router;
  #reload;

  constructor({ params, query, router, reload }) {
    this.#id = params.id;
    this.query = query;
    this.#router = router;
    this.#reload = reload;
  }

  missing = "This run does not exist any more.";

  get every() {
    return this.ended ? 0 : 2;
  }

  changed(query) {
    this.query = query;
  }

  async load(signal) {
    const run = await flowRuns.read(this.#id, signal);
    const ofRun = { flow_runs: { id: { any_: [this.#id] } } };
    const [[named], states, steps, lines] = await Promise.all([
      withNames([run], signal),
      flowRunStates.list(this.#id, signal),
      taskRuns.filter({ ...ofRun, sort: "EXPECTED_START_TIME_ASC", limit: 200 }, signal),
      this.#lines(signal),
    ]);
    this.ended = hasEnded(run);
    return { run: named, states, steps, lines };
  }

  /** The latest ones, in their order. */
  async #lines(signal) {
    const level = Number(this.query.one("level", "0"));
    const found = await logs.filter(
      {
        logs: { flow_run_id: { any_: [this.#id] }, level: { ge_: level } },
        sort: "TIMESTAMP_DESC",
        limit: LINES,
      },
      signal,
    );
    return found.reverse();
  }

  title(data) {
    if (!data) {
      return "Run";
    }
    const { run } = data;
    return hasEnded(run) ? `${look(run.state_type, run.state_name).word} · ${run.name}` : run.name;
  }

  crumbs(data) {
    return html`<a href="flow-runs">Runs</a> / <b>${data?.run.name ?? this.#id}</b>`;
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Run</h1></div>${waiting()}`;
    }
    const { run, states, steps, lines } = data;
    return html`${this.#head(run)}
      ${BAD.includes(run.state_type) ? this.#end(run) : nothing}
      ${facts(run, steps)}
      <div class="grid main-aside">
        <section class="card" aria-labelledby="logs-title">
          <div class="tools"><h2 id="logs-title">Logs</h2>${this.#levels()}</div>
          ${lines.length ? log(lines) : html`<p class="empty">${noLines(run)}</p>`}
        </section>
        <aside class="grid">
          <section class="card pad" aria-labelledby="states-title"><h2 id="states-title">States</h2>${trail(states)}</section>
          <section class="card pad" aria-labelledby="parameters-title"><h2 id="parameters-title">Parameters</h2>
            ${Object.keys(run.parameters ?? {}).length ? html`<pre tabindex="0">${JSON.stringify(run.parameters, null, 2)}</pre>` : html`<p class="quiet">None</p>`}</section>
          <section class="card pad" aria-labelledby="details-title"><h2 id="details-title">Details</h2>${details(run)}</section>
        </aside>
      </div>
      ${steps.length ? this.#steps(steps) : nothing}`;
  }

  #head(run) {
    const queue = run.work_queue_name;
    return html`<div class="head"><h1>${run.name}</h1>${state(run.state_type, run.state_name)}<span class="push"></span>
      ${hasEnded(run)
        ? run.deployment_id
          ? html`<button class="button" @click=${() => this.#do(() => retry(run))}>${icon("again")}Retry</button>`
          : html`<span class="quiet small">Without a deployment it cannot be retried</span>`
        : html`<button class="button" @click=${() => this.#do(() => cancel(run))}>${icon("stop")}Cancel</button>`}
      <button class="button only" aria-label="Delete run" title="Delete run" @click=${() => this.#remove(run)}>${icon("trash")}</button>
      <p class="under">${run.flow_name}${run.deployment_id ? html` / <a href="deployments/deployment/${run.deployment_id}">${run.deployment_name ?? "deleted deployment"}</a>` : nothing}
      ${queue ? html` on <a href="work-queues/name/${encodeURIComponent(queue)}">${queue}</a>` : nothing}</p></div>`;
  }

  async #do(action) {
    if (await action()) {
      this.ended = false;
      this.#reload();
    }
  }

  async #remove(run) {
    if (await remove(run)) {
      this.#router.go("flow-runs");
    }
  }

  #end(run) {
    const { tone, shape } = look(run.state_type, run.state_name);
    return html`<section class="card" aria-label="Why it ended so"><ul class="notes"><li>
      <span class="mark ${tone}">${icon(shape)}</span>
      <div><p><b>${run.state_name}</b> ${ago(run.state?.timestamp)}</p><p class="message">${run.state?.message ?? "No message was given."}</p></div>
      </li></ul></section>`;
  }

  #levels() {
    const chosen = this.query.one("level", "0");
    const values = [["0", "All"], ["20", "Info"], ["30", "Warning"], ["40", "Error"]];
    return html`<span class="segments" role="group" aria-label="Least level">${values.map(
      ([value, word]) => html`<button type="button" aria-pressed=${value === chosen}
        @click=${() => this.#router.query(this.query.with({ level: value === "0" ? null : value }))}>${word}</button>`,
    )}</span>`;
  }

  #steps(steps) {
    const columns = [
      { name: "Step", cell: (step) => step.name },
      { name: "State", cell: (step) => state(step.state_type, step.state_name) },
      { name: "Counts", cell: (step) => counts(step.state?.data) },
      { name: "Started", cell: (step) => at(step.start_time) },
      { name: "Duration", kind: "number", cell: (step) => (step.start_time ? duration(step.end_time ? step.total_run_time : step.estimated_run_time) : "–") },
    ];
    return html`<section class="card" aria-labelledby="steps-title"><div class="tools"><h2 id="steps-title">Steps</h2></div>
      ${table({ label: "Steps", columns, items: steps })}</section>`;
  }
}

function facts(run, steps) {
  const waited = run.start_time ? Math.max(0, secondsBetween(run.expected_start_time, run.start_time)) : null;
  const done = steps.filter((step) => step.state_type === "COMPLETED").length;
  const all = [
    ["Started", run.start_time ? html`${at(run.start_time)} <span class="quiet">${ago(run.start_time)}</span>` : html`<span class="quiet">due ${ago(run.next_scheduled_start_time ?? run.expected_start_time)}</span>`],
    ["Ran for", run.start_time ? duration(run.end_time ? run.total_run_time : run.estimated_run_time) : "–"],
    ["Waited", waited === null ? "–" : duration(waited)],
    ["Attempt", run.run_count || "–"],
    ["Steps", steps.length ? `${done} of ${steps.length} done` : "–"],
  ];
  return html`<section class="card" aria-label="Facts"><dl class="facts">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}

function log(lines) {
  return html`<div class="log" tabindex="0" role="log" aria-label="Logs">${lines.map((line) => {
    const [, tone, word] = LEVELS.find(([least]) => line.level >= least);
    return html`<p class=${line.level >= 30 ? tone : ""}><span class="time">${precise(line.timestamp)}</span><span class="level ${tone}">${word}</span><span class="from">${line.name}</span><span class="said">${line.message}</span></p>`;
  })}</div>`;
}

function noLines(run) {
  return run.start_time ? "No line of this level was logged." : "It has not begun, so nothing has been logged.";
}

/** The newest on top, each with how long it lasted. */
function trail(states) {
  const newest = [...states].reverse();
  return html`<ol class="trail">${newest.map((one, i) => {
    const until = i === 0 ? null : newest[i - 1].timestamp;
    const { tone, word } = look(one.type, one.name);
    return html`<li class=${tone}><b>${word}</b><span>${at(one.timestamp)}${until ? html`, for ${duration(Math.max(0, secondsBetween(one.timestamp, until)))}` : nothing}</span>
      ${one.message ? html`<span class="message">${one.message}</span>` : nothing}</li>`;
  })}</ol>`;
}

function details(run) {
  const all = [
    ["Id", html`<span class="code">${run.id}</span>`],
    ["Made", at(run.created)],
    ["Made by", run.auto_scheduled ? "its schedule" : "hand"],
    ["Tags", run.tags?.length ? run.tags.join(", ") : "none"],
    ["Idempotency key", run.idempotency_key ? html`<span class="code">${run.idempotency_key}</span>` : "none"],
    ["Infrastructure", run.infrastructure_pid ? html`<span class="code">${run.infrastructure_pid}</span>` : "none"],
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const COUNTS = [
  ["read_count", "read"],
  ["write_count", "written"],
  ["process_skip_count", "skipped"],
  ["commit_count", "commits"],
  ["rollback_count", "rollbacks"],
];

function counts(data) {
  const known = COUNTS.filter(([name]) => data?.[name] > 0).map(([name, word]) => `${data[name].toLocaleString()} ${word}`);
  return known.length ? known.join(", ") : html`<span class="quiet">–</span>`;
}
