import { html, nothing } from "lit-html";
import { attention, flowRuns, flowRunStates, now, uiDeployments } from "../api.js";
import { icon } from "../element/icon.js";
import { failed, further, part, shown } from "../element/part.js";
import { look, picture, state, trail } from "../element/state.js";
import { waiting } from "../element/table.js";
import { tabs } from "../element/tabs.js";
import { ago, at } from "../element/time.js";
import { duration, secondsBetween } from "../platform/time.js";
import { cancel, everySeconds, hasEnded, remove, retry, startNow } from "./actions.js";
import { askedOf, logTools } from "./log.js";
import { withNames } from "./names.js";
import { canRing, isRung } from "./rung.js";
import { MOST, Steps } from "./steps.js";
import { timeline } from "./timeline.js";

const BAD = ["FAILED", "CRASHED"];
const WAITS = ["SCHEDULED", "PENDING"];
const TABS = { logs: "Logs", steps: "Steps", subflows: "Subflows", graph: "Graph", parameters: "Parameters", details: "Details" };

/** What happened to a run, is happening, and why it ended so. */
export default class FlowRun {
  #id;
  #router;
  #reload;
  #redraw;
  #steps;
  #states = { of: null, list: [] };
  #lastError = null;
  /** Words for why it waits: their module, once it does. */
  #notes = null;
  /** Modules that only some runs or some visitors need, by what they are for. */
  #graph = null;
  /** What is drawn of other tabs than that of the log, once one is looked at. */
  #others = null;
  #more = null;
  #subflowsOpen = null;
  #bell = null;
  /** Seconds that half of the runs of its deployment take, null if nobody knows; read once. */
  #usual;

  constructor({ params, query, router, reload, redraw }) {
    this.#id = params.id;
    this.#steps = new Steps(params.id);
    this.query = query;
    this.#router = router;
    this.#reload = reload;
    this.#redraw = redraw;
  }

  missing = "This run does not exist any more.";
  every = 2;

  changed(query) {
    this.query = query;
  }

