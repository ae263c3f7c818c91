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

/** The shapes of `icons.svg` once more, in white on a disc: a picture in a browser's tab can use no other file. */
const DISCS = {
  check: "M7 12.5l3.5 3.5L17 8.5",
  cross: "M8 8l8 8M16 8l-8 8",
  bolt: "M13 5.5L8.5 13H12l-1 5.5L15.5 11H12z",
  slash: "M7.5 16.5l9-9",
  clock: "M12 7.5V12l3 2",
  late: "M12 7v6M12 16.5v.1",
  again: "M16 8.5a5.5 5.5 0 1 0 1.3 5",
  ring: "M12 7v.1M17 12v.1M12 17v.1M7 12v.1",
  turn: "M17 12a5 5 0 1 1-5-5",
};

/** The marks of `tokens.css` on light ground; a browser's bar has its own scheme. */
const COLOURS = { good: "#2f9e68", bad: "#dc4350", crash: "#d36a2c", late: "#b9801c", busy: "#4a7df0", calm: "#8b95aa" };

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

/** The address of a picture of a state, for the browser's tab. */
export function picture(type, name) {
  const { tone, shape } = look(type, name);
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="${COLOURS[tone]}"/><path d="${DISCS[shape] ?? DISCS.ring}" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}
