import { html } from "lit-html";
import { icon } from "../element/icon.js";
import { own } from "../platform/words.js";

const LOOKS = {
  ONLINE: ["good", "check", "Online"],
  DRAINING: ["late", "down", "Draining"],
  LOST: ["bad", "bolt", "Lost"],
  GONE: ["calm", "slash", "Stopped"],
};

/** States by the words that addresses have for them. */
export const STATES = { Online: "ONLINE", Draining: "DRAINING", Lost: "LOST", Stopped: "GONE" };

/** How an agent is: shape, word and tone. One that was told to end says so before it does. */
export function agentState({ state, is_drain_asked: isDrainAsked, is_native: isNative }) {
  const [tone, shape, word] = own(LOOKS, state === "ONLINE" && isDrainAsked ? "DRAINING" : state) ?? ["calm", "ring", state];
  return html`<span class="state ${tone}">${icon(shape)}${word}</span>${isNative ? "" : html` <span class="chip">polls only</span>`}`;
}

/** Whether it is there, by what the server has heard of it. */
export function isThere({ state }) {
  return state === "ONLINE" || state === "DRAINING";
}

/** Whether it can be told to take no more. */
export function canDrain(agent) {
  return agent.is_native && agent.state === "ONLINE" && !agent.is_drain_asked && agent.queues.length + agent.prefixes.length > 0;
}
