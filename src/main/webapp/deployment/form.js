import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { blockDocuments, calendars, deployments, flows, uiWorkQueues } from "../api.js";
import { icon } from "../element/icon.js";
import { part } from "../element/part.js";
import { scheduleFields } from "../element/schedule.js";
import "../element/schema-form.js";
import { waiting } from "../element/table.js";
import { withFlowNames } from "../flow-run/names.js";
import { own } from "../platform/words.js";
import { say } from "../platform/say.js";
import { LOCAL } from "../platform/time.js";
import { policyFields } from "../schedule/policy-fields.js";
import { Preview } from "../schedule/preview.js";
import { said } from "../schedule/said.js";
import { bodyOf, changesOf, clashesOf, draftOf, needsOf, schemaOf, takingFrom, WORDS } from "./draft.js";
import { limitFields } from "./limit-fields.js";
import { OF_RETRIES } from "./limits.js";
import { scheduleWords } from "./schedule.js";

/** As many as the API tells at a time; names beyond can be typed all the same. */
const PAGE = 200;

const RUNS = { block_schemas: { block_capabilities: { all_: ["run-infrastructure"] } }, limit: PAGE };

/** What the server may refuse, by the first name of its place that is a field here. */
const FIELDS = ["name", "flow", ...OF_RETRIES, ...Object.keys(WORDS)];
const OF_POLICY = ["catch_up_window", "start_jitter", "end", "max_runs", "calendars"];

/** Makes a deployment, from nothing or like another one, or changes one. */
export default class DeploymentForm {
  every = 0;
  missing = "This deployment does not exist any more.";
  #id;
  #from;
  #router;
  #redraw;
  #preview;
  /** As it was read; null of a new one. */
  #loaded = null;
  #like = null;
  #draft = null;
  #named = { name: "", flow: "" };
  #schema = { additionalProperties: true };
  #wrongs = {};
  #refused = [];
  #problem = "";
  /** What somebody else has changed meanwhile. */
  #clash = null;
  #busy = false;

  constructor({ params, query, router, redraw }) {
    this.#id = params.id ?? null;
    this.#from = this.#id ? null : query.one("from");
    this.#named.flow = query.one("flow") ?? "";
    this.#router = router;
    this.#redraw = redraw;
    this.#preview = new Preview(redraw);
  }

  /** What there is to choose from; the deployment once, so that what is filled in stays. */
  async load(signal) {
    this.#preview.until(signal);
    const source = this.#id ?? this.#from;
    const [deployment, queues, days, blocks] = await Promise.all([
      source && !this.#draft ? deployments.read(source, signal) : null,
      part(uiWorkQueues.filter({ limit: PAGE }, signal)),
      part(calendars.filter({ limit: PAGE }, signal)),
      part(blockDocuments.filter(RUNS, signal)),
    ]);
    if (!this.#draft) {
      await this.#begin(deployment, signal);
    }
    return { queues, days, blocks, flows: this.#id ? [] : ((await part(flows.filter({ limit: PAGE }, signal))).value ?? []) };
  }

  async #begin(deployment, signal) {
    const [named] = deployment ? await withFlowNames([deployment], signal) : [null];
    if (this.#id) {
      this.#loaded = deployment;
      this.#named = { name: deployment.name, flow: named.flow_name };
    } else if (deployment) {
      this.#like = deployment;
      this.#named = { name: `${deployment.name}-copy`, flow: named.flow_name };
    }
    this.#draft = draftOf(deployment, LOCAL);
    if (deployment?.parameter_openapi_schema) {
      // what a deployment leaves out a run gives
      this.#schema = { ...deployment.parameter_openapi_schema, required: [] };
    }
  }

  title() {
    return this.#id ? `Edit ${this.#named.name || "deployment"}` : "New deployment";
  }

