import { workQueues } from "../api.js";
import { actionBar, counted, countedAre, each, removeEach } from "../element/picked-bar.js";
import { remove as removeOne } from "./actions.js";

const of = (number) => counted(number, "work queue");
const are = (number) => countedAre(number, "work queue");

/** What can be done to many queues: to which of them, how. */
const ACTIONS = [
  { verb: "Pause", sign: "pause", fits: (queue) => !queue.is_paused, does: (chosen, reload) => setPaused(chosen, true, reload) },
  { verb: "Resume", sign: "play", fits: (queue) => queue.is_paused, does: (chosen, reload) => setPaused(chosen, false, reload) },
  { verb: "Delete", sign: "trash", isDangerous: true, fits: () => true, does: remove },
];

/**
 * The bar of those that are picked.
 *
 * @param shown the rows of the list
 * @param reload reads the list again
 */
export function bar({ picked, shown, reload }) {
  return actionBar({ picked, shown, all: picked.rows.map((one) => one.work_queue), actions: ACTIONS, reload });
}

async function setPaused(chosen, paused, reload) {
  const set = (queue, to) => workQueues.update(queue.id, { is_paused: to });
  const done = await each(chosen, {
    does: (queue) => set(queue, paused),
    done: (number) => paused ? `${are(number)} paused. Running ones go on.` : `${of(number)} ${number === 1 ? "hands" : "hand"} out runs again.`,
    undo: (queue) => set(queue, !paused),
    reload,
  });
  return done.length > 0;
}

function remove(chosen) {
  if (chosen.length === 1) {
    return removeOne(chosen[0]);
  }
  return removeEach(chosen, {
    word: "work queue",
    text: () => "Runs and deployments keep their names; an agent that asks for one makes it again.",
    remove: (queue) => workQueues.remove(queue.id),
  });
}
