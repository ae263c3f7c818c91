/** What is said of each thing that needs somebody, or of why a run waits, and where it leads. */
import { html, nothing } from "lit-html";
import { ago, at } from "../element/time.js";
import { look } from "../element/state.js";
import { own, startAgent } from "../platform/words.js";
import { duration, secondsBetween } from "../platform/time.js";

const PATHS = {
  work_queue: "work-queues/work-queue/",
  deployment: "deployments/deployment/",
  flow: "flows/flow/",
  flow_run: "flow-runs/flow-run/",
  agent: "agents/agent/",
  notification_policy: "notifications/edit/",
  block_document: "blocks/block/",
};

/** A thing by its name, with the way to it. */
export function mention({ type, id, name }) {
  const path = own(PATHS, type);
  return id && path ? html`<a href="${path}${id}">${name}</a>` : html`<b>${name}</b>`;
}

const SAYS = {
  queue_full: ({ ids: [queue, ...holders], figures, since }) => ({
    tone: "late",
    shape: "late",
    title: html`<b>${mention(queue)}</b> is full${figures.late ? html` and ${runs(figures.late)} late` : nothing}`,
    text: html`${figures.taken} of ${figures.limit} slots taken${holders.length ? html` by ${holders.map((run, i) => html`${i ? ", " : ""}${mention(run)}${run.since ? ` for ${lasting(run.since)}` : ""}`)}` : nothing}${waited(since)}`,
    open: [queue, "Open queue"],
  }),
  queue_late: ({ ids: [queue], figures, since }) => ({
    tone: "late",
    shape: "late",
    title: html`<b>${mention(queue)}</b>: ${runs(figures.late)} late`,
    text: html`${figures.agents === 1 ? "1 agent polls" : `${figures.agents} agents poll`}${waited(since)}`,
    open: [queue, "Open queue"],
  }),
  no_agent: ({ ids: [queue], figures, since }) => ({
    tone: "late",
    shape: "agents",
    title: html`No agent polls <b>${mention(queue)}</b>`,
    text: html`${figures.late ? html`${runs(figures.late)} late${waited(since)}. ` : nothing}Start one: <code>${startAgent(queue.name)}</code>`,
    copy: startAgent(queue.name),
  }),
  deployment_failing: ({ ids: [deployment, flow, last], figures, since, message }) => ({
    tone: "bad",
    shape: "cross",
    title: html`<b>${flow ? html`${flow.name} / ` : nothing}${mention(deployment)}</b> failed${figures.count > 1 ? ` ${figures.count} times in a row` : nothing}`,
    text: html`${figures.count > 1 ? "Last " : nothing}${ago(since)}${message ? html`: ${message}` : nothing}${figures.last_good ? html`; the last good one was ${ago(figures.last_good)}` : "; none was good so far"}`,
    retry: last,
    open: [last, "Open run"],
  }),
  agent_lost: ({ ids: [agent, ...had], figures, since }) => ({
    tone: "crash",
    shape: "bolt",
    title: html`Agent <b>${mention(agent)}</b> was lost${figures.count ? html`, it had ${runsAlone(figures.count)}` : nothing}`,
    text: html`Last heard of ${ago(since)}${had.map((run) => html`; ${mention(run)} is ${look(null, run.state).word}`)}`,
    open: [agent, "Open agent"],
  }),
  run_overlong: ({ ids: [run, deployment], figures, since }) => ({
    tone: "late",
    shape: "turn",
    title: html`<b>${mention(run)}</b> takes long`,
    text: html`It runs for ${lasting(since)}; runs of ${deployment ? mention(deployment) : "its deployment"} usually end within ${duration(figures.usual)}`,
    open: [run, "Open run"],
  }),
  run_pending: ({ ids: [run, agent], since }) => ({
    tone: "late",
    shape: "ring",
    title: html`<b>${mention(run)}</b> was taken and does not begin`,
    text: html`Pending for ${lasting(since)}${agent ? html`, taken by ${mention(agent)}` : nothing}`,
    open: [run, "Open run"],
  }),
  dates_missed: ({ ids: [deployment], figures }) => ({
    tone: "late",
    shape: "calendar",
    title: html`<b>${mention(deployment)}</b> missed ${figures.count === 1 ? "a date" : `${figures.count} dates`}`,
    text: "Its runs were not begun in the window that its policy allows, within the last day",
    open: [deployment, "Open deployment"],
  }),
  schedule_ended: ({ ids: [deployment], message }) => ({
    tone: "calm",
    shape: "calendar",
    title: html`The schedule of <b>${mention(deployment)}</b> has no further dates`,
    text: message ?? "It is on, and nothing will come of it",
    open: [deployment, "Open deployment"],
  }),
  notifications_given_up: ({ ids: [policy, block], figures, message, since }) => ({
    tone: "bad",
    shape: "bell",
    title: html`${figures.count === 1 ? "A notification was" : `${figures.count} notifications were`} given up`,
    text: html`${block ? html`To ${mention(block)}, last ` : "Last "}${ago(since)}${message ? html`: ${message}` : nothing}`,
    open: [policy, "Open notification"],
  }),
  not_due: ({ due }) => ({ tone: "calm", shape: "clock", title: "Its time has not come", text: due ? html`Due ${ago(due)}, ${at(due)}` : nothing }),
  no_queue: () => ({ tone: "late", shape: "queues", title: "It is on no work queue", text: "No agent will take it; run it by hand, or give its deployment a queue" }),
  queue_missing: ({ ids: [queue] }) => ({ tone: "late", shape: "queues", title: html`There is no work queue <b>${queue?.name}</b>`, text: "An agent that asks for it makes it" }),
  queue_paused: ({ ids: [queue] }) => ({ tone: "calm", shape: "pause", title: html`Work queue <b>${queue ? mention(queue) : nothing}</b> is paused`, text: "It goes on when the queue is resumed", open: queue && [queue, "Open queue"] }),
  agents_full: ({ ids: [queue] }) => ({ tone: "late", shape: "agents", title: html`The agents of <b>${queue ? mention(queue) : nothing}</b> have no free slot`, text: "Another agent, or a higher --limit, would take it" }),
  kept_back: ({ ids }) => ({ tone: "calm", shape: "clock", title: "It waits for another run of its deployment", text: html`By the policy of its schedule${others(ids)}` }),
  awaits_retry: ({ since }) => ({ tone: "late", shape: "again", title: "A try has failed; its process tries again", text: since ? html`Since ${ago(since)}` : nothing }),
  taken: ({ ids: [agent] }) => ({ tone: "busy", shape: "ring", title: "Somebody has it", text: agent ? html`Agent ${mention(agent)}` : nothing }),
  ended: () => ({ tone: "calm", shape: "check", title: "It has ended", text: nothing }),
};

/**
 * What is said of one: tone and shape of its mark, a sentence, what more is known, and perhaps where
 * it leads (`open`: a thing and a word), a run to retry, or a command to copy. Of a kind that this
 * page does not know, its name.
 */
export function saidOf(trouble) {
  const says = own(SAYS, trouble.kind);
  return says ? says(trouble) : { tone: "late", shape: "late", title: trouble.kind.replaceAll("_", " "), text: trouble.message ?? nothing };
}

/** Where a thing is shown. */
export function pathOf({ type, id }) {
  return `${PATHS[type]}${id}`;
}

function runs(count) {
  return count === 1 ? "1 run is" : `${count} runs are`;
}

function runsAlone(count) {
  return count === 1 ? "1 run" : `${count} runs`;
}

function lasting(since) {
  return duration(Math.max(0, secondsBetween(since, null)));
}

function waited(since) {
  return since ? html`; the oldest has waited ${lasting(since)}` : nothing;
}

function others(ids) {
  const active = ids.filter(({ type }) => type === "flow_run");
  return active.length ? html`: ${active.map((run, i) => html`${i ? ", " : ""}${mention(run)}`)}` : nothing;
}
