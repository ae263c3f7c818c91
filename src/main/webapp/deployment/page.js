import { html, nothing } from "lit-html";
import { blockDocuments, deployments, flowRuns, now } from "../api.js";
import { copyButton } from "../element/copy.js";
import { icon } from "../element/icon.js";
import { further, part, shown } from "../element/part.js";
import { PAGE, table, waiting } from "../element/table.js";
import { at, ago } from "../element/time.js";
import { columns } from "../flow-run/columns.js";
import { withFlowNames } from "../flow-run/names.js";
import { latestOf, usualOf } from "./latest.js";
import { canRunNow, runNow } from "./run-now.js";
import { scheduleWords, wordsOf } from "./schedule.js";
import { scheduleSwitch } from "./switch.js";
import { yamlOf } from "./yaml.js";

const DATES = 10;

/** One deployment: what it runs, when, and how its last runs ended. */
export default class Deployment {
  #id;
  #router;
  #reload;
  #redraw;
  #yaml = null;
  #words = { of: null, said: null };

  constructor({ params, query, router, reload, redraw }) {
    this.#redraw = redraw;
    this.#id = params.id;
    this.#router = router;
    this.#reload = reload;
    this.query = query;
  }

  missing = "This deployment does not exist any more.";

  async load(signal) {
    const [deployment, runs, dates, latest] = await Promise.all([
      deployments.read(this.#id, signal),
      part(flowRuns.filter({
        flow_runs: { deployment_id: { any_: [this.#id] }, expected_start_time: { before_: now().toISOString() } },
        sort: "START_TIME_DESC",
        limit: PAGE,
      }, signal)),
      part(deployments.upcoming(this.#id, DATES, signal)),
      latestOf([this.#id], 0, signal),
    ]);
    const [[{ flow_name }], words] = await Promise.all([withFlowNames([deployment], signal), this.#wordsOf(deployment, signal)]);
    const named = async (all) => all.map((run) => ({ ...run, flow_name, deployment_name: deployment.name }));
    return { deployment: { ...deployment, flow_name }, runs: await further(runs, named), dates, words, usual: usualOf(latest.get(this.#id)) };
  }

  /** The server's, asked for again only when the schedule or its policy is another. */
  async #wordsOf({ schedule, schedule_policy }, signal) {
    const of = JSON.stringify([schedule, schedule_policy]);
    if (this.#words.of !== of) {
      this.#words = { of, said: await wordsOf(schedule, schedule_policy, signal) };
    }
    return this.#words.said;
  }

  title(data) {
    return data?.deployment.name ?? "Deployment";
  }

  crumbs(data) {
    return [["deployments", "Deployments"], data?.deployment.name ?? this.#id];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Deployment</h1></div>${waiting()}`;
    }
    const { deployment, dates, words, usual } = data;
    const queue = deployment.work_queue_name;
    return html`<div class="head"><h1>${deployment.name}</h1><span class="push"></span>
        <button class="button first" @click=${() => this.#run(deployment)}>${icon("play")}Run</button>
        <a class="button" href="deployments/deployment/${deployment.id}/run">Run with …</a>
        <a class="button" href="deployments/deployment/${deployment.id}/edit">${icon("edit")}Edit</a>
        <a class="button" href="deployments/new?from=${deployment.id}">${icon("copy")}Duplicate</a>
        <button type="button" class="button only" aria-label="Delete deployment" title="Delete deployment" @click=${() => this.#remove(deployment)}>${icon("trash")}</button>
        <p class="under">${deployment.flow_name}${queue ? html` on <a href="work-queues/name/${encodeURIComponent(queue)}">${queue}</a>` : nothing}</p></div>
      ${deployment.description ? html`<section class="card pad" aria-label="Description"><p class="message">${deployment.description}</p></section>` : nothing}
      <div class="grid main-aside">
        <section class="card" aria-labelledby="runs-title"><div class="tools"><h2 id="runs-title">Runs</h2>${usual ? html`<p class="quiet small">${usual}</p>` : nothing}</div>
          ${shown(data.runs, (runs) => runs.length
            ? table({ label: "Runs", columns: [columns.run, columns.state, columns.started, columns.duration].map(({ sort, ...column }) => column), items: runs, href: true })
            : html`<p class="empty">It has not run yet. <code>rigel deployment run '${deployment.flow_name}/${deployment.name}'</code></p>`)}</section>
        <aside class="grid">
          <section class="card pad" aria-labelledby="schedule-title"><div class="row"><h2 id="schedule-title">Schedule</h2><span class="push"></span>${deployment.schedule ? scheduleSwitch(deployment, this.#reload) : nothing}</div>${schedule(deployment, words, dates)}</section>
          <section class="card pad" aria-labelledby="parameters-title"><h2 id="parameters-title">Parameters</h2>
            ${Object.keys(deployment.parameters ?? {}).length ? html`<pre tabindex="0">${JSON.stringify(deployment.parameters, null, 2)}</pre>` : html`<p class="quiet">None</p>`}</section>
          <section class="card pad" aria-labelledby="details-title"><h2 id="details-title">Details</h2>${details(deployment)}${this.#asYaml(deployment)}</section>
        </aside>
      </div>`;
  }

  /** As a file, made when it is asked for. */
  #asYaml(deployment) {
    const yaml = this.#yaml;
    return html`<details class="more-fields" @toggle=${(event) => event.target.open && this.#readYaml(deployment)}><summary>As YAML</summary>
      ${yaml ? shown(yaml, (text) => html`<div class="command"><pre tabindex="0">${text}</pre><div>${copyButton({ text: () => text, label: "Copy as YAML", said: "The deployment is copied." })}</div>
        <p class="quiet small">A file for <code>rigel deployment apply</code>.</p></div>`) : nothing}</details>`;
  }

  async #readYaml(deployment) {
    const blocks = [deployment.infrastructure_document_id, deployment.storage_document_id].map((id) => (id ? blockDocuments.read(id) : null));
    this.#yaml = await further(await part(Promise.all(blocks)), async ([block, storage]) => yamlOf({ deployment, flow: deployment.flow_name, block, storage }));
    this.#redraw();
  }

  async #remove(deployment) {
    const bulk = await import("./bulk.js").catch(() => null);
    if (await bulk?.removeOne(deployment)) {
      this.#router.go("deployments");
    }
  }

  /** At once if nothing has to be filled in. */
  async #run(deployment) {
    if (!canRunNow(deployment)) {
      this.#router.go(`deployments/deployment/${deployment.id}/run`);
    } else if (await runNow(deployment)) {
      this.#reload();
    }
  }
}

function schedule(deployment, said, dates) {
  const known = said ?? scheduleWords(deployment.schedule);
  if (!known) {
    return html`<p class="quiet">By hand only</p>`;
  }
  return html`<p>${known.words}</p><p class="quiet">${known.zone}${deployment.is_schedule_active ? "" : ", paused"}</p>
    ${known.policy?.length ? html`<ul class="plain-list">${known.policy.map((sentence) => html`<li>${sentence}</li>`)}</ul>` : nothing}
    ${shown(dates, listed)}`;
}

function listed(dates) {
  return dates.length
    ? html`<ol class="dates">${dates.map((date) => html`<li>${at(date.expected_start_time)} <span class="quiet small">${ago(date.expected_start_time)}</span></li>`)}</ol>`
    : html`<p class="quiet">No further dates</p>`;
}

function details(deployment) {
  const all = [
    ["Entrypoint", deployment.entrypoint ?? "none"],
    ["Tags", deployment.tags.length ? deployment.tags.join(", ") : "none"],
    ["Version", deployment.version ?? "none"],
    ["Made", at(deployment.created)],
    ["Changed", at(deployment.updated)],
    ["Id", html`<span class="code">${deployment.id}</span>`],
  ];
  return html`<dl class="list">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
