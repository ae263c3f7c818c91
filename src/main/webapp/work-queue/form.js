import { html, nothing } from "lit-html";
import { workQueues } from "../api.js";
import { say } from "../platform/say.js";
import { waiting } from "../element/table.js";

const FIELDS = ["name", "description", "concurrency_limit"];

/** Makes a queue, or changes one. */
export default class WorkQueueForm {
  every = 0;
  missing = "This work queue does not exist any more.";
  #id;
  #router;
  #redraw;
  #problem = null;

  constructor({ params, router, redraw }) {
    this.#id = params.id ?? null;
    this.#router = router;
    this.#redraw = redraw;
  }

  async load(signal) {
    return this.#id ? workQueues.read(this.#id, signal) : { name: "", description: "", concurrency_limit: null };
  }

  title(queue) {
    return this.#id ? `Edit ${queue?.name ?? "work queue"}` : "New work queue";
  }

  crumbs(queue) {
    return this.#id ? [["work-queues", "Work queues"], [`work-queues/work-queue/${this.#id}`, queue?.name], "Edit"] : [["work-queues", "Work queues"], "New"];
  }

  render(queue) {
    if (!queue) {
      return waiting();
    }
    return html`<div class="head"><h1>${this.title(queue)}</h1></div>
      <form class="card pad form" data-asks novalidate @submit=${(event) => this.#submit(event)}>
        ${this.#field("name", "Name", html`<input name="name" required .value=${queue.name} autocomplete="off">`)}
        ${this.#field("description", "Description", html`<textarea name="description" rows="3" .value=${queue.description ?? ""}></textarea>`)}
        ${this.#field("concurrency_limit", "Concurrency limit", html`<input name="concurrency_limit" type="number" min="0" step="1" .value=${queue.concurrency_limit ?? ""}>`, "Runs pending or running at once; empty for no limit.")}
        <p class="problem" role="alert">${this.#problem && !this.#problem.field ? this.#problem.text : ""}</p>
        <div class="row"><button class="button first">${this.#id ? "Save" : "Make work queue"}</button>
          <a class="button" href=${this.#id ? `work-queues/work-queue/${this.#id}` : "work-queues"}>Back</a></div>
      </form>`;
  }

  #field(name, label, input, hint) {
    const wrong = this.#problem?.field === name ? this.#problem.text : null;
    return html`<label class="labelled ${wrong ? "wrong" : ""}"><span>${label}</span>${input}
      ${wrong ? html`<span class="bad-text" role="alert">${wrong}</span>` : hint ? html`<span class="quiet small">${hint}</span>` : nothing}</label>`;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const values = new FormData(form);
    const limit = values.get("concurrency_limit");
    const queue = {
      name: values.get("name").trim(),
      description: values.get("description"),
      concurrency_limit: limit === "" ? null : Number(limit),
    };
    if (!queue.name) {
      this.#wrong(form, "name", "A queue has a name.");
      return;
    }
    try {
      const id = this.#id ?? (await workQueues.create(queue)).id;
      if (this.#id) {
        await workQueues.update(id, queue);
      }
      say(`Work queue ${queue.name} is ${this.#id ? "saved" : "made"}.`);
      this.#router.go(`work-queues/work-queue/${id}`, { saved: true });
    } catch (problem) {
      const field = problem.fields?.map(({ loc, msg }) => ({ name: loc.at(-1), msg })).find(({ name }) => FIELDS.includes(name));
      this.#wrong(form, field?.name ?? (problem.status === 409 ? "name" : null), field?.msg ?? problem.message);
    }
  }

  #wrong(form, field, text) {
    this.#problem = { field, text };
    this.#redraw();
    form.elements[field]?.focus();
  }
}
