import { deployments, flowRuns, flows } from "./api.js";
import { stateOf } from "./flow-run/flow-runs.js";
import { cell, heading, showRows } from "./table.js";
import { duration, moment } from "./time.js";

const section = document.getElementById("selected");
const title = document.getElementById("selected-title");

const KINDS = {
  "flow-run": { name: "Flow run", read: flowRuns.read, rows: rowsOfRun },
  deployment: { name: "Deployment", read: deployments.read, rows: rowsOfDeployment },
};

/** What the page's address asks for, as `?flow-run=ID` or `?deployment=ID`: its rows; else null. */
export async function load() {
  const asked = new URLSearchParams(location.search);
  const kind = Object.keys(KINDS).find((name) => asked.has(name));
  if (!kind) {
    return null;
  }
  const { name, read, rows } = KINDS[kind];
  try {
    const thing = await read(encodeURIComponent(asked.get(kind)));
    return { title: `${name} ${thing.name}`, rows: await rows(thing) };
  } catch (problem) {
    if (problem.status === 404 || problem.status === 422) {
      return { title: `${name} ${asked.get(kind)}`, rows: [] };
    }
    throw problem;
  }
}

/** Shows it. */
export function show(selected) {
  section.hidden = selected === null;
  if (selected) {
    title.textContent = selected.title;
    const rows = selected.rows.filter((row) => row.value !== null && row.value !== "");
    showRows(section, rows, (row) => [heading(row.id), cell("whole", row.value)]);
  }
}

async function rowsOfRun(run) {
  return [
    { id: "Flow", value: await flowName(run.flow_id) },
    { id: "State", value: stateOf(run) },
    { id: "Message", value: run.state?.message ?? null },
    { id: "Work queue", value: run.work_queue_name },
    { id: "When", value: moment(run.start_time ?? run.expected_start_time) },
    { id: "Duration", value: run.start_time ? duration(run.estimated_run_time) : null },
  ];
}

async function rowsOfDeployment(deployment) {
  return [
    { id: "Flow", value: await flowName(deployment.flow_id) },
    { id: "Description", value: deployment.description },
    { id: "Work queue", value: deployment.work_queue_name },
    { id: "Schedule", value: scheduleOf(deployment) },
    { id: "Changed", value: moment(deployment.updated) },
  ];
}

function scheduleOf(deployment) {
  if (!deployment.schedule) {
    return "none";
  }
  return deployment.is_schedule_active ? "active" : "paused";
}

async function flowName(id) {
  return (await flows.read(id)).name;
}
