import { html, nothing } from "lit-html";
import { deployments, flowRuns, flows, now, uiWorkQueues } from "../api.js";
import { dueAt } from "../deployment/run-now.js";
import { act } from "../element/act.js";
import { copyButton } from "../element/copy.js";
import { icon } from "../element/icon.js";
import { state } from "../element/state.js";
import { waiting } from "../element/table.js";
import { remove } from "../flow/actions.js";
import { newKey } from "../platform/key.js";
import { startAgent } from "../platform/words.js";
import { BADLY_AT_FIRST, DEPLOYMENT, deploymentOf, EVERY, failingOf, FLOW, progressOf, QUEUE, WELL } from "./example.js";

/** So many of its runs are looked at, the newest of those that were due. */
const RUNS = 50;

/** From an empty server to a run that was retried and one that comes by itself, with an example that needs no file. */
export default class TryIt {
  #reload;
  /** What is being done: its buttons wait. */
  #isBusy = false;
  #redraw;

  constructor({ reload, redraw }) {
    this.#reload = reload;
    this.#redraw = redraw;
  }

  async load(signal) {
    const [queues, [deployment = null]] = await Promise.all([
      uiWorkQueues.filter({ name_like: QUEUE }, signal),
      deployments.filter({ flows: { name: { any_: [FLOW] } }, deployments: { name: { any_: [DEPLOYMENT] } }, limit: 1 }, signal),
    ]);
    const runs = deployment
      ? await flowRuns.filter({ deployments: { id: { any_: [deployment.id] } }, flow_runs: { expected_start_time: { before_: now().toISOString() } }, sort: "EXPECTED_START_TIME_DESC", limit: RUNS }, signal)
      : [];
    return { queue: queues.find((one) => one.work_queue.name === QUEUE) ?? null, deployment, runs };
  }

  title() {
    return "Try it";
  }

  crumbs() {
    return ["Try it"];
  }

  render(data) {
    return html`<div class="head"><h1>Try it</h1><p class="under">An example that needs no file and no database: a batch job that bills orders. Each step is ticked off when it is done.</p></div>
      <section class="card" aria-label="Steps">${data ? this.#steps(data) : waiting()}</section>`;
  }

  #steps(data) {
    const { deployment, runs } = data;
    const done = progressOf(data);
    const failing = failingOf(runs);
    const latest = runs.find((run) => run !== failing && run.state_type !== "SCHEDULED") ?? runs.find((run) => run !== failing);
    const off = !done.isMade || this.#isBusy;
    const command = startAgent(QUEUE);
    return html`<ol class="notes">
      ${step(done.isServed, "Start an agent", html`It takes runs from the queue <b>${QUEUE}</b> and executes them where it is started.`, html`<p><code>${command}</code></p>`, copyButton({ text: () => command, label: "Copy the command" }))}
      ${step(
        done.isMade,
        "Create the deployment",
        "It says what is run, on which queue and with which parameters.",
        deployment ? html`<p><a href="deployments/deployment/${deployment.id}">${FLOW} / ${DEPLOYMENT}</a></p>` : nothing,
        done.isMade ? nothing : this.#button("Create it", "plus", this.#isBusy, () => this.#make()),
      )}
      ${step(
        done.hasRun,
        "Run it",
        "It takes ten seconds. Its page shows its steps and its log while they come.",
        html`${latest ? place(latest) : nothing}${waits(latest, done)}`,
        this.#button("Run it", "play", off, () => this.#run(deployment, WELL)),
      )}
      ${step(
        done.isRetried,
        "Let one fail, and retry it",
        "Two thirds of the way there is an order without a price. Its page says which step failed and why; Retry there goes on from the checkpoint: what was billed is not billed again.",
        failing ? place(failing) : nothing,
        this.#button("Run one that fails", "play", off, () => this.#run(deployment, BADLY_AT_FIRST)),
      )}
      ${step(
        done.isScheduled,
        "Have it run by itself",
        html`Every minute, until it is switched off. When and how else: in <a href="deployments${deployment ? `/deployment/${deployment.id}/edit` : ""}">its editor</a>.`,
        html`<p><a href="schedule">When what runs</a></p>`,
        done.isScheduled
          ? this.#button("Switch it off", "pause", off, () => this.#schedule(deployment, false))
          : this.#button("Every minute", "clock", off, () => this.#schedule(deployment, true)),
      )}
      ${step(
        false,
        "Remove it again",
        html`With its runs and logs. Then, a flow of your own: <code>rigel init hello</code> makes a project for one.`,
        nothing,
        this.#button("Remove the example", "trash", off, () => this.#remove(deployment)),
      )}
    </ol>`;
  }

  #button(word, shape, isOff, action) {
    return html`<button type="button" class="button" ?disabled=${isOff} @click=${action}>${icon(shape)}${word}</button>`;
  }

  async #do(action, said) {
    this.#isBusy = true;
    this.#redraw();
    await act(action, said);
    this.#isBusy = false;
    this.#reload();
  }

  #make() {
    return this.#do(async () => {
      const { id } = await flows.create({ name: FLOW });
      await deployments.create(deploymentOf(id));
    }, `${FLOW}/${DEPLOYMENT} is created.`);
  }

  #run(deployment, ends) {
    const run = { state: dueAt(now().toISOString()), parameters: { ends }, idempotency_key: newKey() };
    return this.#do(() => deployments.createFlowRun(deployment.id, run), "A run is created.");
  }

  #schedule(deployment, isOn) {
    return this.#do(async () => {
      if (isOn && !deployment.schedule) {
        await deployments.update(deployment.id, { schedule: { interval: EVERY } });
      }
      await deployments.setScheduleActive(deployment.id, isOn);
    }, isOn ? "It runs by itself." : "It runs by itself no more.");
  }

  async #remove(deployment) {
    if (await remove([{ id: deployment.flow_id, name: FLOW }])) {
      this.#reload();
    }
  }
}

function step(isDone, title, text, more, button) {
  return html`<li><span class="mark ${isDone ? "good" : "calm"}">${icon(isDone ? "check" : "ring")}</span>
    <div><p><b>${title}</b>${isDone ? html` <span class="word good">Done</span>` : nothing}</p><p>${text}</p>${more}</div>${button}</li>`;
}

/** A run, how it is, and where it is seen. */
function place(run) {
  return html`<p><a href="flow-runs/flow-run/${run.id}">${run.name}</a> ${state(run.state_type, run.state_name)}</p>`;
}

function waits(run, { isServed }) {
  const isWaiting = run?.state_type === "SCHEDULED" && !isServed;
  return isWaiting ? html`<p>It waits: no agent asks for the runs of ${QUEUE}.</p>` : nothing;
}
