import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { blockDocuments, flowRuns, notificationPolicies } from "../api.js";
import { icon } from "../element/icon.js";
import { waiting } from "../element/table.js";
import { withNames } from "../flow-run/names.js";
import { BASE } from "../platform/router.js";
import { say } from "../platform/say.js";
import { remove } from "./actions.js";
import { filled, PLACEHOLDERS, unknownIn, USUAL } from "./message.js";
import { sentence } from "./sentence.js";

const PAGE = 200;

/** What the server may refuse that is a field here. */
const FIELDS = ["tags", "block_document_id", "message_template"];

/** States that runs enter, those first of which one wants to be told. */
const STATES = ["Failed", "Crashed", "Cancelled", "Completed", "Late", "Running", "Pending", "Scheduled", "AwaitingRetry", "Retrying", "Cancelling", "Skipped", "Superseded", "Missed"];

/** Makes a notification, or changes one. */
export default class NotificationForm {
  every = 0;
  missing = "This notification does not exist any more.";
  #id;
  #router;
  #redraw;
  #policy = null;
  #tags = "";
  #problem = null;
  #busy = false;

  constructor({ params, router, redraw }) {
    this.#id = params.id ?? null;
    this.#router = router;
    this.#redraw = redraw;
  }

  async load(signal) {
    const [policy, blocks] = await Promise.all([
      this.#id && !this.#policy ? notificationPolicies.read(this.#id, signal) : null,
      blockDocuments.filter({ block_schemas: { block_capabilities: { all_: ["notify"] } }, limit: PAGE }, signal),
    ]);
    this.#policy ??= policy ?? { is_active: true, state_names: ["Failed", "Crashed"], tags: [], block_document_id: "", message_template: null };
    if (policy) {
      this.#tags = policy.tags.join(", ");
    }
    const runs = await this.#runs(this.#policy.state_names, signal);
    return { blocks, runs: await withNames(runs, signal) };
  }

