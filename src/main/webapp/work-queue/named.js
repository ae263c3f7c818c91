import { workQueues } from "../api.js";
import { html } from "lit-html";
import { waiting } from "../element/table.js";

/** A queue's address by its name: leads to that by its id. */
export default class NamedWorkQueue {
  every = 0;
  missing = "No work queue has this name. An agent that asks for it makes it.";
  #name;
  #router;

  constructor({ params, router }) {
    this.#name = params.name;
    this.#router = router;
  }

  async load(signal) {
    const queue = await workQueues.readByName(this.#name, signal);
    this.#router.replace(`work-queues/work-queue/${queue.id}`);
  }

  title() {
    return this.#name;
  }

  render() {
    return html`<div class="head"><h1>${this.#name}</h1></div>${waiting()}`;
  }
}
