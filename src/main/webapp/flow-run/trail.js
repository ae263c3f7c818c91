import { html, nothing } from "lit-html";
import { look } from "../element/state.js";
import { at } from "../element/time.js";
import { duration, secondsBetween } from "../platform/time.js";

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
