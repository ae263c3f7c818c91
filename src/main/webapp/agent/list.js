import { html, nothing } from "lit-html";
import { agents, uiWorkQueues } from "../api.js";
import { chips, choices, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { slots } from "../element/slots.js";
import { table, waiting } from "../element/table.js";
import { ago } from "../element/time.js";
import { own, startAgent } from "../platform/words.js";
import { drain, forget } from "./actions.js";
import { inHand, place, queuesOf } from "./queues.js";
import { agentState, canDrain, STATES } from "./state.js";

/** As many as the API gives at a time. */
const MOST = 200;

/** Those that have stopped are only shown to who asks for them: they become many. */
const USUAL = ["ONLINE", "DRAINING", "LOST"];

const FILTERS = ["name", "state"];

/** Who works. */
export default class Agents {
  #router;
  #reload;

  constructor({ query, router, reload }) {
    this.query = query;
    this.#router = router;
    this.#reload = reload;
  }

  changed(query) {
    this.query = query;
  }

  get #isFiltered() {
    return FILTERS.some((name) => this.query.all(name).length > 0);
  }

  async load(signal) {
    const asked = this.query.all("state").map((word) => own(STATES, properName(word))).filter(Boolean);
    const name = this.query.one("name");
    const list = await agents.filter({ states: asked.length ? asked : USUAL, ...(name && { name }), limit: MOST }, signal);
    const queues = list.length || this.#isFiltered ? [] : await uiWorkQueues.filter({ limit: MOST }, signal);
    return { list: inOrder(list), waiting: queues.filter(waits).map((one) => one.work_queue.name) };
  }

  title() {
    return "Agents";
  }

  crumbs() {
    return ["Agents"];
  }

  render(data, { stale }) {
    const shared = { query: this.query, router: this.#router };
    return html`<div class="head"><h1>Agents</h1></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Agents">
        <div class="tools">${textField({ ...shared, name: "name", label: "Whole name of agent" })}
          ${choices({ ...shared, name: "state", label: "State", values: Object.keys(STATES) })}
          ${chips({ ...shared, names: ["state"] })}</div>
        ${data ? this.#list(data, stale) : waiting()}
      </section>`;
  }

  #list({ list, waiting: names }, stale) {
    if (list.length === 0) {
      return this.#isFiltered ? this.#noneMatch() : none(names);
    }
    const columns = [
      {
        name: "Agent",
        kind: "two",
        cell: (agent) => html`<span><a class="plain anywhere" href="agents/agent/${agent.id}">${agent.name}</a></span><span>${place(agent)}</span>`,
      },
      { name: "State", cell: agentState },
      { name: "Queues", cell: queuesOf },
      { name: "Runs in hand", cell: (agent) => (agent.is_native ? slots(inHand(agent), agent.limit) : html`<span class="quiet">not told</span>`) },
      { name: "Version", cell: (agent) => agent.version ?? html`<span class="quiet">–</span>` },
      { name: "Heard of", cell: (agent) => ago(agent.last_heard_of) },
      { name: "Since", cell: (agent) => ago(agent.created) },
      { name: "Actions", kind: "tight", cell: (agent) => this.#actions(agent) },
    ];
    return html`${table({ label: "Agents", columns, items: list, stale, href: true })}
      <p class="more">${list.length === 1 ? "1 agent" : `${list.length} agents`}${list.length === MOST ? ", those heard of last; narrow the filter to see others" : ""}</p>`;
  }

  #actions(agent) {
    const button = (word, shape, action) => html`<button type="button" class="button" aria-label=${`${word} ${agent.name}`} @click=${() => this.#do(() => action(agent))}>${icon(shape)}${word}</button>`;
    if (canDrain(agent)) {
      return button("Drain", "down", drain);
    }
    return agent.state === "LOST" ? button("Forget", "trash", forget) : nothing;
  }

  #noneMatch() {
    const clear = () => this.#router.query(this.query.with({ name: null, state: null }));
    return html`<p class="empty">No agent matches. <button type="button" class="button" @click=${clear}>Clear filters</button></p>`;
  }

  async #do(action) {
    if (await action()) {
      this.#reload();
    }
  }
}

function none(waitingQueues) {
  const queues = waitingQueues.length ? waitingQueues : ["default"];
  return html`<div class="empty"><p>An agent gets runs from work queues and starts them where it runs. There is none${waitingQueues.length ? html`, and runs wait on ${waitingQueues.join(", ")}` : nothing}. This starts one:</p>
    <p><code>${startAgent(...queues)}</code></p></div>`;
}

function waits({ runs, status }) {
  return status.late_runs_count + (runs?.scheduled ?? 0) > 0;
}

/** Lost ones first, then by name. */
function inOrder(list) {
  const rank = ({ state }) => (state === "LOST" ? 0 : state === "GONE" ? 2 : 1);
  return [...list].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

function properName(text) {
  return Object.keys(STATES).find((word) => word.toLowerCase() === text.toLowerCase()) ?? text;
}