  /** Some that are in its states, or else that have ended, to show a message with. */
  async #runs(names, signal) {
    const some = (state) => flowRuns.filter({ flow_runs: { state }, sort: "END_TIME_DESC", limit: 20 }, signal);
    const fitting = names.length ? await some({ name: { any_: names } }) : [];
    return fitting.length ? fitting : some({ type: { any_: ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"] } });
  }

  title() {
    return this.#id ? "Edit notification" : "New notification";
  }

  crumbs() {
    return [["notifications", "Notifications"], this.#id ? "Edit" : "New"];
  }

  render(data) {
    if (!data) {
      return html`<div class="head"><h1>${this.title()}</h1></div>${waiting()}`;
    }
    const { blocks, runs } = data;
    const policy = this.#policy;
    const block = blocks.find((one) => one.id === policy.block_document_id);
    const to = block ? `${block.block_type.name} ${block.name}` : "a block";
    return html`<div class="head"><h1>${this.title()}</h1><span class="push"></span>
        ${this.#id ? html`<button type="button" class="button only" aria-label="Delete notification" title="Delete notification" @click=${() => this.#remove(to)}>${icon("trash")}</button>` : nothing}
        <p class="under" aria-live="polite">${sentence(policy)}, tell ${to}.</p></div>
      <form class="grid main-aside" data-asks novalidate @submit=${(event) => this.#submit(event)}>
        <div class="card pad form wide">
          ${this.#states(policy)}
          ${this.#labelled("tags", "Tags", (said) => html`<input id="tags" name="tags" autocomplete="off" aria-describedby=${said} .value=${this.#tags} @input=${(event) => this.#tagged(event.target.value)}>`, "A run must have one of them; commas between them. Empty for all runs.")}
          ${this.#labelled("block_document_id", "Tell", (said, wrong) => html`<span class="row wraps"><select id="block_document_id" name="block_document_id" class="grow" aria-describedby=${said} aria-invalid=${wrong} @change=${(event) => this.#put({ block_document_id: event.target.value })}>
              <option value="" .selected=${live(!policy.block_document_id)}>Choose …</option>
              ${policy.block_document_id && !block ? html`<option value=${policy.block_document_id} .selected=${live(true)}>a block without a name</option>` : nothing}
              ${blocks.map((one) => html`<option value=${one.id} .selected=${live(one.id === policy.block_document_id)}>${one.block_type.name} ${one.name}</option>`)}</select>
            <a class="button" href="blocks/catalog?capability=notify" target="_blank" aria-label="Make a block that sends, in a new tab">${icon("plus")}Make one</a></span>`, blocks.length ? "The block that sends." : "There is no block that sends yet. Make one, then come back to this tab.")}
          ${this.#message(policy)}
          <label class="choice"><input type="checkbox" .checked=${live(policy.is_active)} @change=${(event) => this.#put({ is_active: event.target.checked })}> On</label>
          <p class="problem" role="alert">${this.#problem && !this.#problem.field ? this.#problem.text : ""}</p>
          <div class="row"><button class="button first" ?disabled=${this.#busy}>${this.#id ? "Save" : "Make notification"}</button>
            <a class="button" href="notifications">Back</a></div>
        </div>
        <aside class="grid">${this.#preview(policy, runs)}</aside>
      </form>`;
  }

  #labelled(name, label, control, hint) {
    const wrong = this.#problem?.field === name ? this.#problem.text : null;
    return html`<div class="labelled ${wrong ? "wrong" : ""}"><label for=${name}>${label}</label>${control(`${name}-said`, wrong ? "true" : "false")}
      <span id=${`${name}-said`} class=${wrong ? "bad-text small" : "quiet small"}>${wrong ?? hint}</span></div>`;
  }

  #states({ state_names: chosen }) {
    const all = [...STATES, ...chosen.filter((name) => !STATES.includes(name))];
    const toggle = (name) => this.#put({ state_names: chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name] });
    return html`<div class="labelled" role="group" aria-labelledby="states-name"><span id="states-name">When a run enters</span>
      <span class="chips">${all.map((name) => html`<button type="button" class="chip choose ${chosen.includes(name) ? "on" : ""}" aria-pressed=${chosen.includes(name)} @click=${() => toggle(name)}>${chosen.includes(name) ? icon("check") : nothing}${name}</button>`)}</span>
      <span class="row another"><label class="labelled"><span>Another, by its name</span><input id="another-state" autocomplete="off" @keydown=${(event) => this.#keyed(event)}></label>
        <button type="button" class="button" @click=${() => this.#another()}>${icon("plus")}Add</button></span>
      <span class="quiet small">${chosen.length ? "Any of them." : "None is chosen: it tells of every state."}</span></div>`;
  }

  #keyed(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.#another();
    }
  }

  #another() {
    const input = document.getElementById("another-state");
    const name = input.value.trim();
    if (name && !this.#policy.state_names.includes(name)) {
      input.value = "";
      this.#put({ state_names: [...this.#policy.state_names, name] });
    }
  }

  #message({ message_template: template }) {
    return html`${this.#labelled("message_template", "Message", (said, wrong) => html`<textarea id="message_template" name="message_template" rows="7" placeholder=${USUAL.trim()} aria-describedby=${said} aria-invalid=${wrong}
        .value=${live(template ?? "")} @input=${(event) => this.#put({ message_template: event.target.value || null })} @blur=${() => this.#checkMessage()}></textarea>`, "Empty for the usual one. What stands in braces is put in:")}
      <span class="chips" role="group" aria-label="What can be put in">${Object.entries(PLACEHOLDERS).map(
        ([name, what]) => html`<button type="button" class="chip choose" title=${what} @click=${() => this.#insert(name)}>${`{${name}}`}</button>`,
      )}</span>`;
  }

  /** Where the caret is. */
  #insert(name) {
    const area = document.getElementById("message_template");
    const { selectionStart: from, selectionEnd: to, value } = area;
    const text = `{${name}}`;
    this.#put({ message_template: value.slice(0, from) + text + value.slice(to) });
    area.focus();
    area.setSelectionRange(from + text.length, from + text.length);
  }

  #preview(policy, runs) {
    const run = runs.find((one) => policy.state_names.includes(one.state_name)) ?? runs[0];
    return html`<section class="card pad" aria-labelledby="preview-title"><h2 id="preview-title">How it reads</h2>
      ${run
        ? html`<p class="quiet small">With <a class="lined" href="flow-runs/flow-run/${run.id}">${run.name}</a>, ${run.state_name}</p>
            <pre tabindex="0" class="wraps">${filled(policy.message_template, { run, policy: this.#id, base: BASE }).trim()}</pre>`
        : html`<p class="quiet">No run has ended yet that it could be shown with.</p>`}</section>`;
  }

  #put(change) {
    this.#policy = { ...this.#policy, ...change };
    if (this.#problem && (!this.#problem.field || this.#problem.field in change)) {
      this.#problem = null;
    }
    this.#redraw();
  }

  #tagged(text) {
    this.#tags = text;
    this.#put({ tags: [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))] });
  }

  #checkMessage() {
    const unknown = unknownIn(this.#policy.message_template ?? "");
    if (unknown !== null) {
      this.#problem = { field: "message_template", text: `{${unknown}} stands for nothing; those below do.` };
      this.#redraw();
    }
    return unknown === null;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const { is_active, state_names, tags, block_document_id, message_template } = this.#policy;
    if (!block_document_id) {
      this.#wrong(form, "block_document_id", "Somebody has to be told.");
      return;
    }
    if (!this.#checkMessage()) {
      form.elements.message_template.focus();
      return;
    }
    this.#busy = true;
    this.#redraw();
    try {
      const body = { is_active, state_names, tags, block_document_id, message_template };
      await (this.#id ? notificationPolicies.update(this.#id, body) : notificationPolicies.create(body));
      say(this.#id ? "The notification is saved." : "The notification is made.");
      this.#router.go("notifications", { saved: true });
    } catch (problem) {
      const field = problem.fields?.map(({ loc, msg }) => ({ name: loc.at(-1), msg })).find(({ name }) => FIELDS.includes(name));
      const gone = problem.status === 409 ? "This block does not exist any more." : null;
      this.#wrong(form, field?.name ?? (gone ? "block_document_id" : null), field?.msg ?? gone ?? problem.message);
    } finally {
      this.#busy = false;
      this.#redraw();
    }
  }

  #wrong(form, field, text) {
    this.#problem = { field, text };
    this.#redraw();
    form.elements[field]?.focus();
  }

  async #remove(to) {
    if (await remove({ ...this.#policy, id: this.#id }, to)) {
      this.#router.go("notifications", { saved: true });
    }
  }
}
