import { html } from "lit-html";
import { icon } from "../element/icon.js";
import { startAgent } from "../platform/words.js";

/** A server on which nothing has happened yet: what to do, with what is done already ticked off. */
export function firstSteps({ queues, known }) {
  const served = queues.some((one) => one.agents.length > 0);
  const steps = [
    [served, "Start an agent", "where the work is to run; it makes its queue", startAgent("default")],
    [known.deployments, "Apply a deployment", "which says what runs, where and when; rigel init makes an example", "rigel init hello && cd hello && mvn -q package && rigel deployment apply hello.yaml"],
    [known.runs, "Run it", "and follow it to its end", "rigel deployment run hello/first --watch"],
  ];
  return html`<div class="head"><h1>Welcome to Rigel</h1><p class="under">Nothing has run here yet. Three steps lead to the first run; each is ticked off when it is done. Or <a href="try-it">try it from here</a>, with an example that is there already.</p></div>
    <section class="card" aria-label="First steps"><ol class="notes">${steps.map(
      ([done, title, why, command]) => html`<li><span class="mark ${done ? "good" : "calm"}">${icon(done ? "check" : "ring")}</span>
        <div><p><b>${title}</b>, ${why}${done ? html` <span class="word good">Done</span>` : ""}</p><p><code>${command}</code></p></div></li>`,
    )}</ol></section>`;
}
