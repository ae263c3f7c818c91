import { workQueues } from "../api.js";
import { counted, each, namesOf, pickedBar } from "../element/picked-bar.js";
import { confirm } from "../platform/say.js";
import { remove as removeOne } from "./actions.js";

const of = (number) => counted(number, "work queue");
const verbOf = (number) => (number === 1 ? "is" : "are");

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
  const queues = picked.rows.map((one) => one.work_queue);
  const actions = ACTIONS.map(({ fits, does, ...action }) => {
    const chosen = queues.filter(fits);
    return { ...action, number: chosen.length, does: async () => {
      if (await does(chosen, reload)) {
        picked.keep();
        reload();
      }
    } };
  });
  return pickedBar({ picked, shown, actions });
}

async function setPaused(chosen, paused, reload) {
  const set = (queue, to) => workQueues.update(queue.id, { is_paused: to });
  const done = await each(chosen, {
    does: (queue) => set(queue, paused),
    done: (number) => `${of(number)} ${paused ? `${verbOf(number)} paused. Running ones go on.` : `${number === 1 ? "hands" : "hand"} out runs again.`}`,
    undo: async (those) => {
      await Promise.all(those.map((queue) => set(queue, !paused)));
      reload();
    },
  });
  return done.length > 0;
}

async function remove(chosen) {
  if (chosen.length === 1) {
    return removeOne(chosen[0]);
  }
  const sure = await confirm({
    title: `Delete ${of(chosen.length)}?`,
    text: `${namesOf(chosen)} Runs and deployments keep their names; an agent that asks for one makes it again.`,
    action: `Delete ${of(chosen.length)}`,
  });
  const done = (number) => `${of(number)} ${verbOf(number)} deleted.`;
  return sure && (await each(chosen, { does: (queue) => workQueues.remove(queue.id), done, isGoneToo: true })).length > 0;
}
