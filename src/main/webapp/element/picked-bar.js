import { html, nothing } from "lit-html";
import { confirm, say } from "../platform/say.js";
import { icon } from "./icon.js";

/** So many things in words, such as `1 flow` or `1,200 flows`. */
export function counted(number, word) {
  return `${number.toLocaleString()} ${word}${number === 1 ? "" : "s"}`;
}

/** The same with its verb, such as `1 flow is`. */
export function countedAre(number, word) {
  return `${counted(number, word)} ${number === 1 ? "is" : "are"}`;
}

/** The first three by name, and how many there are besides. */
export function namesOf(things, number = things.length) {
  const first = things.slice(0, 3).map(({ name }) => name);
  return `${[...first, ...(number > first.length ? [`${(number - first.length).toLocaleString()} more`] : [])].join(", ")}.`;
}

/**
 * The bar below a list: how many rows are picked, and what can be done to them.
 *
 * @param picked the rows; `picked.js`
 * @param shown the rows of the list
 * @param said how many they are, in words
 * @param beside further buttons that pick
 * @param actions each `{ verb, sign, number, more, isDangerous, does }`: its word and icon, to how many
 *     of them it can be applied, null for unknown, and what follows the number
 */
export function pickedBar({ picked, shown, said = `${picked.size.toLocaleString()} selected`, beside = nothing, actions }) {
  return html`<div class="card bulk" role="region" aria-label="What is picked">
    <b aria-live="polite">${said}</b>
    ${!picked.isAll && picked.size < shown.length
      ? html`<button type="button" class="button bulk-shown" @click=${() => picked.toggleShown(shown)}>All ${shown.length.toLocaleString()} shown</button>`
      : nothing}
    ${beside}
    <span class="push"></span>
    ${actions.map(
      ({ verb, sign, number, more = "", isDangerous, does }) => html`<button type="button" class="button ${isDangerous ? "danger" : ""}" ?disabled=${number === 0}
        @click=${does}>${icon(sign)}${verb}${number === null ? "" : ` ${number.toLocaleString()}`}${more}</button>`,
    )}
    <button type="button" class="button" data-key="Escape" @click=${() => picked.keep()}>Clear</button>
  </div>`;
}

/**
 * The same of things that are all shown.
 *
 * @param all what is picked, if it is not the rows themselves
 * @param actions as above; `fits(thing)` tells to which it can be applied, `does(things, reload)` whether it was
 * @param reload reads the list again
 */
export function actionBar({ picked, shown, all = picked.rows, actions, reload }) {
  return pickedBar({
    picked,
    shown,
    actions: actions.map(({ fits, does, ...action }) => {
      const chosen = all.filter(fits);
      const act = async () => {
        if (await does(chosen, reload)) {
          picked.keep();
          reload();
        }
      };
      return { ...action, number: chosen.length, does: act };
    }),
  });
}

/**
 * Does something to each, one after the other, and says what came of it: how many, and in the server's
 * words why not the others.
 *
 * @param does what is done to one
 * @param done what is said of so many, such as `2 flows are deleted.`
 * @param undo takes back what was done to one; null if it cannot be
 * @param reload reads the list again after that
 * @param isGoneToo whether one that is not there any more is as it should be
 * @returns those to which it was done
 */
export async function each(things, { does, done, undo = null, reload, isGoneToo = false }) {
  const changed = [];
  const refused = [];
  for (const thing of things) {
    try {
      await does(thing);
      changed.push(thing);
    } catch (problem) {
      if (isGoneToo && problem.status === 404) {
        changed.push(thing);
      } else {
        refused.push(`${thing.name}: ${problem.message}`);
      }
    }
  }
  const takeBack = async () => {
    await Promise.all(changed.map(undo));
    reload();
  };
  say([changed.length ? done(changed.length) : "", ...refused].filter(Boolean).join(" "), changed.length && undo ? takeBack : null);
  return changed;
}

/**
 * Says what goes with them, asks, and deletes each; one that is gone already is as it should be.
 *
 * @param word what one is called, such as `flow`
 * @param text what becomes of all that belongs to them, in sentences, once that is known
 * @param remove deletes one
 * @returns whether any was deleted
 */
export async function removeEach(things, { word, text, remove }) {
  let what;
  try {
    what = await text();
  } catch (problem) {
    say(problem.message);
    return false;
  }
  const isOne = things.length === 1;
  const number = counted(things.length, word);
  const sure = await confirm({
    title: `Delete ${isOne ? `${word} ${things[0].name}` : number}?`,
    text: isOne ? what : `${namesOf(things)} ${what}`,
    action: `Delete ${isOne ? word : number}`,
  });
  const done = (some) => `${countedAre(some, word)} deleted.`;
  return sure && (await each(things, { does: remove, done, isGoneToo: true })).length > 0;
}
