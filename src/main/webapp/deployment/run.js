import { html, nothing } from "lit-html";
import { deployments, flowRuns, flows, now } from "../api.js";
import { copyButton } from "../element/copy.js";
import { kindOf, resolved } from "../element/schema.js";
import "../element/schema-form.js";
import { waiting } from "../element/table.js";
import { zoneOptions } from "../element/zones.js";
import { newKey } from "../platform/key.js";
import { own } from "../platform/words.js";
import { say } from "../platform/say.js";
import { absolute, zone } from "../platform/time.js";
import { isoOf, localOf } from "../platform/zoned.js";
import { commandOf } from "./command.js";
import { dueAt } from "./run-now.js";

/** Seconds. */
const UNITS = { minutes: 60, hours: 3_600, days: 86_400 };
const WHEN = { now: "Now", at: "At", in: "In" };

/** What the server refuses, by the last name of its `loc` that is a field here. */
const FIELDS = { name: "name", tags: "tags", idempotency_key: "key", retries: "retries", retry_delay: "delay", priority: "priority", scheduled_time: "at" };

/** Makes a run of a deployment with parameters of its own; `from` a run, with all of that. */
export default class RunDeployment {
  every = 0;
  missing = "This deployment does not exist any more.";
  #id;
  #from;
  #router;
  #redraw;
  #key = newKey();
  #problem = null;
  #busy = false;
  #zone = zone();
  /** What is filled in, as texts; null until it is known what to begin with. */
  #run = null;
  #parameters = {};
  #refused = [];

  constructor({ params, query, router, redraw }) {
    this.#id = params.id;
    this.#from = query.one("from");
    this.#router = router;
    this.#redraw = redraw;
  }

