import { html, nothing } from "lit-html";
import { flowRuns, taskRuns, taskRunStates } from "../api.js";
import { icon } from "../element/icon.js";
import { part, shown } from "../element/part.js";
import { look, state, trail } from "../element/state.js";
import { waiting } from "../element/table.js";
import { tabs } from "../element/tabs.js";
import { ago, at } from "../element/time.js";
import { everySeconds, hasEnded } from "../flow-run/actions.js";
import { ran } from "../flow-run/columns.js";
import { askedOf, logTools } from "../flow-run/log.js";
import { duration } from "../platform/time.js";
import { figuresOf } from "./figures.js";

const BAD = ["FAILED", "CRASHED"];
const TABS = { logs: "Logs", inputs: "Inputs", details: "Details" };

/** Inputs whose task runs are named; of the others the id is shown. */
const NAMED = 200;

/** What one step of a run did, and why it ended so. */
export default class TaskRun {
  #id;
  #router;
  #states = { of: null, list: [] };
  #run = null;
  #sources = null;

  constructor({ params, query, router }) {
    this.#id = params.id;
    this.query = query;
    this.#router = router;
  }

  missing = "This task run does not exist any more.";
  every = 2;

  changed(query) {
    this.query = query;
  }

  get #tab() {
    const asked = this.query.one("tab", "logs");
    return Object.hasOwn(TABS, asked) ? asked : "logs";
  }

  async load(signal) {
    const step = await taskRuns.read(this.#id, signal);
    const [states] = await Promise.all([
      part(this.#statesOf(step, signal)),
      part(this.#learnRun(step, signal)),
      part(this.#tab === "inputs" ? this.#learnSources(step, signal) : null),
    ]);
    this.every = everySeconds(step);
    if (this.#tab === "logs") {
      await this.#readLog(step);
    }
    return { step, states, run: this.#run ?? { name: "a run without its name" }, sources: this.#sources };
  }

  /** Only when it has another one. */
  async #statesOf(step, signal) {
    if (this.#states.of !== step.state_id) {
      this.#states = { of: step.state_id, list: await taskRunStates.list(this.#id, signal) };
    }
    return this.#states.list;
  }

  async #learnRun(step, signal) {
    this.#run ??= (await flowRuns.filter({ flow_runs: { id: { any_: [step.flow_run_id] } } }, signal))[0] ?? { name: "deleted run" };
  }

  /** The names of the task runs whose results it got; once, as inputs do not change. */
  async #learnSources(step, signal) {
    if (!this.#sources) {
      const ids = [...new Set(Object.values(step.task_inputs).flat().filter((one) => one.input_type === "task_run").map((one) => one.id))];
      const found = ids.length ? await taskRuns.filter({ task_runs: { id: { any_: ids.slice(0, NAMED) } }, limit: NAMED }, signal) : [];
      this.#sources = new Map(found.map((one) => [one.id, one.name]));
    }
  }

  /** The element reads on by itself; before it is there, `drawn` does. */
  #readLog(step) {
    const { level, find } = askedOf(this.query);
    this.asked = {
      find,
      key: `${this.#id} ${level}`,
      filter: {
        flow_run_id: { any_: [step.flow_run_id] },
        task_run_id: { any_: [this.#id] },
        ...(level !== "0" && { level: { ge_: Number(level) } }),
      },
      fromEnd: !hasEnded(step) || BAD.includes(step.state_type),
      none: noLines(step, level),
      steps: new Map(),
    };
    return document.querySelector("rg-log")?.show(this.asked);
  }

  title(data) {
    if (!data) {
      return "Task run";
    }
    const { step } = data;
    return hasEnded(step) ? `${look(step.state_type, step.state_name).word} · ${step.name}` : step.name;
  }

  crumbs(data) {
    return [["flow-runs", "Runs"], ...(data ? [[`flow-runs/flow-run/${data.step.flow_run_id}`, data.run.name], data.step.name] : [this.#id])];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Task run</h1></div>${waiting()}`;
    }
    const { step, states, run } = data;
    return html`<div class="head"><h1 class="anywhere">${step.name}</h1>${state(step.state_type, step.state_name)}
        <p class="under">Step of <a href="flow-runs/flow-run/${step.flow_run_id}">${run.name}</a>${child(step)}</p></div>
      ${BAD.includes(step.state_type) ? end(step) : nothing}
      ${facts(step)}
      ${figures(step)}
      <div class="grid main-aside">
        <section class="card" aria-label="What belongs to it">
          ${tabs({ all: TABS, chosen: this.#tab, query: this.query, router: this.#router, numbers: { inputs: Object.keys(step.task_inputs).length } })}
          ${this.#shown(data)}
        </section>
        <aside class="grid">
          <section class="card pad" aria-labelledby="states-title"><h2 id="states-title">States</h2>${shown(states, trail)}</section>
        </aside>
      </div>`;
  }

  #shown({ step, sources }) {
    switch (this.#tab) {
      case "inputs":
        return inputs(step, sources);
      case "details":
        return html`<div class="pad">${details(step)}</div>`;
      default:
        return html`<div class="tools">${logTools({ query: this.query, router: this.#router, run: step.flow_run_id, step: this.#id })}</div><rg-log></rg-log>`;
    }
  }

  /** Called when what was rendered is in the document. */
  drawn() {
    const log = document.querySelector("rg-log");
    if (log && this.asked && log.key !== this.asked.key) {
      log.show(this.asked).catch(() => {});
    }
  }

}

/** The run of another flow that it began. */
function child({ state: current }) {
  const id = current?.state_details?.child_flow_run_id;
  return id ? html`, which began <a href="flow-runs/flow-run/${id}">a run of another flow</a>` : nothing;
}

function end(step) {
  const { tone, shape } = look(step.state_type, step.state_name);
  return html`<section class="card" aria-label="Why it ended so"><ul class="notes"><li>
    <span class="mark ${tone}">${icon(shape)}</span>
    <div><p><b>${step.state_name}</b> ${ago(step.state?.timestamp)}</p><p class="message">${step.state?.message ?? "No message was given."}</p></div>
    </li></ul></section>`;
}

function facts(step) {
  const { retries, max_retries: most, retry_delay: delay, retry_delay_seconds: seconds } = step.empirical_policy;
  const allowed = retries ?? most ?? 0;
  const all = [
    ["Started", step.start_time ? html`${at(step.start_time)} <span class="quiet">${ago(step.start_time)}</span>` : html`<span class="quiet">not yet</span>`],
    ["Ran for", ran(step)],
    ["Attempt", html`${step.run_count || "–"}${step.flow_run_run_count > 1 ? html` <span class="quiet">in the run's ${step.flow_run_run_count}.</span>` : nothing}`],
    ["Retries", allowed ? html`${allowed} <span class="quiet">after ${duration(delay ?? seconds ?? 0)}</span>` : "none"],
    ["Cache", step.state_name === "Cached" ? "taken from it" : step.cache_key ? "kept under its key" : "none"],
  ];
  return html`<section class="card" aria-label="Facts"><dl class="facts">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}

function figures(step) {
  const all = figuresOf(step.state?.data);
  return all.length
    ? html`<section class="card" aria-label="What the step counted"><dl class="facts">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd class="value-of">${value.toLocaleString()}</dd></div>`)}</dl></section>`
    : nothing;
}

function inputs(step, sources) {
  const all = Object.entries(step.task_inputs);
  if (all.length === 0) {
    return html`<p class="empty">It got no input.</p>`;
  }
  return html`<div class="scroll"><table class="fold" aria-label="Inputs"><thead><tr><th scope="col">Name</th><th scope="col">From</th></tr></thead>
    <tbody>${all.map(([name, from]) => html`<tr><th scope="row">${name}</th><td class="links" data-of="from">${from.length ? from.map((one, i) => html`${i ? ", " : ""}${source(one, sources)}`) : "a value"}</td></tr>`)}</tbody></table></div>`;
}

function source(one, sources) {
  switch (one.input_type) {
    case "task_run":
      return html`the result of <a href="flow-runs/task-run/${one.id}">${sources?.get(one.id) ?? one.id}</a>`;
    case "parameter":
      return html`parameter <span class="code">${one.name}</span>`;
    default:
      return html`a constant of type <span class="code">${one.type}</span>`;
  }
}

function details(step) {
  const code = (text) => (text ? html`<span class="code">${text}</span>` : "none");
  const all = [
    ["Id", code(step.id)],
    ["Key", code(`${step.task_key}, ${step.dynamic_key}`)],
    ["Made", at(step.created)],
    ["Tags", step.tags.length ? step.tags.join(", ") : "none"],
    ["Cache key", code(step.cache_key)],
    ["Kept until", step.cache_expiration ? at(step.cache_expiration) : "none"],
    ["Version of the task", code(step.task_version)],
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function noLines(step, level) {
  if (level !== "0") {
    return "No line matches.";
  }
  return step.start_time ? "This step logged nothing." : "It has not begun, so nothing has been logged.";
}
