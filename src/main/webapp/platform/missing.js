import { html } from "lit-html";

/** An address that nobody has. */
export default class Missing {
  every = 0;

  async load() {
    return { address: location.pathname + location.search };
  }

  title() {
    return "Not found";
  }

  render(data) {
    return html`<div class="head"><h1>Not found</h1></div>
      <section class="card pad">
        <p>There is no page at <span class="code">${data?.address}</span>.</p>
        <p><a href="flow-runs">Runs</a> · <a href="deployments">Deployments</a> · <a href="work-queues">Work queues</a> · <a href="docs/">API</a></p>
      </section>`;
  }
}
