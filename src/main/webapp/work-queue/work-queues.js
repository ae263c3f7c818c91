import { workQueues } from "../api.js";
import { together } from "../refresh.js";
import { badge, cell, heading, showRows } from "../table.js";
import { moment } from "../time.js";

/** Queues on the page, by name; each costs a call for its status. */
const SHOWN = 50;

/** Reads the queues with their status. */
export async function load() {
  const queues = await workQueues.filter({ limit: SHOWN });
  const withStatus = await together(queues.map(readStatus));
  return withStatus.filter((queue) => queue.status);
}

/** A queue that was deleted since the list was read has no status any more. */
async function readStatus(queue) {
  try {
    return { ...queue, status: await workQueues.status(queue.id) };
  } catch (problem) {
    if (problem.status === 404) {
      return queue;
    }
    throw problem;
  }
}

/** Shows them. */
export function show(queues) {
  showRows(document.getElementById("work-queues"), queues, (queue) => [
    heading(queue.name),
    cell("", ...badges(queue)),
    cell("number", queue.concurrency_limit ?? "none"),
    cell("number", queue.status.late_runs_count),
    cell("quiet", queue.status.last_polled ? moment(queue.status.last_polled) : "never"),
  ]);
}

function badges(queue) {
  const health = queue.status.healthy ? badge("good", "Healthy") : badge("bad", "Unhealthy");
  return queue.is_paused ? [health, badge("late", "Paused")] : [health];
}