  async load(signal) {
    const [deployment, from] = await Promise.all([
      deployments.read(this.#id, signal),
      this.#from && !this.#run ? flowRuns.read(this.#from, signal).catch(notThere) : null,
    ]);
    this.flow ??= (await flows.read(deployment.flow_id, signal)).name;
    if (!this.#run) {
      this.#begin(deployment, from);
    }
    return { deployment };
  }

  #begin(deployment, from) {
    const policy = from?.empirical_policy ?? {};
    this.#run = {
      name: "",
      when: "now",
      at: "",
      in: "10",
      unit: "minutes",
      tags: (from?.tags ?? []).filter((tag) => !deployment.tags.includes(tag)).join(", "),
      key: "",
      retries: text(policy.retries),
      delay: text(policy.retry_delay),
      priority: text(from?.priority || null),
    };
    this.#parameters = from?.parameters ?? {};
    this.like = from?.name ?? null;
    this.lost = this.#from && !from ? "The run to begin with does not exist any more." : null;
  }

  title(data) {
    return data ? `Run ${data.deployment.name}` : "Run deployment";
  }

  crumbs(data) {
    return [["deployments", "Deployments"], [`deployments/deployment/${this.#id}`, data?.deployment.name ?? this.#id], "Run"];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>Run deployment</h1></div>${waiting()}`;
    }
    const { deployment } = data;
    const queue = deployment.work_queue_name;
    const schema = deployment.parameter_openapi_schema ?? { additionalProperties: true };
    return html`<div class="head"><h1>Run ${deployment.name}</h1>
        <p class="under">${this.flow}${queue ? html` on <a href="work-queues/name/${encodeURIComponent(queue)}">${queue}</a>` : ", which has no work queue: no agent takes its runs"}</p>
        ${this.like ? html`<p class="under">With all of <a href="flow-runs/flow-run/${this.#from}">${this.like}</a></p>` : nothing}
        ${this.lost ? html`<p class="under">${this.lost}</p>` : nothing}</div>
      <form data-asks novalidate @submit=${(event) => this.#submit(event, data)} @rg-value=${(event) => this.#filled(event.detail)}>
        <div class="grid main-aside">
          <div class="grid">
            <section class="card pad" aria-labelledby="parameters-title"><h2 id="parameters-title">Parameters</h2>
              <rg-schema-form .schema=${schema} .usual=${deployment.parameters} .value=${this.#parameters} .refused=${this.#refused}></rg-schema-form></section>
          </div>
          <aside class="grid">
            <section class="card pad form" aria-labelledby="run-title"><h2 id="run-title">Run</h2>${this.#fields(deployment)}</section>
          </aside>
        </div>
        <section class="card pad form-end">
          <p class="problem" role="alert">${this.#problem && !this.#problem.field ? this.#problem.text : ""}</p>
          <div class="row wraps"><button class="button first" ?disabled=${this.#busy}>${this.#words()}</button>
            <a class="button" href="deployments/deployment/${this.#id}">Back</a></div>
          ${this.#command(deployment, schema)}
        </section>
      </form>`;
  }

  /** What the button does. */
  #words() {
    const { when, in: count, unit } = this.#run;
    return when === "now" ? "Run now" : when === "in" ? `Run in ${count || "…"} ${unit}` : "Run at that time";
  }

  #fields(deployment) {
    const run = this.#run;
    return html`${this.#text("name", "Name", "Made up by the server if empty.")}
      ${this.#when()}
      ${this.#text("tags", "Tags", deployment.tags.length ? `Beside ${deployment.tags.join(", ")}; commas between them.` : "Commas between them.")}
      <details class="more-fields" ?open=${Boolean(run.retries || run.delay || run.priority || run.key)}><summary>Retries, priority, key</summary><div class="form">
        ${this.#text("retries", "Retries", "How often a failed run is tried again; empty as the deployment says.", "numeric")}
        ${this.#text("delay", "Seconds between two tries", "Empty as the deployment says.", "numeric")}
        ${this.#text("priority", "Priority", "Goes before runs of its queue with a lower one, −1000 to 1000.", "numeric")}
        ${this.#text("key", "Idempotency key", "A second run of the flow with the same key is not made.")}</div></details>`;
  }

  #labelled(name, label, input, hint) {
    const wrong = this.#problem?.field === name ? this.#problem.text : null;
    return html`<label class="labelled ${wrong ? "wrong" : ""}"><span>${label}</span>${input}
      ${wrong ? html`<span class="bad-text small" role="alert">${wrong}</span>` : hint ? html`<span class="quiet small">${hint}</span>` : nothing}</label>`;
  }

  #text(name, label, hint, mode = "text") {
    return this.#labelled(name, label, html`<input name=${name} inputmode=${mode} autocomplete="off" .value=${this.#run[name]} @input=${(event) => this.#put(name, event.target.value)}>`, hint);
  }

  #when() {
    const { when, at, in: count, unit } = this.#run;
    return html`<div class="labelled"><span id="when">When</span>
        <span class="segments" role="group" aria-labelledby="when">${Object.entries(WHEN).map(
          ([name, word]) => html`<button type="button" aria-pressed=${when === name} @click=${() => this.#choose(name)}>${word}</button>`,
        )}</span></div>
      ${when === "at"
        ? html`${this.#labelled("at", "Date and time", html`<input name="at" type="datetime-local" step="1" .value=${at} @input=${(event) => this.#put("at", event.target.value)}>`, at ? html`Sent as <span class="code">${isoOf(at, this.#zone)}</span>` : nothing)}
          <label class="labelled"><span>Zone</span><select @change=${(event) => {
            this.#zone = event.target.value;
            this.#redraw();
          }}>${zoneOptions(this.#zone)}</select></label>`
        : nothing}
      ${when === "in"
        ? html`${this.#labelled("in", "From now", html`<span class="row"><input name="in" inputmode="decimal" autocomplete="off" .value=${count} @input=${(event) => this.#put("in", event.target.value)}>
            <select aria-label="Unit" @change=${(event) => this.#put("unit", event.target.value)}>${Object.keys(UNITS).map((name) => html`<option ?selected=${name === unit}>${name}</option>`)}</select></span>`,
            Number(count) > 0 ? `That is ${absolute(this.#due())}` : nothing)}`
        : nothing}`;
  }

  #choose(when) {
    if (when === "at" && !this.#run.at) {
      const hour = new Date(Math.ceil((now().getTime() + 1) / 3_600_000) * 3_600_000);
      this.#run.at = localOf(hour.toISOString(), this.#zone).replace(/:00$/, "");
    }
    this.#put("when", when);
  }

  #put(name, value) {
    this.#run[name] = value;
    if (this.#problem?.field === name) {
      this.#problem = null;
    }
    this.#key = newKey();
    this.#redraw();
  }

  #filled(parameters) {
    this.#parameters = parameters;
    this.#refused = this.#refused.length ? [] : this.#refused;
    this.#key = newKey();
    this.#redraw();
  }

  /** ISO, by the server's clock. */
  #due() {
    const { when, at, in: count, unit } = this.#run;
    switch (when) {
      case "at":
        return isoOf(at, this.#zone);
      case "in":
        return new Date(now().getTime() + Number(count) * UNITS[unit] * 1000).toISOString();
      default:
        return now().toISOString();
    }
  }

  #command(deployment, schema) {
    const { name, when, tags, key, retries, delay, priority } = this.#run;
    const secrets = Object.entries(schema.properties ?? {}).filter(([, one]) => kindOf(resolved(one, schema)) === "secret").map(([known]) => known);
    const { line, left, hidden } = commandOf({
      flow: this.flow,
      deployment: deployment.name,
      parameters: this.#parameters,
      retries: numberOrNull(retries),
      delay: numberOrNull(delay),
      priority: numberOrNull(priority),
      secrets,
      name,
      due: when !== "now",
      tags,
      key,
    });
    const notes = [left.length ? `The command line has no option for ${left.join(", ")}.` : "", hidden ? "Secrets read as stars in it." : ""].filter(Boolean);
    return html`<div class="command"><div class="row"><h2>As a command</h2><span class="push"></span>${copyButton({ text: () => line, word: "Copy as command", said: "The command is copied." })}</div>
      <pre tabindex="0" class="wraps">${line}</pre>${notes.length ? html`<p class="quiet small">${notes.join(" ")}</p>` : nothing}</div>`;
  }

  /** The first field with something that cannot be sent; null if there is none. */
  #wrong() {
    const { when, at, in: count, retries, delay, priority } = this.#run;
    const whole = (value) => value.trim() === "" || /^-?\d+$/.test(value.trim());
    const checks = [
      ["at", when !== "at" || at !== "", "When is it to run?"],
      ["in", when !== "in" || (Number(count) > 0 && count.trim() !== ""), "More than 0."],
      ["retries", whole(retries) && Number(retries) >= 0, "A whole number from 0 on."],
      ["delay", whole(delay) && Number(delay) >= 0, "Whole seconds from 0 on."],
      ["priority", whole(priority) && Math.abs(Number(priority)) <= 1000, "A whole number from −1000 to 1000."],
    ];
    const found = checks.find(([, fine]) => !fine);
    return found ? { field: found[0], text: found[2] } : null;
  }

  async #submit(event, { deployment }) {
    event.preventDefault();
    const form = event.target;
    const fine = form.querySelector("rg-schema-form").check();
    const wrong = this.#wrong();
    if (!fine || wrong) {
      this.#tell(form, wrong, fine);
      return;
    }
    this.#busy = true;
    this.#problem = null;
    this.#redraw();
    try {
      const run = await deployments.createFlowRun(deployment.id, this.#body());
      say(`${run.name} is ${this.#run.when === "now" ? "to run now" : "planned"}.`);
      this.#router.go(`flow-runs/flow-run/${run.id}`, { saved: true });
    } catch (problem) {
      this.#refuse(form, problem);
    } finally {
      this.#busy = false;
      this.#redraw();
    }
  }

  #body() {
    const { name, tags, key, retries, delay, priority } = this.#run;
    const policy = { retries: numberOrNull(retries), retry_delay: numberOrNull(delay) };
    return {
      state: dueAt(this.#due()),
      parameters: this.#parameters,
      enforce_parameter_schema: true,
      idempotency_key: key.trim() || this.#key,
      tags: [...new Set(tags.split(",").map((tag) => tag.trim()).filter(Boolean))],
      ...(name.trim() && { name: name.trim() }),
      ...((policy.retries !== null || policy.retry_delay !== null) && { empirical_policy: policy }),
      ...(numberOrNull(priority) !== null && { priority: numberOrNull(priority) }),
    };
  }

  /** Parameters are told of in their form, all else here. */
  #refuse(form, problem) {
    const of = (loc, name) => loc.slice(loc.indexOf(name) + 1);
    this.#refused = (problem.fields ?? []).filter(({ loc }) => loc.includes("parameters")).map(({ loc, msg }) => ({ path: of(loc, "parameters"), text: msg }));
    const other = problem.fields?.find(({ loc }) => !loc.includes("parameters"));
    const field = own(FIELDS, other?.loc.at(-1));
    const first = this.#refused.find(({ path }) => path.length === 0);
    const wrong = other ? { field, text: field ? other.msg : `${other.loc.slice(1).join(".")}: ${other.msg}` } : { text: this.#refused.length && !first ? "" : (first?.text ?? problem.message) };
    this.#tell(form, wrong, this.#refused.length === 0);
  }

  #tell(form, wrong, fine) {
    this.#problem = wrong;
    this.#redraw();
    if (!fine) {
      queueMicrotask(() => form.querySelector("rg-schema-form").focusRefused());
      return;
    }
    const field = form.elements[wrong?.field];
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
  }
}

function notThere(problem) {
  if (problem.status === 404 || problem.status === 422) {
    return null;
  }
  throw problem;
}

function text(number) {
  return number === null || number === undefined ? "" : String(number);
}

function numberOrNull(value) {
  return value.trim() === "" ? null : Number(value);
}
