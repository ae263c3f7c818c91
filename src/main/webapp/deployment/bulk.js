import { deployments, flowRuns } from "../api.js";
import { ask } from "../element/ask.js";
import { actionBar, counted, countedAre, each, namesOf, removeEach } from "../element/picked-bar.js";

/** Two flows may have deployments of one name. */
const withFlow = (one) => ({ ...one, name: `${one.flow_name}/${one.name}` });
const of = (number) => counted(number, "deployment");
const are = (number) => countedAre(number, "deployment");

/** What can be done to many deployments: to which of them, how. */
const ACTIONS = [
  { verb: "Pause", sign: "pause", fits: (one) => one.schedule && one.is_schedule_active, does: (chosen, reload) => setActive(chosen, false, reload) },
  { verb: "Resume", sign: "play", fits: (one) => one.schedule && !one.is_schedule_active, does: (chosen, reload) => setActive(chosen, true, reload) },
  { verb: "Move", sign: "queues", more: " to …", fits: () => true, does: move },
  { verb: "Delete", sign: "trash", isDangerous: true, fits: () => true, does: remove },
];

/**
 * The bar of those that are picked.
 *
 * @param shown the rows of the list
 * @param reload reads the list again
 */
export function bar({ picked, shown, reload }) {
  return actionBar({ picked, shown, all: picked.rows.map(withFlow), actions: ACTIONS, reload });
}

/** One of them, as its page does; whether it was deleted. */
export function removeOne(deployment) {
  return remove([withFlow(deployment)]);
}

async function setActive(chosen, active, reload) {
  const set = (one, to) => deployments.setScheduleActive(one.id, to);
  const done = await each(chosen, {
    does: (one) => set(one, active),
    done: (number) => `The schedule${number === 1 ? "" : "s"} of ${are(number)} ${active ? "on: the next runs are planned" : "off: runs that were planned are deleted"}.`,
    undo: (one) => set(one, !active),
    reload,
  });
  return done.length > 0;
}

async function move(chosen, reload) {
  const number = chosen.length;
  const queue = await ask({
    title: `Move ${of(number)}?`,
    text: `${namesOf(chosen)} Runs that their schedules have planned go with them; those that were made by hand stay where they are.`,
    label: "Work queue",
    action: `Move ${of(number)}`,
  });
  if (queue === null) {
    return false;
  }
  const done = await each(chosen, {
    does: (one) => deployments.update(one.id, { work_queue_name: queue }),
    done: (some) => `${are(some)} on ${queue} now.`,
    undo: (one) => deployments.update(one.id, { work_queue_name: one.work_queue_name }),
    reload,
  });
  return done.length > 0;
}

function remove(chosen) {
  return removeEach(chosen, { word: "deployment", text: () => runsOf(chosen), remove: (one) => deployments.remove(one.id) });
}

/** What becomes of their runs, by number. */
async function runsOf(chosen) {
  const count = (filter) => flowRuns.count({ flow_runs: { deployment_id: { any_: chosen.map((one) => one.id) }, ...filter } });
  const [all, scheduled] = await Promise.all([count({}), count({ state: { type: { any_: ["SCHEDULED"] } } })]);
  return `${countedAre(scheduled, "scheduled run")} deleted, ${countedAre(all - scheduled, "other")} kept, but cannot be retried. This cannot be taken back.`;
}
