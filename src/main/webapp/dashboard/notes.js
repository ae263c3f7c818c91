import { html, nothing } from "lit-html";
import { flowRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { retry } from "../flow-run/actions.js";
import { say } from "../platform/say.js";
import { keep, kept } from "../platform/settings.js";
import { pathOf, saidOf } from "./troubles.js";

const MOST = 8;
const HOUR = 3_600_000;

/** Those that are not put off in this browser. */
export function awake(troubles, now) {
  const until = kept("snoozed", {});
  return troubles.filter((trouble) => !(until[keyOf(trouble)] > now.getTime()));
}

/** What needs somebody, worst first; all of them when that was asked for. */
export function notes({ troubles, asleep, all, onAll, now, redraw, reload }) {
  const shown = all ? troubles : troubles.slice(0, MOST);
  return html`<section class="card" aria-label="Needs attention"><ul class="notes">${shown.map((trouble) => note(trouble, { now, redraw, reload }))}</ul>
    ${troubles.length > shown.length || asleep
      ? html`<p class="more row">${troubles.length > shown.length ? html`<button type="button" class="button bare" @click=${onAll}>and ${troubles.length - shown.length} more</button>` : nothing}
          ${asleep ? html`<span>${asleep} put off</span><button type="button" class="button bare" @click=${() => wake(redraw)}>Show them</button>` : nothing}</p>`
      : nothing}</section>`;
}

/** One, with what may be done about it. */
export function note(trouble, { now, redraw, reload, canSnooze = true }) {
  const { tone, shape, title, text, open, retry: run, copy } = saidOf(trouble);
  return html`<li><span class="mark ${tone}">${icon(shape)}</span><div><p>${title}</p><p>${text}</p></div>
    <span class="row tight">
      ${run ? html`<button type="button" class="button" @click=${() => retryIt(run, reload)}>${icon("again")}Retry last</button>` : nothing}
      ${copy ? html`<button type="button" class="button" @click=${() => copyIt(copy)}>${icon("copy")}Copy command</button>` : nothing}
      ${open ? html`<a class="button" href=${pathOf(open[0])}>${open[1]}</a>` : nothing}
      ${canSnooze ? html`<button type="button" class="button bare only" aria-label="Put off for an hour" title="Put off for an hour" @click=${() => snooze(trouble, now, redraw)}>${icon("clock")}</button>` : nothing}
    </span></li>`;
}

async function retryIt({ id }, reload) {
  try {
    if (await retry(await flowRuns.read(id))) {
      reload();
    }
  } catch (problem) {
    say(problem.message);
  }
}

async function copyIt(text) {
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  say(copied ? `Copied: ${text}` : text);
}

function keyOf({ kind, ids }) {
  return `${kind} ${ids[0]?.id ?? ids[0]?.name ?? ""}`;
}

/** What is over is forgotten, so that the list does not grow. */
function snooze(trouble, now, redraw) {
  const running = Object.entries(kept("snoozed", {})).filter(([, until]) => until > now.getTime());
  keep("snoozed", { ...Object.fromEntries(running), [keyOf(trouble)]: now.getTime() + HOUR });
  redraw();
  say("Put off for an hour, in this browser.", () => wake(redraw));
}

function wake(redraw) {
  keep("snoozed", null);
  redraw();
}
