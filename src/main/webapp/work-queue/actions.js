import { workQueues } from "../api.js";
import { act } from "../element/act.js";
import { confirm } from "../platform/say.js";

/** Pauses or resumes; what runs goes on. */
export function setPaused(queue, paused) {
  return act(
    () => workQueues.update(queue.id, { is_paused: paused }),
    paused ? `${queue.name} is paused. Running ones go on.` : `${queue.name} hands out runs again.`,
    () => workQueues.update(queue.id, { is_paused: !paused }),
  );
}

/** Another limit, null for none. */
export function setLimit(queue, limit) {
  return act(
    () => workQueues.update(queue.id, { concurrency_limit: limit }),
    limit === null ? `${queue.name} has no limit.` : `${queue.name}: at most ${limit} at once.`,
    () => workQueues.update(queue.id, { concurrency_limit: queue.concurrency_limit }),
  );
}

/** Asks, and deletes. */
export async function remove(queue) {
  const sure = await confirm({
    title: `Delete work queue ${queue.name}?`,
    text: "Runs and deployments keep its name; an agent that asks for it makes it again.",
    action: "Delete queue",
  });
  return sure && act(() => workQueues.remove(queue.id), `Work queue ${queue.name} is deleted.`);
}
