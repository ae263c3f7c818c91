import { html, nothing } from "lit-html";
import { concurrencyLimits, taskRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { slots } from "../element/slots.js";
import { table, waiting } from "../element/table.js";
import { say } from "../platform/say.js";
import { remove } from "./actions.js";
import { stepper } from "./stepper.js";

/** The API answers at most so many at a time. */
const AT_A_TIME = 200;

/** Of each limit so many that hold a slot are named. */
const NAMED = 3;

/** How many task runs with a tag may run at once. */
export default class ConcurrencyLimits {
  every = 5;
  #redraw;
  #reload;
  #isMaking = false;
  #problem = null;

  constructor({ redraw, reload }) {
    this.#redraw = redraw;
    this.#reload = reload;
  }

  async load(signal) {
    const limits = await concurrencyLimits.filter({ limit: AT_A_TIME }, signal);
    const ids = limits.flatMap((limit) => limit.active_slots.slice(0, NAMED)).slice(0, AT_A_TIME);
    const holders = ids.length ? await taskRuns.filter({ task_runs: { id: { any_: ids } }, limit: AT_A_TIME }, signal) : [];
    return { limits, names: new Map(holders.map((one) => [one.id, one.name])) };
  }

  title() {
    return "Task limits";
  }

  crumbs() {
    return ["Task limits"];
  }

  render(data) {
    return html`<div class="head"><h1>Task limits</h1><span class="push"></span>
        <button type="button" class="button first" aria-expanded=${this.#isMaking} @click=${() => this.#make(!this.#isMaking)}>${icon("plus")}New task limit</button>
        <p class="under">How many task runs with the same tag may run at once, whatever they belong to</p></div>
      ${this.#isMaking ? this.#form() : nothing}
      <section class="card" aria-label="Task limits">${data ? this.#list(data) : waiting()}</section>`;
  }

  #list({ limits, names }) {
    if (limits.length === 0) {
      return html`<p class="empty">No task limit yet: task runs wait for nothing but their queue. <code>rigel concurrency-limit create TAG 2</code> makes one, as does the button above.</p>`;
    }
    const columns = [
      { name: "Tag", cell: (limit) => html`<a class="plain anywhere" href="concurrency-limits/concurrency-limit/${limit.id}">${limit.tag}</a>` },
      { name: "Slots", cell: (limit) => slots(limit.active_slots.length, limit.concurrency_limit) },
      { name: "Held by", cell: (limit) => heldBy(limit, names) },
      { name: "Limit", cell: (limit) => stepper(limit, this.#reload) },
      {
        name: "Actions",
        kind: "tight",
        cell: (limit) => html`<button type="button" class="button only" aria-label=${`Delete the limit of ${limit.tag}`} title="Delete limit" @click=${() => this.#remove(limit)}>${icon("trash")}</button>`,
      },
    ];
    return html`${table({ label: "Task limits", columns, items: limits, href: true })}
      <p class="more">${limits.length === 1 ? "1 limit" : `${limits.length} limits`}${limits.length === AT_A_TIME ? ", the first by tag" : ""}</p>`;
  }

  #form() {
    const wrong = (name) => (this.#problem?.field === name ? html`<span class="bad-text" role="alert">${this.#problem.text}</span>` : nothing);
    return html`<form class="card pad inline-form" data-asks novalidate aria-label="New task limit" @submit=${(event) => this.#submit(event)}>
      <label class="labelled ${this.#problem?.field === "tag" ? "wrong" : ""}"><span>Tag</span><input name="tag" required autocomplete="off">${wrong("tag")}</label>
      <label class="labelled ${this.#problem?.field === "concurrency_limit" ? "wrong" : ""}"><span>Limit</span><input name="concurrency_limit" type="number" min="0" step="1" value="1">${wrong("concurrency_limit")}</label>
      <button class="button first">Make limit</button>
      <p class="problem" role="alert">${this.#problem && !this.#problem.field ? this.#problem.text : ""}</p>
    </form>`;
  }

  #make(isMaking) {
    this.#isMaking = isMaking;
    this.#problem = null;
    this.#redraw();
    document.querySelector("main form input")?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const tag = form.elements.tag.value.trim();
    const limit = form.elements.concurrency_limit;
    if (!tag) {
      this.#wrong(form, "tag", "A limit is that of a tag.");
      return;
    }
    if (limit.value === "" || !limit.validity.valid) {
      this.#wrong(form, "concurrency_limit", "A whole number, 0 or more.");
      return;
    }
    try {
      await concurrencyLimits.set({ tag, concurrency_limit: Number(limit.value) });
    } catch (problem) {
      const field = problem.fields?.map(({ loc, msg }) => ({ name: loc.at(-1), msg })).find(({ name }) => name in form.elements);
      this.#wrong(form, field?.name ?? null, field?.msg ?? problem.message);
      return;
    }
    say(`${tag}: at most ${limit.value} at once.`);
    this.#make(false);
    this.#reload();
  }

  #wrong(form, field, text) {
    this.#problem = { field, text };
    this.#redraw();
    form.elements[field]?.focus();
  }

  async #remove(limit) {
    if (await remove(limit)) {
      this.#reload();
    }
  }
}

function heldBy({ id, active_slots: held }, names) {
  if (held.length === 0) {
    return html`<span class="quiet">nobody</span>`;
  }
  const shown = held.slice(0, NAMED).map((one, i) => html`${i ? ", " : ""}<a class="plain" href="flow-runs/task-run/${one}">${names.get(one) ?? "deleted task run"}</a>`);
  return html`${shown}${held.length > NAMED ? html` <a href="concurrency-limits/concurrency-limit/${id}">and ${held.length - NAMED} more</a>` : nothing}`;
}
