/** When each step of a run was at work, as lines of bars; pure. */
import { html, nothing } from "lit-html";
import { icon } from "../element/icon.js";
import { look } from "../element/state.js";
import { duration, shortly } from "../platform/time.js";

/** From so many steps on, those of one name share a line. */
const FOLD = 30;

/** More lines are never drawn. */
const LINES = 300;

/** Bars of one line that are drawn; more would not be told apart. */
const BARS = 60;

/** What lies between two marks of the axis, in seconds. */
const TICKS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];
const MARKS = 7;

const COUNTS = [
  ["read_count", "read"],
  ["write_count", "written"],
  ["filter_count", "filtered"],
  ["process_skip_count", "skipped"],
  ["commit_count", "commits"],
  ["rollback_count", "rollbacks"],
];

/**
 * @param steps as `Steps` gives them
 * @param now by the server's clock
 * @param chosen the id of the step whose logs are shown
 * @param onChoose called with a step's id, or null
 * @param subflows `of(run)`: the steps of a subflow that is open, undefined of others
 * @param onToggle called with the run of a subflow that is to be opened or closed
 */
export function timeline({ run, steps, now, chosen, onChoose, subflows, onToggle }) {
  const lines = withInner(linesOf(steps), subflows);
  const all = lines.flatMap((line) => line.steps ?? []);
  const begin = Math.min(...[run.start_time, ...all.map((step) => step.start_time)].filter(Boolean).map((iso) => Date.parse(iso)));
  const end = Math.max(begin + 1_000, run.end_time ? Date.parse(run.end_time) : now.getTime());
  const share = (time) => (100 * (time - begin)) / (end - begin);
  const seconds = (end - begin) / 1000;
  const every = TICKS.find((tick) => seconds / tick <= MARKS) ?? Math.ceil(seconds / MARKS / 86_400) * 86_400;
  const ticks = Array.from({ length: Math.floor(seconds / every) + 1 }, (_, i) => i * every);
  return html`<div class="steps pad" role="list" aria-label="Steps over time" .style=${`--tick:${(100 * every) / seconds}%`}>
    <span aria-hidden="true"></span>
    <span class="ticks" aria-hidden="true">${ticks.map((tick) => html`<b .style=${`left:${(100 * tick) / seconds}%`}>${tick ? shortly(tick) : "0"}</b>`)}</span>
    <span aria-hidden="true"></span><span class="line"></span>
    ${lines.slice(0, LINES).map((line) => (line.note ? noteLine(line) : oneLine(line, { share, now, chosen, onChoose, subflows, onToggle })))}
    ${lines.length > LINES ? html`<p class="quiet">and ${(lines.length - LINES).toLocaleString()} more</p>` : nothing}
  </div>`;
}

/** The run of another flow that a step stands for, if it does. */
export function childOf(step) {
  return step.state?.state_details?.child_flow_run_id ?? null;
}

/** One for each step, or for all steps of one name where there are many. */
export function linesOf(steps) {
  if (steps.length < FOLD) {
    return steps.map((step) => ({ name: step.name, steps: [step] }));
  }
  const byKey = new Map();
  for (const step of steps) {
    byKey.set(step.task_key, [...(byKey.get(step.task_key) ?? []), step]);
  }
  return [...byKey.values()].map((some) => ({
    name: some.length === 1 ? some[0].name : `${nameOf(some)} (${some.length.toLocaleString()})`,
    steps: some,
  }));
}

/** Lines with those of the subflows that are open below theirs, one deeper. */
export function withInner(lines, subflows, depth = 0) {
  return lines.flatMap((line) => {
    const run = line.steps.length === 1 ? childOf(line.steps[0]) : null;
    const open = run && subflows?.of(run);
    return [{ ...line, depth }, ...(open ? innerOf(open, subflows, depth + 1) : [])];
  });
}

function innerOf({ steps, failure, areSome }, subflows, depth) {
  const note = (text) => [{ depth, note: text }];
  if (!steps) {
    return note(failure ? `Its steps could not be read. ${failure.message}.` : "Its steps are being read.");
  }
  const begun = steps.filter((step) => step.start_time || step.state_type !== "COMPLETED");
  return begun.length ? [...withInner(linesOf(begun), subflows, depth), ...(areSome ? note(`The first ${steps.length} steps`) : [])] : note("None of its steps has begun.");
}

function noteLine({ depth, note }) {
  return html`<span role="listitem" aria-level=${depth + 1} class="deeper wide quiet small" .style=${`--depth:${depth}`}>${note}</span><span class="line"></span>`;
}

/** What the names of a line's steps have in common: `copy-0` and `copy-1` are `copy`. */
function nameOf(steps) {
  return steps[0].name.replace(/-[^-]*$/, "");
}

