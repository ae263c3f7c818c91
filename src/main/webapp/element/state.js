import { html, nothing } from "lit-html";
import { duration, secondsBetween } from "../platform/time.js";
import { own } from "../platform/words.js";
import { icon } from "./icon.js";
import { at } from "./time.js";

const BY_NAME = {
  Late: ["late", "late"],
  AwaitingRetry: ["late", "again", "Retry due"],
  Retrying: ["busy", "turn"],
  Rerunning: ["busy", "turn"],
  Cached: ["good", "check"],
  Cancelling: ["late", "slash"],
  Skipped: ["calm", "slash"],
  Superseded: ["calm", "slash"],
  Missed: ["calm", "slash"],
};

const BY_TYPE = {
  SCHEDULED: ["calm", "clock"],
  PENDING: ["busy", "ring"],
  RUNNING: ["busy", "turn"],
  COMPLETED: ["good", "check"],
  FAILED: ["bad", "cross"],
  CRASHED: ["crash", "bolt"],
  CANCELLED: ["calm", "slash"],
};

const QUEUE = {
  healthy: ["good", "check", "Healthy"],
  new: ["calm", "clock", "New"],
  paused: ["calm", "pause", "Paused"],
  unhealthy: ["bad", "late", "Unhealthy"],
};

/** How a state of a run is told apart: tone, shape and word; any other name has its type's shape. */
export function look(type, name) {
  // users give states any name: also that of what every object has
  const known = own(BY_NAME, name) ?? own(BY_TYPE, type);
  const [tone, shape, word] = known ?? ["calm", "ring"];
  return { tone, shape, word: word ?? name ?? "No state" };
}

/** A run's state: shape, word and tone. */
export function state(type, name) {
  const { tone, shape, word } = look(type, name);
  return html`<span class="state ${tone}">${icon(shape)}${word}</span>`;
}

/** A queue's health by its shape alone, with its word for readers. */
export function queueMark(health) {
  const [tone, shape, word] = QUEUE[health];
  return html`<span class="word ${tone}" title=${word}>${icon(shape)}<span class="sr">${word}</span></span>`;
}

/** A queue's health in one word: `healthy`, `new`, `paused` or `unhealthy`. */
export function queueState(health) {
  const [tone, shape, word] = QUEUE[health];
  return html`<span class="state ${tone}">${icon(shape)}${word}</span>`;
}

/** The states of a run or of a step, the newest on top, each with how long it lasted. */
export function trail(states) {
  const newest = [...states].reverse();
  return html`<ol class="trail">${newest.map((one, i) => {
    const until = i === 0 ? null : newest[i - 1].timestamp;
    const { tone, word } = look(one.type, one.name);
    return html`<li class=${tone}><b>${word}</b><span>${at(one.timestamp)}${until ? html`, for ${duration(Math.max(0, secondsBetween(one.timestamp, until)))}` : nothing}</span>
      ${one.message ? html`<span class="message">${one.message}</span>` : nothing}</li>`;
  })}</ol>`;
}
