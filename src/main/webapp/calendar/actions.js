import { calendars } from "../api.js";
import { act } from "../element/act.js";
import { confirm } from "../platform/say.js";
import { effectOn } from "./users.js";

/**
 * Tells which deployments plan their dates anew, and asks; nobody is asked where none does.
 *
 * @param what the change, in a sentence
 */
export async function sureOf(calendar, what, users) {
  const effect = effectOn(users);
  return effect === null || confirm({ title: `Save ${calendar.name}?`, text: `${what} ${effect}`, action: "Save calendar", safe: "Back", isDangerous: false });
}

/** Asks, and deletes. */
export async function remove(calendar) {
  const sure = await confirm({
    title: `Delete calendar ${calendar.name}?`,
    text: "Its days are deleted with it. This cannot be taken back.",
    action: "Delete calendar",
  });
  return sure && act(() => calendars.remove(calendar.id), `Calendar ${calendar.name} is deleted.`);
}
