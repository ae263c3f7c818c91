/** Which step waited for the results of which, as layers from left to right; pure. */
import { html, svg } from "lit-html";
import { look } from "../element/state.js";

/** More nodes nobody tells apart; they stay a list. */
const MOST = 300;

/** Pixels. */
const NODE = { width: 168, height: 36 };
const GAP = { x: 56, y: 14 };

/** Letters that fit into a node. */
const LETTERS = 22;

/** Sweeps over the layers that bring what belongs together side by side; more change little. */
const SWEEPS = 4;

/** The ids of the steps whose results a step got. */
function sourcesOf(step) {
  const all = Object.values(step.task_inputs ?? {}).flat();
  return [...new Set(all.filter((one) => one.input_type === "task_run").map((one) => one.id))];
}

/** Pairs of steps: the first one's result went into the second. */
export function edgesOf(steps) {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return steps.flatMap((to) => sourcesOf(to).filter((id) => byId.has(id) && id !== to.id).map((id) => [byId.get(id), to]));
}

/**
 * Steps in layers: each behind all that it waited for, in an order in which few lines cross. A circle,
 * which only an API call can make, is cut where it is met.
 */
export function layersOf(steps, edges) {
  const before = neighbours(steps, edges.map(([from, to]) => [to, from]));
  const after = neighbours(steps, edges);
  const depths = depthsOf(steps, before, after);
  const layers = [];
  steps.forEach((step) => (layers[depths.get(step.id)] ??= []).push(step));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 0;
    sortByNeighbours(isForward ? layers : [...layers].reverse(), isForward ? before : after);
  }
  return layers;
}

/** By a step's id the ids of those that its pairs lead to. */
function neighbours(steps, pairs) {
  const all = new Map(steps.map((step) => [step.id, []]));
  pairs.forEach(([one, other]) => all.get(one.id).push(other.id));
  return all;
}

/** How many steps at least had to end before one. */
function depthsOf(steps, before, after) {
  const depths = new Map();
  const open = new Map(steps.map(({ id }) => [id, before.get(id).length]));
  let ready = steps.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (let depth = 0; depths.size < steps.length; depth++) {
    const layer = ready.length ? ready : [steps.find(({ id }) => !depths.has(id)).id];
    layer.forEach((id) => depths.set(id, depth));
    ready = [];
    for (const next of layer.flatMap((id) => after.get(id))) {
      open.set(next, open.get(next) - 1);
      if (open.get(next) === 0 && !depths.has(next)) {
        ready.push(next);
      }
    }
  }
  return depths;
}

function sortByNeighbours(layers, beside) {
  const places = new Map(layers.flatMap((layer) => layer.map((step, i) => [step.id, i])));
  for (const layer of layers) {
    const middle = (step) => {
      const all = beside.get(step.id).map((id) => places.get(id));
      return all.length ? all.reduce((one, other) => one + other) / all.length : places.get(step.id);
    };
    layer.sort((one, other) => middle(one) - middle(other));
    layer.forEach((step, i) => places.set(step.id, i));
  }
}

/** The graph of a run's steps, or why there is none. */
export function graphOf(steps) {
  const edges = steps.length <= MOST ? edgesOf(steps) : [];
  if (edges.length) {
    return graph(steps, edges);
  }
  return steps.length > MOST
    ? html`<p class="empty">More than ${MOST} steps are not drawn: <a href=${`${location.pathname}?tab=steps`}>all steps</a>.</p>`
    : html`<p class="empty">No step waited for the result of another.</p>`;
}

function graph(steps, edges) {
  const layers = layersOf(steps, edges);
  const rows = Math.max(...layers.map((layer) => layer.length));
  const height = rows * (NODE.height + GAP.y) + GAP.y;
  const width = layers.length * (NODE.width + GAP.x) - GAP.x + 2 * GAP.y;
  const places = new Map();
  layers.forEach((layer, x) => {
    const top = (height - layer.length * (NODE.height + GAP.y) + GAP.y) / 2;
    layer.forEach((step, y) => places.set(step.id, { x: GAP.y + x * (NODE.width + GAP.x), y: top + y * (NODE.height + GAP.y) }));
  });
  return html`<div class="scroll pad" tabindex="0" role="region" aria-label="Graph of the steps">
    <svg class="graph" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="group" aria-label=${`${steps.length.toLocaleString()} steps in ${layers.length} layers`}>
      ${edges.map(([from, to]) => line(places.get(from.id), places.get(to.id)))}
      ${layers.flat().map((step) => node(step, places.get(step.id), edges))}
    </svg></div>`;
}

function line(from, to) {
  const [x1, y1, x2, y2] = [from.x + NODE.width, from.y + NODE.height / 2, to.x, to.y + NODE.height / 2];
  const bend = Math.max(GAP.x, Math.abs(x2 - x1)) / 2;
  return svg`<path class="edge" d="M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}"></path>`;
}

function node(step, { x, y }, edges) {
  const { tone, word } = look(step.state_type, step.state_name);
  const sources = edges.filter(([, to]) => to === step).map(([from]) => from.name);
  const label = `${step.name}: ${word}${sources.length ? `, after ${sources.join(", ")}` : ""}`;
  const name = [...step.name];
  return svg`<a href="flow-runs/task-run/${step.id}" aria-label=${label}><title>${label}</title>
    <rect class="node ${tone}" x=${x} y=${y} width=${NODE.width} height=${NODE.height} rx="8"></rect>
    <rect class="stripe ${tone}" x=${x} y=${y + 8} width="4" height=${NODE.height - 16} rx="2"></rect>
    <text x=${x + 14} y=${y + NODE.height / 2} dominant-baseline="central">${name.length > LETTERS ? `${name.slice(0, LETTERS - 1).join("")}…` : step.name}</text></a>`;
}
