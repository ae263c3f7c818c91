import { concurrencyLimits } from "../api.js";
import { act } from "../element/act.js";
import { confirm, say } from "../platform/say.js";

/** Another limit; those that hold a slot keep it. */
export function setLimit({ tag, concurrency_limit: before }, limit) {
  const set = (number) => concurrencyLimits.set({ tag, concurrency_limit: number });
  return act(() => set(limit), `${tag}: at most ${limit} at once.`, () => set(before));
}

/** Asks, and deletes. */
export async function remove({ id, tag }) {
  const sure = await confirm({
    title: `Delete the limit of ${tag}?`,
    text: "Any number of task runs with this tag may run at once from then on. Which of them hold a slot is forgotten.",
    action: "Delete limit",
  });
  return sure && act(() => concurrencyLimits.remove(id), `${tag} has no limit any more.`);
}

/**
 * Asks, and frees all slots: the limit is deleted and made again, as the API has no other way.
 *
 * @returns the limit as it is now, with another id; null if nothing was done
 */
export async function freeAll({ id, tag, concurrency_limit: limit, active_slots: held }) {
  const sure = await confirm({
    title: `Free ${held.length === 1 ? "the slot" : `all ${held.length} slots`} of ${tag}?`,
    text: `Those that still run are not counted any more, so up to ${held.length} more than ${limit} may run at once until they end. Do it when what held a slot has died without an end.`,
    action: "Free all",
  });
  if (!sure) {
    return null;
  }
  try {
    await concurrencyLimits.remove(id);
  } catch (problem) {
    say(problem.message);
    return null;
  }
  try {
    const made = await concurrencyLimits.set({ tag, concurrency_limit: limit });
    say(`All slots of ${tag} are free.`);
    return made;
  } catch (problem) {
    say(`${tag} has no limit now, as it could not be made again: ${problem.message}`, () => concurrencyLimits.set({ tag, concurrency_limit: limit }));
    return null;
  }
}
