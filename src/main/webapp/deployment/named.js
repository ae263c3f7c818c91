import { deployments } from "../api.js";
import { html } from "lit-html";
import { waiting } from "../element/table.js";

/** A deployment's address by its names: leads to that by its id. */
export default class NamedDeployment {
  every = 0;
  missing = "No deployment of this flow has this name.";
  #flow;
  #name;
  #router;

  constructor({ params, router }) {
    this.#flow = params.flow;
    this.#name = params.deployment;
    this.#router = router;
  }

  async load(signal) {
    const deployment = await deployments.readByName(this.#flow, this.#name, signal);
    this.#router.replace(`deployments/deployment/${deployment.id}`);
  }

  title() {
    return this.#name;
  }

  render() {
    return html`<div class="head"><h1>${this.#name}</h1></div>${waiting()}`;
  }
}
