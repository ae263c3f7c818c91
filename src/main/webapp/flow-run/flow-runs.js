import { flowRuns, flows, now } from "../api.js";
import { badge, cell, heading, showRows } from "../table.js";
import { duration, moment } from "../time.js";

/** Runs on the page, latest first. */
const SHOWN = 25;

const TONES = {
  SCHEDULED: "calm",
  PENDING: "busy",
  RUNNING: "busy",
  COMPLETED: "good",
  FAILED: "bad",
  CANCELLED: "calm",
  CRASHED: "bad",
};

/** Reads the latest runs that are due, each with the name of its flow. */
export async function load() {
  const runs = await flowRuns.filter({
    flow_runs: { expected_start_time: { before_: now().toISOString() } },
    sort: "EXPECTED_START_TIME_DESC",
    limit: SHOWN,
  });
  const names = await namesOf(new Set(runs.map((run) => run.flow_id)));
  return runs.map((run) => ({ ...run, flow_name: names.get(run.flow_id) ?? "deleted flow" }));
}

async function namesOf(ids) {
  if (ids.size === 0) {
    return new Map();
  }
  const found = await flows.filter({ flows: { id: { any_: [...ids] } }, limit: ids.size });
  return new Map(found.map((flow) => [flow.id, flow.name]));
}

/** Shows them. */
export function show(runs) {
  showRows(document.getElementById("flow-runs"), runs, (run) => [
    cell("quiet", run.flow_name),
    heading(run.name),
    cell("", stateOf(run)),
    cell("quiet", moment(run.start_time ?? run.expected_start_time)),
    cell("number", run.start_time ? duration(run.estimated_run_time) : "–"),
  ]);
}

/** A run's state as a word on its colour. */
export function stateOf(run) {
  if (!run.state_type) {
    return badge("calm", "No state");
  }
  return badge(run.state_name === "Late" ? "late" : TONES[run.state_type], run.state_name);
}
