import { html } from "lit-html";

/** A page whose file could not be loaded: the server has another version by now, or does not answer. */
export default class Outdated {
  every = 0;

  async load() {
    return {};
  }

  title() {
    return "Load again";
  }

  render() {
    return html`<div class="head"><h1>This page could not be loaded</h1></div>
      <section class="card pad">
        <p>The server does not answer, or it has been updated since this page was opened.</p>
        <p><button class="button first" @click=${() => location.reload()}>Load again</button></p>
      </section>`;
  }
}
