/**
 * A deployment as it is edited, and what of it is to be sent; pure. What is compared is what would be
 * sent, so that looking at a form changes nothing.
 */
import { readJson, writeJson } from "../platform/json.js";
import { policyOf, policyStateOf } from "../schedule/policy.js";
import { scheduleOf, stateOf } from "../schedule/state.js";
import { limitsBodyOf, limitsOf } from "./limits.js";

/** What a form can change, by the names of the API, in words. */
export const WORDS = {
  description: "Description",
  version: "Version",
  tags: "Tags",
  entrypoint: "Entrypoint",
  path: "Path",
  work_queue_name: "Work queue",
  parameters: "Parameters",
  schedule: "Schedule",
  schedule_policy: "Policy",
  infrastructure_document_id: "Infrastructure",
  infra_overrides: "Overrides",
  empirical_policy: "Retries",
  on_agent_lost: "Lost agents",
  max_restarts: "Restarts",
  max_queued_runs: "Most queued runs",
};

/** What is edited, of a deployment or of none; `zone` for a schedule that there is none of yet. */
export function draftOf(deployment, zone) {
  const one = deployment ?? {};
  const schedule = stateOf(one.schedule ?? null, zone);
  return {
    description: one.description ?? "",
    version: one.version ?? "",
    tags: (one.tags ?? []).join(", "),
    entrypoint: one.entrypoint ?? "",
    path: one.path ?? "",
    queue: one.work_queue_name ?? "",
    parameters: one.parameters ?? {},
    schedule,
    policy: policyStateOf(one.schedule_policy, schedule.zone),
    infrastructure: one.infrastructure_document_id ?? "",
    overrides: writeJson(one.infra_overrides ?? {}),
    ...limitsOf(deployment),
  };
}

/** What the API has of a draft, `null` for what cannot be sent, and what is wrong with that. */
export function bodyOf(draft) {
  const { schedule, problem } = scheduleOf(draft.schedule);
  const { policy, problems } = policyOf(draft.policy, draft.schedule.zone);
  const overrides = overridesOf(draft.overrides);
  const limits = limitsBodyOf(draft);
  return {
    body: {
      description: draft.description.trim() === "" ? null : draft.description,
      version: draft.version.trim() || null,
      tags: [...new Set(draft.tags.split(",").map((tag) => tag.trim()).filter(Boolean))],
      entrypoint: draft.entrypoint.trim() || null,
      path: draft.path.trim() || null,
      work_queue_name: draft.queue.trim() || null,
      parameters: draft.parameters,
      schedule: schedule ?? null,
      schedule_policy: policy,
      infrastructure_document_id: draft.infrastructure || null,
      infra_overrides: overrides.value ?? {},
      ...limits.body,
    },
    problems: [
      ...(problem ? [{ field: "schedule", text: problem }] : []),
      ...problems,
      ...(overrides.problem ? [{ field: "infra_overrides", text: overrides.problem }] : []),
      ...limits.problems,
    ],
  };
}

function overridesOf(text) {
  if (text.trim() === "") {
    return { value: {} };
  }
  const read = readJson(text);
  const isObject = typeof read.value === "object" && read.value !== null && !Array.isArray(read.value);
  return read.problem || isObject ? read : { problem: "This has to be an object: { … }." };
}

/** What of a body is another than it was. */
export function changesOf(body, was) {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => !same(value, was[name])));
}

/**
 * What two have changed of the same: `{ field, yours, theirs, isBoth }` for each that either has, none
 * where both have changed it to the same.
 */
export function clashesOf({ was, yours, theirs }) {
  return Object.keys(was)
    .filter((field) => !same(was[field], theirs[field]) && !same(yours[field], theirs[field]))
    .map((field) => ({ field, yours: yours[field], theirs: theirs[field], isBoth: !same(was[field], yours[field]) }));
}

/** A draft with some fields as another draft has them. */
export function takingFrom(draft, other, fields) {
  const OF = {
    work_queue_name: "queue",
    schedule_policy: "policy",
    infrastructure_document_id: "infrastructure",
    infra_overrides: "overrides",
    empirical_policy: "retries",
    on_agent_lost: "onAgentLost",
    max_restarts: "maxRestarts",
    max_queued_runs: "maxQueued",
  };
  return fields.reduce((next, field) => ({ ...next, [OF[field] ?? field]: other[OF[field] ?? field] }), draft);
}

function same(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The order of names in an object says nothing. */
function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return value !== null && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])])) : value;
}

/** What a new deployment takes as parameters when nothing else says it: those of the example, and any other. */
export function schemaOf(parameters) {
  const type = (value) =>
    typeof value === "boolean" ? "boolean" : Number.isInteger(value) ? "integer" : typeof value === "number" ? "number" : Array.isArray(value) ? "array" : typeof value === "object" ? "object" : "string";
  const properties = Object.entries(parameters).map(([name, value]) => [name, { title: name, ...(value !== null && { default: value, type: type(value) }) }]);
  return { title: "Parameters", type: "object", properties: Object.fromEntries(properties), additionalProperties: true };
}

/** What a deployment needs so that its runs run, `{ isMet, text }`. */
export function needsOf({ entrypoint, queue, infrastructure, path }, queues) {
  const isBatch = entrypoint.trim().startsWith("batch:");
  const isPython = entrypoint.includes(".py");
  const known = queues?.find((one) => one.work_queue.name === queue.trim());
  return [
    {
      isMet: isBatch || isPython,
      text: isBatch
        ? `The job META-INF/batch-jobs/${entrypoint.trim().slice(6) || "NAME"}.xml in the class path of who runs it.`
        : isPython
          ? `The function in that file, ${path.trim() ? `below ${path.trim()}` : "below the path, or below the agent's directory without one"}.`
          : "An entrypoint: batch:NAME for the job META-INF/batch-jobs/NAME.xml, or file.py:function for a Python flow.",
    },
    {
      isMet: queue.trim() !== "",
      text: queue.trim() === "" ? "A work queue: without one no agent takes its runs." : known?.agents?.length ? "A work queue, which agents poll." : `An agent that polls ${queue.trim()}; none does now.`,
      isDoubtful: queue.trim() !== "" && !known?.agents?.length,
    },
    {
      isMet: true,
      text: infrastructure ? "The infrastructure says where it runs." : `Without a block it runs as ${isPython ? "a process" : "a batch job in a JVM of its own"} of the agent.`,
    },
  ];
}