  crumbs() {
    return this.#id ? [["deployments", "Deployments"], [`deployments/deployment/${this.#id}`, this.#named.name || this.#id], "Edit"] : [["deployments", "Deployments"], "New"];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>${this.title()}</h1></div>${waiting()}`;
    }
    const { body, problems } = bodyOf(this.#draft);
    this.#ask(body, problems);
    const changes = this.#loaded ? Object.keys(changesOf(body, this.#was())) : [];
    return html`<div class="head"><h1>${this.title()}</h1>
        <p class="under">${this.#id ? `${this.#named.flow}` : this.#like ? html`Like <a href="deployments/deployment/${this.#like.id}">${this.#like.name}</a>` : "How, where and when a flow is run."}</p></div>
      <form class="long" data-asks novalidate @submit=${(event) => this.#submit(event)}>
        ${this.#clash ? this.#both() : nothing}
        <div class="grid halves">
          <section class="card pad form" aria-labelledby="what-title"><h2 id="what-title">Deployment</h2>${this.#what(data)}</section>
          <div class="grid">
            <section class="card pad" aria-labelledby="parameters-title"><h2 id="parameters-title">Parameters</h2>
              <p class="quiet small">Of each run, unless it is given others.</p>
              <rg-schema-form .schema=${this.#schema} .value=${this.#draft.parameters} .refused=${this.#refused} @rg-value=${(event) => this.#filled(event.detail)}></rg-schema-form></section>
            <section class="card pad" aria-labelledby="needs-title"><h2 id="needs-title">What its runs need</h2>${this.#needs(data)}</section>
          </div>
        </div>
        <div class="grid when">
          <section class="card pad form" aria-labelledby="schedule-title"><h2 id="schedule-title">Schedule</h2>
            ${scheduleFields({ state: this.#draft.schedule, wrong: this.#wrong("schedule"), onChange: (schedule) => this.#put({ schedule }, "schedule") })}</section>
          <section class="card pad means-card" aria-labelledby="means-title"><h2 id="means-title">What it means</h2>${said(this.#preview, this.#loaded?.is_schedule_active ?? true)}</section>
          ${this.#draft.schedule.kind === "none" ? nothing : html`<section class="card pad form" aria-labelledby="policy-title"><h2 id="policy-title">Policy</h2>
            ${policyFields({ state: this.#draft.policy, wrongs: this.#policyWrongs(problems), calendars: data.days, onChange: (policy) => this.#put({ policy }, ...OF_POLICY) })}</section>`}
        </div>
        <div class="grid halves">
          <section class="card pad form" aria-labelledby="where-title"><h2 id="where-title">Infrastructure</h2>${this.#where(data)}</section>
          <section class="card pad form" aria-labelledby="limits-title"><h2 id="limits-title">Retries and limits</h2>
            ${limitFields({ state: this.#draft, wrongOf: (field) => this.#wrong(field), onChange: (change, field) => this.#put(change, field) })}</section>
        </div>
        <section class="card pad form-end">
          <p class="problem" role="alert">${this.#problem}</p>
          <div class="row wraps"><button class="button first" ?disabled=${this.#busy}>${this.#id ? "Save" : "Make deployment"}</button>
            <a class="button" href=${this.#id ? `deployments/deployment/${this.#id}` : "deployments"}>Back</a>
            ${this.#id ? html`<span class="quiet small" aria-live="polite">${changes.length ? `Changed: ${changes.map((name) => WORDS[name].toLowerCase()).join(", ")}` : "Nothing is changed."}</span>` : nothing}</div>
        </section>
      </form>`;
  }

  /** What the schedule means, as long as there is one that can be asked about. */
  #ask(body, problems) {
    const isAskable = body.schedule !== null && !problems.some(({ field }) => field === "schedule" || OF_POLICY.includes(field));
    this.#preview.show(isAskable ? body.schedule : null, body.schedule_policy, this.#id);
  }

  #was() {
    return bodyOf(draftOf(this.#loaded, LOCAL)).body;
  }

  // fields

  #what({ queues, flows: known }) {
    const { name, flow } = this.#named;
    const all = queues.value ?? [];
    const queue = this.#draft.queue.trim();
    const isNew = queue && queues.value && !all.some((one) => one.work_queue.name === queue);
    return html`${this.#id
        ? nothing
        : html`${this.#labelled("name", "Name", (said) => html`<input id="name" name="name" autocomplete="off" aria-describedby=${said} .value=${live(name)} @input=${(event) => this.#call({ name: event.target.value }, "name")}>`, "Within its flow, and for good.")}
          ${this.#labelled("flow", "Flow", (said) => html`<input id="flow" name="flow" list="flows" autocomplete="off" aria-describedby=${said} .value=${live(flow)} @input=${(event) => this.#call({ flow: event.target.value }, "flow")}>
            <datalist id="flows">${known.map((one) => html`<option value=${one.name}></option>`)}</datalist>`, flow.trim() && !known.some((one) => one.name === flow.trim()) && known.length < PAGE ? "This flow will be made." : "What is run.")}`}
      ${this.#text("entrypoint", "Entrypoint", "batch:NAME for a batch job, file.py:function for a Python flow.")}
      ${this.#labelled("work_queue_name", "Work queue", (said) => html`<input id="work_queue_name" name="work_queue_name" list="queues" autocomplete="off" aria-describedby=${said} .value=${live(this.#draft.queue)} @input=${(event) => this.#put({ queue: event.target.value }, "work_queue_name")}>
        <datalist id="queues">${all.map((one) => html`<option value=${one.work_queue.name}></option>`)}</datalist>`, queue ? (isNew ? "This queue will be made." : "Which agents take its runs.") : "Empty: no agent takes its runs.")}
      ${this.#labelled("description", "Description", (said) => html`<textarea id="description" name="description" rows="3" aria-describedby=${said} .value=${live(this.#draft.description)} @input=${(event) => this.#put({ description: event.target.value }, "description")}></textarea>`)}
      ${this.#text("tags", "Tags", "Commas between them.")}
      <details class="more-fields" ?open=${Boolean(this.#draft.path || this.#draft.version || this.#wrongs.path || this.#wrongs.version)}><summary>Path, version</summary><div class="form">
        ${this.#text("path", "Path", "Where a Python flow's code lies.")}
        ${this.#text("version", "Version", "Of the code, for people.")}</div></details>`;
  }

  #where({ blocks }) {
    const all = blocks.value ?? [];
    const chosen = this.#draft.infrastructure;
    return html`${this.#labelled("infrastructure_document_id", "Block", (said) => html`<select id="infrastructure_document_id" name="infrastructure_document_id" aria-describedby=${said} @change=${(event) => this.#put({ infrastructure: event.target.value }, "infrastructure_document_id")}>
        <option value="" .selected=${live(chosen === "")}>None</option>
        ${chosen && !all.some(({ id }) => id === chosen) ? html`<option value=${chosen} .selected=${live(true)}>a block without a name</option>` : nothing}
        ${all.map((one) => html`<option value=${one.id} .selected=${live(one.id === chosen)}>${one.block_type.name} ${one.name}</option>`)}</select>`, blocks.failure ? `Blocks could not be read. ${blocks.failure.message}.` : chosen ? html`<a class="lined" href="blocks/block/${chosen}" target="_blank">Look at it</a> in a new tab.` : "The agent decides by the entrypoint.")}
      ${this.#labelled("infra_overrides", "Overrides", (said, wrong) => html`<textarea id="infra_overrides" name="infra_overrides" class="code" rows=${Math.min(14, Math.max(3, this.#draft.overrides.split("\n").length))} spellcheck="false" autocomplete="off" aria-describedby=${said} aria-invalid=${wrong} .value=${live(this.#draft.overrides)} @input=${(event) => this.#put({ overrides: event.target.value }, "infra_overrides")}></textarea>`, "JSON: values laid over the block, by dotted path, such as env.NAME.")}`;
  }

  #needs({ queues }) {
    const look = ({ isMet, isDoubtful }) => (!isMet ? ["late", "late"] : isDoubtful ? ["calm", "clock"] : ["good", "check"]);
    return html`<ul class="needs">${needsOf(this.#draft, queues.value).map((one) => {
      const [tone, shape] = look(one);
      return html`<li><span class=${tone}><span class="word">${icon(shape)}</span></span><span>${one.isMet ? nothing : html`<span class="sr">Missing: </span>`}${one.text}</span></li>`;
    })}</ul>`;
  }

  #text(field, label, hint) {
    return this.#labelled(field, label, (said, wrong) => html`<input id=${field} name=${field} autocomplete="off" aria-describedby=${said} aria-invalid=${wrong} .value=${live(this.#draft[field])} @input=${(event) => this.#put({ [field]: event.target.value }, field)}>`, hint);
  }

  #labelled(field, label, control, hint = nothing) {
    const wrong = this.#wrong(field);
    return html`<div class="labelled ${wrong ? "wrong" : ""}"><label for=${field}>${label}</label>${control(`${field}-said`, wrong ? "true" : "false")}
      <span id=${`${field}-said`} class=${wrong ? "bad-text small" : "quiet small"}>${wrong ?? hint}</span></div>`;
  }

  /** What is wrong with a field, as it was sent or as the server says while it is edited. */
  #wrong(field) {
    return own(this.#wrongs, field) ?? (field === "schedule" ? (this.#preview.refused.find(({ loc }) => !loc.includes("schedule_policy"))?.msg ?? null) : null);
  }

  #policyWrongs(problems) {
    const server = this.#preview.refused.filter(({ loc }) => loc.includes("schedule_policy")).map(({ loc, msg }) => [OF_POLICY.find((name) => loc.includes(name)) ?? "calendars", msg]);
    const here = problems.filter(({ field }) => OF_POLICY.includes(field)).map(({ field, text }) => [field, text]);
    return { ...Object.fromEntries(server), ...Object.fromEntries(here), ...this.#wrongs };
  }

  #call(change, field) {
    this.#named = { ...this.#named, ...change };
    this.#forget(field);
  }

  #put(change, ...fields) {
    this.#draft = { ...this.#draft, ...change };
    this.#forget(...fields);
  }

  #forget(...fields) {
    this.#wrongs = Object.fromEntries(Object.entries(this.#wrongs).filter(([name]) => !fields.includes(name)));
    this.#problem = "";
    this.#redraw();
  }

  #filled(parameters) {
    this.#refused = this.#refused.length ? [] : this.#refused;
    this.#put({ parameters }, "parameters");
  }

  // what somebody else has changed

  #both() {
    const { list, choice } = this.#clash;
    const isOpen = list.some(({ isBoth }) => isBoth);
    return html`<section class="card pad clash" aria-labelledby="clash-title" tabindex="-1"><h2 id="clash-title">Somebody has changed this deployment meanwhile</h2>
      <p>${isOpen ? "Nothing is saved yet. Choose what is to be." : "Nothing is saved yet. What you have not changed stays as it is there now."}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Yours and theirs"><table><thead><tr><th scope="col">What</th><th scope="col">Yours</th><th scope="col">Theirs</th></tr></thead>
        <tbody>${list.map(({ field, yours, theirs, isBoth }) => html`<tr><th scope="row">${WORDS[field]}</th>
          ${[["yours", yours], ["theirs", theirs]].map(([side, value]) => html`<td>${isBoth
            ? html`<label class="choice wraps"><input type="radio" name=${`clash-${field}`} aria-label=${`${WORDS[field]}: ${side}`} .checked=${live(choice[field] === side)} @change=${() => this.#choose(field, side)}> <span class="code">${inWords(field, value)}</span></label>`
            : html`<span class=${side === "theirs" ? "code" : "code quiet"}>${side === "theirs" ? inWords(field, value) : "not changed"}</span>`}</td>`)}</tr>`)}</tbody></table></div>
      <div class="row wraps"><button type="button" class="button" @click=${() => this.#settle()}>Go on with this</button></div></section>`;
  }

  #choose(field, side) {
    this.#clash = { ...this.#clash, choice: { ...this.#clash.choice, [field]: side } };
    this.#redraw();
  }

  /** Takes theirs over where that is chosen; what is saved then is what differs from theirs. */
  #settle() {
    const { fresh, list, choice } = this.#clash;
    const taken = list.filter(({ field, isBoth }) => !isBoth || choice[field] === "theirs").map(({ field }) => field);
    this.#draft = takingFrom(this.#draft, draftOf(fresh, LOCAL), taken);
    this.#loaded = fresh;
    this.#clash = null;
    this.#redraw();
    document.querySelector("main .form-end .button.first")?.focus();
  }

  // saving

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const { body, problems } = bodyOf(this.#draft);
    const { name, flow } = this.#named;
    const missing = this.#id ? [] : [...(name.trim() ? [] : [{ field: "name", text: "A deployment has a name." }]), ...(flow.trim() ? [] : [{ field: "flow", text: "Which flow is it to run?" }])];
    const areFine = form.querySelector("rg-schema-form").check();
    if (missing.length || problems.length || !areFine) {
      this.#tell(form, [...missing, ...problems], areFine);
      return;
    }
    this.#busy = true;
    this.#problem = "";
    this.#redraw();
    try {
      const id = this.#id ? await this.#save(body) : await this.#make(body);
      if (id) {
        say(`${name.trim()} is ${this.#id ? "saved" : "made"}.`);
        this.#router.go(`deployments/deployment/${id}`, { saved: true });
      }
    } catch (problem) {
      this.#refuse(form, problem);
    } finally {
      this.#busy = false;
      this.#redraw();
    }
  }

  /** Only what is changed, and not over somebody else's change; null if it is not saved. */
  async #save(body) {
    const fresh = await deployments.read(this.#id);
    const was = this.#was();
    if (fresh.updated !== this.#loaded.updated) {
      const list = clashesOf({ was, yours: body, theirs: bodyOf(draftOf(fresh, LOCAL)).body });
      if (list.length) {
        this.#clash = { fresh, list, choice: Object.fromEntries(list.map(({ field }) => [field, "yours"])) };
        this.#redraw();
        document.querySelector("main .clash")?.focus();
        return null;
      }
      this.#loaded = fresh;
    }
    const changes = changesOf(body, this.#was());
    if (Object.keys(changes).length) {
      await deployments.update(this.#id, changes);
    }
    return this.#id;
  }

  async #make(body) {
    const [name, flow] = [this.#named.name.trim(), this.#named.flow.trim()];
    const { id } = await flows.create({ name: flow });
    const { value: there, failure } = await part(deployments.filter({ deployments: { name: { any_: [name] } }, flows: { name: { any_: [flow] } }, limit: 1 }));
    if (failure) {
      throw failure;
    }
    if (there.length) {
      throw { fields: [{ loc: ["body", "name"], msg: `${flow} has a deployment ${name} already.` }] };
    }
    const like = this.#like;
    const kept = like
      ? { manifest_path: like.manifest_path, storage_document_id: like.storage_document_id, parameter_openapi_schema: like.parameter_openapi_schema }
      : { parameter_openapi_schema: schemaOf(body.parameters) };
    const made = await deployments.create({ ...body, ...kept, name, flow_id: id });
    return made.id;
  }

  /** Parameters are told of in their form, all else beside its field. */
  #refuse(form, problem) {
    const all = problem.fields ?? [];
    const of = (loc, name) => loc.slice(loc.indexOf(name) + 1);
    this.#refused = all.filter(({ loc }) => loc[1] === "parameters").map(({ loc, msg }) => ({ path: of(loc, "parameters"), text: msg }));
    const others = all.filter(({ loc }) => loc[1] !== "parameters").map(({ loc, msg }) => ({ field: [...OF_POLICY, ...FIELDS].find((name) => loc.includes(name)), text: msg }));
    const isConflict = problem.status === 409 && /block/.test(problem.message);
    const wrongs = [...others.filter(({ field }) => field), ...(isConflict ? [{ field: "infrastructure_document_id", text: "This block does not exist any more." }] : [])];
    this.#problem = wrongs.length || this.#refused.length ? "" : (others[0]?.text ?? problem.message);
    this.#tell(form, wrongs, this.#refused.length === 0);
  }

  #tell(form, wrongs, areFine) {
    this.#wrongs = Object.fromEntries(wrongs.map(({ field, text }) => [field, text]));
    this.#redraw();
    const first = [...form.elements].find((one) => own(this.#wrongs, one.name));
    if (first) {
      first.closest("details")?.setAttribute("open", "");
      first.focus();
    } else if (!areFine) {
      queueMicrotask(() => form.querySelector("rg-schema-form").focusRefused());
    }
  }
}

/** A value of a field on few lines. */
function inWords(field, value) {
  if (value === null || value === "") {
    return "none";
  }
  if (field === "schedule") {
    const { words, zone } = scheduleWords(value);
    return `${words}, ${zone}`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