/** Where what is said of a bar has room, from where it begins to where it ends in percent: behind it, before it, else on its end. */
function placeOf(from, to) {
  return to <= 70 ? "behind" : from >= 30 ? "before" : "inside";
}

const WHERE = {
  behind: (from, to) => `left:${to + 1}%`,
  before: (from) => `right:${100 - from + 1}%`,
  inside: (from, to) => `right:${100 - to + 1}%`,
};

function oneLine({ name, steps, depth }, { share, now, chosen, onChoose, subflows, onToggle }) {
  const alone = steps.length === 1 ? steps[0] : null;
  const all = steps.flatMap((step) => segmentsOf(step, now));
  const shown = all.length > BARS ? all.filter((_, i) => i % Math.ceil(all.length / BARS) === 0) : all;
  const said = alone ? counts(alone.state?.data) : stateCounts(steps);
  const last = all.length ? Math.max(...all.map((one) => one.to)) : 0;
  const at = all.length ? share(last) : 0;
  const where = placeOf(all.length ? share(all[0].from) : 0, at);
  const ran = alone?.start_time ? duration(alone.end_time ? alone.total_run_time : alone.estimated_run_time) : "–";
  const isChosen = alone !== null && alone.id === chosen;
  const choose = () => html`<button type="button" class="name" aria-pressed=${isChosen} title=${isChosen ? "Logs of all steps" : "Logs of this step"}
    @click=${() => onChoose(isChosen ? null : alone.id)}>${name}</button>`;
  // the log of this page has no lines of another run
  const leads = () => html`<a class="name" href="flow-runs/task-run/${alone.id}">${name}</a>`;
  return html`<span role="listitem" aria-level=${depth + 1} class=${depth ? "deeper" : nothing} .style=${depth ? `--depth:${depth}` : ""}>${alone
      ? html`${opener(alone, subflows, onToggle)}${depth ? leads() : choose()}${subflow(alone)}`
      : html`<b>${name}</b>`}<span class="sr">, ${alone ? look(alone.state_type, alone.state_name).word : stateCounts(steps)}</span></span>
    <span class="track" aria-hidden="true">${shown.map(
      ({ from, to, tone, on }) => html`<i class="${tone} ${on ? "on" : ""}" .style=${`left:${share(from)}%;width:${Math.max(0, share(to) - share(from))}%`}></i>`,
    )}${all.length
      ? html`<span class="said ${where}" .style=${WHERE[where](share(all[0].from), at)}>${said}</span>`
      : html`<span class="said keep">not started</span>`}</span>
    <span class="end">${ran}</span><span class="line"></span>`;
}

/** Shows or hides the steps of the subflow that a step stands for. */
function opener(step, subflows, onToggle) {
  const run = childOf(step);
  return run && onToggle
    ? html`<button type="button" class="button bare only opener" aria-expanded=${subflows?.of(run) !== undefined} aria-label=${`Steps of ${step.name}`}
        @click=${() => onToggle(run)}>${icon("chevron")}</button>`
    : nothing;
}

/** The way to the run of another flow that a step stands for. */
function subflow(step) {
  const run = childOf(step);
  return run ? html` <a class="lined small" href="flow-runs/flow-run/${run}" aria-label=${`Run of the subflow ${step.name}`}>its run</a>` : nothing;
}

function stateCounts(steps) {
  const words = new Map();
  for (const step of steps) {
    const { word } = look(step.state_type, step.state_name);
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return [...words].map(([word, count]) => `${count.toLocaleString()} ${word.toLowerCase()}`).join(", ");
}

/** When a step was at work: by its attempts if there were several; gaps are waits. */
export function segmentsOf(step, now) {
  if (!step.attempts) {
    return step.start_time
      ? [
          {
            from: Date.parse(step.start_time),
            to: step.end_time ? Date.parse(step.end_time) : now.getTime(),
            tone: look(step.state_type, step.state_name).tone,
            on: step.state_type === "RUNNING",
          },
        ]
      : [];
  }
  return step.attempts.flatMap((state, i) => {
    if (state.type !== "RUNNING") {
      return [];
    }
    const after = step.attempts[i + 1];
    // an attempt that is followed by a wait for the next one has failed
    const tone = !after ? "busy" : after.type === "SCHEDULED" ? "bad" : look(after.type, after.name).tone;
    return [{ from: Date.parse(state.timestamp), to: after ? Date.parse(after.timestamp) : now.getTime(), tone, on: !after }];
  });
}

/** What a step of a batch job counted, in words; empty where nothing was. */
export function counts(data) {
  return COUNTS.filter(([name]) => data?.[name] > 0)
    .map(([name, word]) => `${data[name].toLocaleString()} ${data[name] === 1 ? word.replace(/s$/, "") : word}`)
    .join(", ");
}
