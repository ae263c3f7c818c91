import { html, nothing } from "lit-html";
import { agents, flowRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { further, part, shown } from "../element/part.js";
import { slots } from "../element/slots.js";
import { table, waiting } from "../element/table.js";
import { ago, at } from "../element/time.js";
import { columns } from "../flow-run/columns.js";
import { withNames } from "../flow-run/names.js";
import { duration } from "../platform/time.js";
import { drain, forget } from "./actions.js";
import { inHand, place, queuesOf } from "./queues.js";
import { agentState, canDrain, isThere } from "./state.js";

/** More are not read; their number is told. */
const MOST = 200;

/** One agent: how it is, what it has in hand and for whom it works. */
export default class Agent {
  #id;
  #router;
  #reload;

  constructor({ params, router, reload }) {
    this.#id = params.id;
    this.#router = router;
    this.#reload = reload;
  }

  missing = "This agent is not known, or not any more. One that is alive registers anew, with another id.";

  async load(signal) {
    const agent = await agents.read(this.#id, signal);
    const ids = agent.flow_run_ids.slice(0, MOST);
    const runs = await part(ids.length ? flowRuns.filter({ flow_runs: { id: { any_: ids } }, sort: "EXPECTED_START_TIME_ASC", limit: MOST }, signal) : []);
    return { agent, runs: await further(runs, (all) => withNames(all, signal)) };
  }

  title(data) {
    return data?.agent.name ?? "Agent";
  }

  crumbs(data) {
    return [["agents", "Agents"], data?.agent.name ?? this.#id];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Agent</h1></div>${waiting()}`;
    }
    const { agent } = data;
    return html`<div class="head"><h1 class="anywhere">${agent.name}</h1>${agentState(agent)}<span class="push"></span>
        ${canDrain(agent) ? html`<button type="button" class="button" @click=${() => this.#do(() => drain(agent))}>${icon("down")}Drain</button>` : nothing}
        ${agent.state === "LOST" ? html`<button type="button" class="button" @click=${() => this.#do(() => forget(agent))}>${icon("trash")}Forget</button>` : nothing}
        <p class="under">${place(agent)}</p></div>
      ${trouble(agent)}
      ${figures(agent)}
      <div class="grid main-aside">
        <section class="card" aria-labelledby="runs-title"><div class="row pad"><h2 id="runs-title">Runs in hand</h2></div>
          ${shown(data.runs, (runs) => (runs.length ? runsTable(runs, agent) : html`<p class="empty">${noRuns(agent)}</p>`))}</section>
        <aside class="grid">
          <section class="card pad" aria-labelledby="queues-title"><h2 id="queues-title">Queues</h2>
            ${queuesOf(agent)}
            ${agent.queues.length > 1 ? html`<p class="quiet small beside">In this order: while the first has a run that is due, none of the others is asked.</p>` : nothing}</section>
          <section class="card pad" aria-labelledby="details-title"><h2 id="details-title">Details</h2>${details(agent)}</section>
        </aside>
      </div>`;
  }

  async #do(action) {
    if (await action()) {
      this.#reload();
    }
  }
}

/** What happened, and what became of its runs. */
function trouble(agent) {
  if (agent.state !== "LOST") {
    return nothing;
  }
  return html`<section class="card" aria-label="What happened"><ul class="notes"><li class="bad">
    <span class="mark">${icon("bolt")}</span>
    <div><p><b>Not heard of since</b> ${at(agent.last_heard_of)}</p>
      <p>${agent.is_native
        ? `After ${duration(agent.lease ?? 45)} of silence its runs were taken from it: those that had not begun went back to their queues, those under way crashed, or began anew where their deployment says so.`
        : "It polls no more. Its runs are not known, so nothing was done about them."}</p></div>
    <a class="button" href="flow-runs?state=Crashed&last=7d">Crashed runs</a></li></ul></section>`;
}

function figures(agent) {
  const all = [
    ["Runs in hand", agent.is_native ? slots(inHand(agent), agent.limit) : html`<span class="quiet">not told</span>`, agent.free === null || !isThere(agent) ? "" : `takes ${agent.free} more`],
    ["Heard of", ago(agent.last_heard_of), agent.lease ? `lost after ${duration(agent.lease)} of silence` : ""],
    ["Since", ago(agent.created), at(agent.created)],
    ["Version", agent.version ?? "–", agent.is_native ? "" : "as Prefect's agents, it only polls"],
  ];
  return html`<dl class="strip">${all.map(([name, value, note]) => html`<div class="card figure"><dt class="what">${name}</dt><dd class="value text">${value}</dd><dd class="note">${note}</dd></div>`)}</dl>`;
}

function runsTable(runs, { flow_run_ids: ids }) {
  const shown = [columns.run, columns.state, columns.queue, columns.started, { ...columns.duration, name: "For" }].map(({ sort, ...column }) => column);
  return html`${table({ label: "Runs in hand", columns: shown, items: runs, href: true })}
    ${ids.length > MOST ? html`<p class="more">${MOST} of ${ids.length.toLocaleString()}</p>` : nothing}`;
}

function noRuns(agent) {
  if (!agent.is_native) {
    return "An agent that only polls does not say which runs it has.";
  }
  if (agent.state === "LOST") {
    return "None: they were taken from it.";
  }
  return isThere(agent) ? "None. It waits for runs." : "None. It has stopped.";
}

function details(agent) {
  const all = [
    ["Labels", agent.labels.length ? html`<span class="chips">${agent.labels.map((label) => html`<span class="chip">${label}</span>`)}</span>` : "none"],
    ["Limit", agent.limit ?? "none"],
    ["Told to drain", agent.is_drain_asked ? "yes" : "no"],
    ["Id", html`<span class="code">${agent.id}</span>`],
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
