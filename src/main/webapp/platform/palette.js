/**
 * One field for all there is: pages, what has a name or an id, and commands. A combobox with a list
 * below (ARIA 1.2), in a dialog: the focus stays in the field, arrow keys go from one to the next.
 */
import { html, nothing, render } from "lit-html";
import { deployments, search, taskRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { routeOf } from "./router.js";
import { say } from "./say.js";
import { setTheme } from "./settings.js";
import { LOCAL, setZone } from "./time.js";

/** Milliseconds after the last letter until the server is asked. */
const TYPED = 150;

/** Of a kind. */
const MOST = 5;

/** Characters that the server takes. */
const LONGEST = 200;

const ID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** What the server finds: how each kind is called, drawn and addressed. */
const KINDS = new Map([
  ["flow", { title: "Flows", icon: "flows", page: "flows/flow/" }],
  ["deployment", { title: "Deployments", icon: "deployments", page: "deployments/deployment/" }],
  ["work_queue", { title: "Work queues", icon: "queues", page: "work-queues/work-queue/" }],
  ["agent", { title: "Agents", icon: "agents", page: "agents/agent/" }],
  ["flow_run", { title: "Runs", icon: "runs", page: "flow-runs/flow-run/" }],
]);

/** A command and what it is for: only that is looked for. */
const COMMAND = /^(run|pause|resume)\s+(.+)/i;

/** Of this browser. */
const CHOICES = [
  { name: "Zone: UTC", icon: "clock", does: () => setZone("UTC") },
  { name: `Zone: ${LOCAL}`, detail: "this browser", icon: "clock", does: () => setZone(LOCAL) },
  { name: "Dark", detail: "colours", icon: "moon", does: () => setTheme("dark") },
  { name: "Light", detail: "colours", icon: "sun", does: () => setTheme("light") },
  { name: "System", detail: "colours", icon: "settings", does: () => setTheme("light dark") },
];

/**
 * Opens it, unless it or another dialog is open.
 *
 * @param pages all of the navigation: path, icon, name
 * @param commands answers what can be done on the page that is shown
 * @param reload reads that page again
 */
export function open(around) {
  if (!document.querySelector("dialog[open]")) {
    new Palette(around).open();
  }
}

/**
 * The page below the base that a printed address is for, on whichever server and below whichever
 * prefix it was printed: the end of its path that is one of a thing by its id; null if there is none.
 */
export function pageIn(text) {
  const [, path, rest] = /^(?:https?:\/\/[^/?#\s]+)?([^?#\s]*)([?#]\S*)?$/i.exec(text) ?? [];
  const segments = path?.split("/").filter((segment) => segment !== "") ?? [];
  const ends = segments.map((_, i) => segments.slice(i).join("/"));
  const page = ends.find((end) => ID.test(routeOf(end)?.params.id ?? ""));
  return page === undefined ? null : page + (rest ?? "");
}

class Palette {
  #router;
  #pages;
  #commands;
  #reload;
  #holder = document.createElement("div");
  #text = "";
  /** What the server has found, and for which text. */
  #found = [];
  #foundFor = "";
  #problem = null;
  /** Filters that somebody has saved; none until they are read, or if they cannot be. */
  #saved = [];
  #active = 0;
  /** Enter was pressed before there was anything to open. */
  #goesOn = false;
  #typing;
  #leaving = new AbortController();
  #asking = new AbortController();

  constructor({ router, pages, commands, reload }) {
    this.#router = router;
    this.#pages = pages;
    this.#commands = commands;
    this.#reload = reload;
  }

  open() {
    document.body.append(this.#holder);
    this.#draw();
    this.#dialog.showModal();
    this.#readSaved();
  }

  async #readSaved() {
    try {
      this.#saved = await (await import("../saved-search/menu.js")).pages(this.#leaving.signal);
    } catch {
      // all else is found without them
    }
    if (!this.#leaving.signal.aborted) {
      this.#draw();
    }
  }

  get #dialog() {
    return this.#holder.firstElementChild;
  }

  #gone() {
    clearTimeout(this.#typing);
    this.#asking.abort();
    this.#leaving.abort();
    this.#holder.remove();
  }

  #typed(text) {
    this.#text = text.trim();
    this.#active = 0;
    this.#goesOn = false;
    clearTimeout(this.#typing);
    this.#asking.abort();
    const page = pageIn(this.#text);
    if (page !== null) {
      this.#choose({ page });
      return;
    }
    if (this.#isAsked) {
      this.#typing = setTimeout(() => this.#ask(), TYPED);
    } else {
      this.#found = [];
      this.#foundFor = this.#wanted;
    }
    this.#draw();
  }

  /** The part of the text that is a name, or an id. */
  get #wanted() {
    return COMMAND.exec(this.#text)?.[2] ?? this.#text;
  }

  get #isAsked() {
    return this.#wanted !== "" && this.#wanted.length <= LONGEST;
  }

  get #isWaiting() {
    return this.#foundFor !== this.#wanted;
  }

  async #ask() {
    const wanted = this.#wanted;
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    let found = [];
    let problem = null;
    try {
      found = await search.find(wanted, signal);
      if (ID.test(wanted) && found.length === 0) {
        found = await taskRun(wanted, signal);
      }
    } catch (failure) {
      problem = failure;
    }
    if (signal.aborted) {
      return;
    }
    [this.#found, this.#foundFor, this.#problem] = [found, wanted, problem];
    if (ID.test(wanted) && found.length === 1) {
      this.#choose(thing(found[0]));
      return;
    }
    this.#draw();
    if (this.#goesOn) {
      this.#goesOn = false;
      this.#enter();
    }
  }

  /** What fits, kind by kind; each with a name and a page or something to do. */
  #groups() {
    if (this.#text === "") {
      return [["On this page", this.#commands()]].filter(([, all]) => all.length > 0);
    }
    const pages = this.#pages.map(([path, shape, name]) => ({ name, icon: shape, page: path }));
    // until the answer comes, those of the text before that fit this one as well
    const found = this.#isWaiting ? fitting(this.#found, this.#wanted) : this.#found;
    const commands = [
      ...fitting([...this.#commands(), ...CHOICES], this.#text),
      ...found.flatMap((one) => this.#commandOf(one)).filter(({ verb }) => this.#isFor(verb)),
    ].slice(0, MOST);
    const groups = [
      ["Pages", fitting(pages, this.#text).slice(0, MOST)],
      ["Saved filters", fitting(this.#saved, this.#text).slice(0, MOST)],
      ...[...KINDS].map(([kind, { title }]) => [title, found.filter((one) => one.kind === kind).slice(0, MOST).map(thing)]),
      ["Task runs", found.filter((one) => one.kind === "task_run").map(thing)],
    ];
    const all = COMMAND.test(this.#text) ? [["Commands", commands], ...groups] : [...groups, ["Commands", commands]];
    return all.filter(([, items]) => items.length > 0);
  }

  #isFor(verb) {
    const asked = COMMAND.exec(this.#text)?.[1];
    return !asked || asked.toLowerCase() === verb.toLowerCase();
  }

  #commandOf(found) {
    if (found.kind === "deployment") {
      return [{ verb: "Run", name: `Run ${found.detail}/${found.name}`, icon: "play", does: () => this.#run(found) }];
    }
    if (found.kind === "work_queue") {
      const isPaused = found.detail === "paused";
      const verb = isPaused ? "Resume" : "Pause";
      return [{ verb, name: `${verb} ${found.name}`, icon: isPaused ? "play" : "pause", does: () => this.#setPaused(found, !isPaused) }];
    }
    return [];
  }

  /** At once, or by its form where something has to be filled in. */
  async #run({ id }) {
    const [{ canRunNow, runNow }, deployment] = await Promise.all([import("../deployment/run-now.js"), deployments.read(id)]);
    if (!canRunNow(deployment)) {
      this.#router.go(`deployments/deployment/${id}/run`);
      return;
    }
    if (await runNow(deployment)) {
      this.#reload();
    }
  }

  async #setPaused(queue, isPaused) {
    const { setPaused } = await import("../work-queue/actions.js");
    if (await setPaused(queue, isPaused)) {
      this.#reload();
    }
  }

  #key(event) {
    const count = this.#groups().flatMap(([, items]) => items).length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count > 0) {
      this.#active = (this.#active + step + count) % count;
      this.#draw();
      this.#dialog.querySelector('[aria-selected="true"]').scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.isComposing) {
      this.#enter();
    } else {
      return;
    }
    event.preventDefault();
  }

  #enter() {
    const chosen = this.#groups().flatMap(([, items]) => items)[this.#active];
    if (chosen) {
      this.#choose(chosen);
    } else {
      this.#goesOn = this.#isWaiting;
    }
  }

  /** Closed first, so that the focus is back before another page, or a question, takes it. */
  async #choose({ page, does }) {
    this.#dialog.close();
    try {
      await (does ? does() : this.#router.go(page));
    } catch (problem) {
      say(problem.message);
    }
  }

  #draw() {
    const groups = this.#groups();
    const count = groups.flatMap(([, items]) => items).length;
    this.#active = Math.min(this.#active, Math.max(0, count - 1));
    let at = 0;
    render(
      html`<dialog class="card palette" aria-label="Search" @close=${() => this.#gone()} @click=${(event) => event.target === this.#dialog && this.#dialog.close()}>
        <label class="field wide">${icon("search")}<span class="sr">Name, id or address</span>
          <input type="text" role="combobox" autofocus autocomplete="off" spellcheck="false" placeholder="Name, id or address" aria-autocomplete="list"
            aria-controls="palette-list" aria-expanded=${count > 0} aria-activedescendant=${count > 0 ? `palette-${this.#active}` : nothing}
            @input=${(event) => this.#typed(event.target.value)} @keydown=${(event) => this.#key(event)}></label>
        <div id="palette-list" role="listbox" aria-label="What fits" ?hidden=${count === 0}>
          ${groups.map(([title, items]) => html`<div role="group" aria-label=${title}><b aria-hidden="true">${title}</b>
            ${items.map((item) => this.#option(item, at++))}</div>`)}
        </div>
        ${this.#text === "" ? hint() : nothing}
        <p role="status" class=${count > 0 ? "sr" : "quiet"}>${this.#said(count)}</p>
        ${this.#problem && !this.#isWaiting ? html`<p class="quiet">${this.#problem.message}. Only pages and commands are found.</p>` : nothing}
      </dialog>`,
      this.#holder,
    );
  }

  #option(item, at) {
    return html`<div role="option" id="palette-${at}" aria-selected=${at === this.#active} @click=${() => this.#choose(item)}>
      ${icon(item.icon)}<span>${item.name}</span>${item.detail ? html` <span class="quiet small">${item.detail}</span>` : nothing}</div>`;
  }

  #said(count) {
    if (this.#text === "" || (this.#isWaiting && count === 0)) {
      return "";
    }
    return count > 0 ? `${count} found` : "Nothing is found.";
  }
}

function hint() {
  return html`<p class="quiet small">The name of a page, saved filter, flow, deployment, work queue, agent or run, or a part of it. An id, or its beginning. An address that was printed.
    Commands: <kbd>run</kbd> a deployment, <kbd>pause</kbd> or <kbd>resume</kbd> a work queue, <kbd>zone</kbd>, <kbd>dark</kbd>, <kbd>light</kbd>.</p>`;
}

function thing({ kind, id, name, detail }) {
  const { icon: shape, page } = KINDS.get(kind) ?? { icon: "flows", page: "flow-runs/task-run/" };
  return { name, detail, icon: shape, page: page + id };
}

/** The server's search looks for no task runs: there are far too many. */
async function taskRun(id, signal) {
  try {
    const { name, state_name: detail } = await taskRuns.read(id, signal);
    return [{ kind: "task_run", id, name, detail }];
  } catch (problem) {
    if (problem.status === 404) {
      return [];
    }
    throw problem;
  }
}

/** Those whose name or detail has the text in it; names that begin so before others. */
function fitting(items, text) {
  const part = text.toLowerCase();
  const begins = ({ name }) => name.toLowerCase().startsWith(part);
  const has = ({ name, detail }) => `${name} ${detail ?? ""}`.toLowerCase().includes(part);
  return [...items.filter(begins), ...items.filter((one) => !begins(one) && has(one))];
}
