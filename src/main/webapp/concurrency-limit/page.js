import { html, nothing } from "lit-html";
import { concurrencyLimits, taskRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { slots } from "../element/slots.js";
import { PAGE, table, waiting } from "../element/table.js";
import { at } from "../element/time.js";
import { columns, unsorted } from "../task-run/columns.js";
import { withRunNames } from "../task-run/names.js";
import { freeAll, remove } from "./actions.js";
import { stepper } from "./stepper.js";

/** The API answers at most so many at a time. */
const AT_A_TIME = 200;

/** One tag's limit: which task runs hold its slots, and which may wait for one. */
export default class ConcurrencyLimit {
  #id;
  #router;
  #reload;

  constructor({ params, router, reload }) {
    this.#id = params.id;
    this.#router = router;
    this.#reload = reload;
  }

  missing = "This task limit does not exist any more.";

  async load(signal) {
    const limit = await concurrencyLimits.read(this.#id, signal);
    const ids = limit.active_slots.slice(0, AT_A_TIME);
    const pending = { tags: { all_: [limit.tag] }, state: { type: { any_: ["PENDING"] } } };
    const [holders, waits] = await Promise.all([
      ids.length ? taskRuns.filter({ task_runs: { id: { any_: ids } }, sort: "EXPECTED_START_TIME_ASC", limit: AT_A_TIME }, signal) : [],
      taskRuns.filter({ task_runs: pending, sort: "EXPECTED_START_TIME_ASC", limit: PAGE }, signal),
    ]);
    const named = await withRunNames([...holders, ...waits], signal);
    return { limit, holders: named.slice(0, holders.length), waits: named.slice(holders.length) };
  }

  title(data) {
    return data?.limit.tag ?? "Task limit";
  }

  crumbs(data) {
    return [["concurrency-limits", "Task limits"], data?.limit.tag ?? this.#id];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Task limit</h1></div>${waiting()}`;
    }
    const { limit, holders, waits } = data;
    const held = limit.active_slots.length;
    return html`<div class="head"><h1 class="anywhere">${limit.tag}</h1>${held >= limit.concurrency_limit ? html`<span class="state late">${icon("late")}Full</span>` : nothing}<span class="push"></span>
        <button type="button" class="button" ?disabled=${held === 0} @click=${() => this.#freeAll(limit)}>Free all</button>
        <button type="button" class="button only" aria-label="Delete task limit" title="Delete task limit" @click=${() => this.#remove(limit)}>${icon("trash")}</button>
        <p class="under">Task runs with this tag, at most so many at once</p></div>
      <div class="grid main-aside">
        <div class="grid">
          <section class="card" aria-labelledby="held-title"><div class="row pad"><h2 id="held-title">Hold a slot</h2></div>
            ${holders.length ? table({ label: "Hold a slot", columns: SHOWN, items: holders, href: true }) : html`<p class="empty">${held ? "Those that hold one are deleted. Free all gives their slots back." : "No slot is taken."}</p>`}
            ${held > holders.length && holders.length ? html`<p class="more">${holders.length} of ${held}; the others are deleted, or more than ${AT_A_TIME}</p>` : nothing}</section>
          <section class="card" aria-labelledby="wait-title"><div class="row pad"><h2 id="wait-title">Pending</h2></div>
            ${waits.length ? table({ label: "Pending", columns: PENDING, items: waits, href: true }) : html`<p class="empty">No task run with this tag waits to begin.</p>`}
            ${waits.length === PAGE ? html`<p class="more">The first ${PAGE}. <a href="task-runs?tag=${encodeURIComponent(limit.tag)}&state=Pending">All</a></p>` : nothing}</section>
        </div>
        <aside class="grid"><section class="card pad" aria-labelledby="limit-title"><h2 id="limit-title">Limit</h2>
          <dl class="list">
            <div><dt>Slots</dt><dd>${slots(held, limit.concurrency_limit)}</dd></div>
            <div><dt>At most</dt><dd>${stepper(limit, this.#reload)}</dd></div>
            <div><dt>Made</dt><dd>${at(limit.created)}</dd></div>
            <div><dt>Id</dt><dd class="code">${limit.id}</dd></div></dl></section></aside>
      </div>`;
  }

  async #freeAll(limit) {
    const made = await freeAll(limit);
    if (made) {
      this.#router.replace(`concurrency-limits/concurrency-limit/${made.id}`);
    }
  }

  async #remove(limit) {
    if (await remove(limit)) {
      this.#router.go("concurrency-limits");
    }
  }
}

const SHOWN = [columns.taskRun, columns.state, columns.started, { ...columns.duration, name: "For" }].map(unsorted);

const PENDING = [columns.taskRun, columns.state, { name: "Since", cell: (one) => at(one.state?.timestamp) }].map(unsorted);