  get #tab() {
    const asked = this.query.one("tab", "logs");
    return Object.hasOwn(TABS, asked) ? asked : "logs";
  }

  async load(signal) {
    const run = await flowRuns.read(this.#id, signal);
    const isTurn = this.#subflowsOpen?.takesTurn();
    const [[named], states, steps, why, lastError] = await Promise.all([
      withNames([run], signal),
      part(this.#statesOf(run, signal)),
      // not both in one refresh
      part(isTurn ? this.#subflowsOpen.read(this.#steps.known, everySeconds(run) === 0, signal).then(() => this.#steps.known) : this.#steps.load(run, signal)),
      part(WAITS.includes(run.state_type) ? this.#whyOf(signal) : []),
      part(BAD.includes(run.state_type) ? this.#errorOf(run, signal) : null),
      part(this.#learnUsual(run, signal)),
    ]);
    if (this.#tab === "graph") {
      this.#graph ??= await import("../chart/graph.js");
    } else if (this.#tab !== "logs") {
      this.#others ??= await import("./tabs.js");
    }
    const subflows = this.#tab === "subflows" ? await further(steps, (all) => this.#subflows(all, signal)) : null;
    this.every = this.#subflowsOpen?.isDue ? 2 : everySeconds(run);
    await this.#ring(run);
    if (this.#tab === "logs") {
      await this.#readLog(run, steps.value ?? []);
    }
    return { run: named, states, steps, subflows, why, lastError, usual: this.#usual ?? null };
  }

  /** Why it does not run yet. */
  async #whyOf(signal) {
    const [reasons, notes] = await Promise.all([attention.ofRun(this.#id, signal), import("../dashboard/notes.js")]);
    this.#notes = notes;
    return reasons;
  }

  /** Who has asked to be told of its end is. */
  async #ring(run) {
    if (isRung(this.#id)) {
      this.#bell ??= await import("./bell.js");
      this.#bell.saw(run, this.#router);
    }
  }

  async #toggleBell(run) {
    this.#bell ??= await import("./bell.js");
    await this.#bell.toggle(run, this.#router);
    this.#redraw();
  }

  async #toggleSubflow(run) {
    const { Subflows } = await import("./subflows.js");
    this.#subflowsOpen ??= new Subflows();
    this.#subflowsOpen.toggle(run);
    this.#redraw();
    this.#reload();
  }

  /** Only when it has another one. */
  async #statesOf(run, signal) {
    if (this.#states.of !== run.state_id) {
      this.#states = { of: run.state_id, list: await flowRunStates.list(this.#id, signal) };
    }
    return this.#states.list;
  }

  async #learnUsual(run, signal) {
    if (this.#usual === undefined) {
      const [latest] = run.deployment_id ? await uiDeployments.latest({ deployment_ids: [run.deployment_id], runs: 1 }, signal) : [];
      this.#usual = latest?.usual_duration ?? null;
    }
  }

  async #errorOf(run, signal) {
    const { LastError } = await import("./last-error.js");
    this.#lastError ??= new LastError(this.#id);
    return this.#lastError.load(run, signal);
  }

  async #subflows(steps, signal) {
    const ids = steps.slice(0, 200).map((step) => step.id);
    const parents = { parent_task_run_id: { any_: ids } };
    return ids.length ? withNames(await flowRuns.filter({ flow_runs: parents, sort: "START_TIME_ASC", limit: 200 }, signal), signal) : [];
  }

  /** The element reads on by itself; before it is there, the first look waits for it. */
  #readLog(run, steps) {
    const { level, find } = askedOf(this.query);
    const step = this.query.one("step");
    const asked = {
      find,
      key: `${this.#id} ${level} ${step}`,
      filter: {
        flow_run_id: { any_: [this.#id] },
        ...(level !== "0" && { level: { ge_: Number(level) } }),
        ...(step && { task_run_id: { any_: [step] } }),
      },
      fromEnd: !hasEnded(run) || BAD.includes(run.state_type),
      none: noLines(run, level, step),
      steps: new Map(steps.map((one) => [one.id, one.name])),
    };
    this.asked = asked;
    return document.querySelector("rg-log")?.show(asked);
  }

  title(data) {
    if (!data) {
      return "Run";
    }
    const { run } = data;
    return hasEnded(run) ? `${look(run.state_type, run.state_name).word} · ${run.name}` : run.name;
  }

  picture(data) {
    return data && picture(data.run.state_type, data.run.state_name);
  }

  crumbs(data) {
    return [["flow-runs", "Runs"], data?.run.name ?? this.#id];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Run</h1></div>${waiting()}`;
    }
    const { run, states, why } = data;
    const steps = data.steps.value ?? [];
    return html`${this.#head(run)}
      ${BAD.includes(run.state_type) ? this.#end(run, data.lastError, steps) : nothing}
      ${why.failure || why.value.length ? this.#why(why, run) : nothing}
      ${facts(run, data.steps, data.usual)}
      ${data.steps.failure || steps.some((step) => step.start_time) ? this.#timeline(run, data.steps) : nothing}
      <div class="grid main-aside">
        <section class="card" aria-label="What belongs to it">
          ${tabs({ all: TABS, chosen: this.#tab, query: this.query, router: this.#router, numbers: { steps: steps.length, parameters: Object.keys(run.parameters ?? {}).length } })}
          ${this.#shown(data)}
        </section>
        <aside class="grid">
          <section class="card pad" aria-labelledby="states-title"><h2 id="states-title">States</h2>${shown(states, trail)}</section>
        </aside>
      </div>`;
  }

  #shown(data) {
    switch (this.#tab) {
      case "steps":
        return this.#others ? shown(data.steps, this.#others.stepsTable) : waiting(3);
      case "subflows":
        return this.#others && data.subflows ? shown(data.subflows, this.#others.subflowsTable) : waiting(3);
      case "graph":
        return this.#graph ? shown(data.steps, this.#graph.graphOf) : waiting(3);
      case "parameters":
        return this.#others?.parameters(data.run) ?? waiting(3);
      case "details":
        return this.#others?.details(data.run) ?? waiting(3);
      default:
        return html`<div class="tools">${logTools({ query: this.query, router: this.#router, run: this.#id, step: this.query.one("step") })}${this.#stepChip(data.steps.value ?? [])}</div><rg-log></rg-log>`;
    }
  }

  /** Called when what was rendered is in the document. */
  drawn() {
    const log = document.querySelector("rg-log");
    if (log && this.asked && log.key !== this.asked.key) {
      log.show(this.asked).catch(() => {});
    }
  }

  #head(run) {
    const queue = run.work_queue_name;
    return html`<div class="head"><h1>${run.name}</h1>${state(run.state_type, run.state_name)}<span class="push"></span>
      ${!hasEnded(run) && canRing() ? html`<button class="button" aria-pressed=${isRung(run.id)} @click=${() => this.#toggleBell(run)}>${icon("bell")}Tell me when it ends</button>` : nothing}
      ${this.#actions(run).map(({ word, sign, does }) => html`<button class="button" @click=${does}>${icon(sign)}${word}</button>`)}
      ${hasEnded(run) && !run.deployment_id ? html`<span class="quiet small">Without a deployment it cannot be retried</span>` : nothing}
      ${run.deployment_id ? html`<a class="button" href="deployments/deployment/${run.deployment_id}/run?from=${run.id}">Run again …</a>` : nothing}
      <button class="button only" aria-label="Delete run" title="Delete run" @click=${() => this.#remove(run)}>${icon("trash")}</button>
      <details class="choices end" @toggle=${(event) => event.target.open && this.#openMore()}>
        <summary class="button only" aria-label="More actions" title="More actions">${icon("more")}</summary>
        <div class="card pad">${this.#more?.list(run, (action) => this.#do(action)) ?? nothing}</div></details>
      <p class="under">${run.flow_name}${run.deployment_id ? html` / <a href="deployments/deployment/${run.deployment_id}">${run.deployment_name}</a>` : nothing}
      ${queue ? html` on <a href="work-queues/name/${encodeURIComponent(queue)}">${queue}</a>` : nothing}</p></div>`;
  }

  commands(data) {
    return data ? this.#actions(data.run).map(({ command, sign, does }) => ({ name: command, icon: sign, does })) : [];
  }

  /** What is most often done to it, as it is now. */
  #actions(run) {
    const all = [
      { fits: hasEnded(run) && run.deployment_id, word: "Retry", command: "Retry this run", sign: "again", action: retry },
      { fits: isAhead(run), word: "Start now", command: "Start this run now", sign: "play", action: startNow },
      { fits: !hasEnded(run), word: "Cancel", command: "Cancel this run", sign: "stop", action: cancel },
    ];
    return all.filter(({ fits }) => fits).map((one) => ({ ...one, does: () => this.#do(() => one.action(run)) }));
  }

  async #openMore() {
    this.#more ??= await import("./more.js");
    this.#redraw();
  }

  async #do(action) {
    if (await action()) {
      this.every = 2;
      this.#reload();
    }
  }

  async #remove(run) {
    if (await remove(run)) {
      this.#router.go("flow-runs");
    }
  }

  #end(run, { value: lastError, failure }, steps) {
    const { tone, shape } = look(run.state_type, run.state_name);
    const nameOf = (id) => steps.find((step) => step.id === id)?.name;
    return html`<section class="card" aria-label="Why it ended so"><ul class="notes"><li>
      <span class="mark ${tone}">${icon(shape)}</span>
      <div><p><b>${run.state_name}</b> ${ago(run.state?.timestamp)}</p><p class="message">${run.state?.message ?? "No message was given."}</p>
      ${failure ? failed(failure) : lastError ? this.#lastError.draw(nameOf, this.query.with({ tab: null, level: null, find: null })) : nothing}</div>
      </li></ul></section>`;
  }

  /** Why it does not go on. */
  #why(why, run) {
    // the server tells since when a reason holds, of which this one has nothing to tell
    const due = run.next_scheduled_start_time ?? run.expected_start_time;
    const list = (reasons) => html`<ul class="notes">${reasons.map((reason) => this.#notes.note({ ...reason, due }, { now: now(), reload: this.#reload, canSnooze: false }))}</ul>`;
    return html`<section class="card" aria-label="Why it waits">${shown(why, list)}</section>`;
  }

  #timeline(run, part) {
    return html`<section class="card" aria-labelledby="timeline-title">
      <div class="row pad"><h2 id="timeline-title">Timeline</h2>
        <p class="legend push"><span class="good">Completed</span><span class="busy">Running</span><span class="bad">Failed attempt</span></p></div>
      ${shown(part, (steps) => this.#lines(run, steps))}
    </section>`;
  }

  #lines(run, steps) {
    return html`${timeline({
        run,
        steps: steps.filter((step) => step.start_time || !hasEnded(step)),
        now: now(),
        chosen: this.query.one("step"),
        subflows: this.#subflowsOpen,
        onToggle: (subflow) => this.#toggleSubflow(subflow),
        onChoose: (step) => this.#router.query(this.query.with({ step, tab: null })),
      })}
      ${steps.length >= MOST ? html`<p class="more">The first ${MOST.toLocaleString()} steps</p>` : nothing}`;
  }

  #stepChip(steps) {
    const chosen = this.query.one("step");
    const name = steps.find((step) => step.id === chosen)?.name ?? chosen;
    return chosen
      ? html`<button type="button" class="chip on" aria-label=${`Without step ${name}`} @click=${() => this.#router.query(this.query.with({ step: null }))}>step ${name} ${icon("cross")}</button>`
      : nothing;
  }
}

/** Whether a run has a time that has not come yet. */
function isAhead(run) {
  return run.state_type === "SCHEDULED" && new Date(run.next_scheduled_start_time ?? run.expected_start_time) > now();
}

function facts(run, { value: steps = [] }, usual) {
  const waited = run.start_time ? Math.max(0, secondsBetween(run.expected_start_time, run.start_time)) : null;
  const done = steps.filter((step) => step.state_type === "COMPLETED").length;
  const all = [
    ["Started", run.start_time ? html`${at(run.start_time)} <span class="quiet">${ago(run.start_time)}</span>` : html`<span class="quiet">due ${ago(run.next_scheduled_start_time ?? run.expected_start_time)}</span>`],
    ["Ran for", html`${run.start_time ? duration(run.end_time ? run.total_run_time : run.estimated_run_time) : "–"}${usual === null ? nothing : html` <span class="quiet">usually ${duration(usual)}</span>`}`],
    ["Waited", waited === null ? "–" : duration(waited)],
    ["Attempt", run.run_count || "–"],
    ["Steps", steps.length ? `${done} of ${steps.length} done` : "–"],
  ];
  return html`<section class="card" aria-label="Facts"><dl class="facts">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}

function noLines(run, level, step) {
  if (level !== "0" || step) {
    return "No line matches.";
  }
  return run.start_time ? "Nothing was logged." : "It has not begun, so nothing has been logged.";
}
