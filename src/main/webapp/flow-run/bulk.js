import { html, nothing, render } from "lit-html";
import { flowRuns } from "../api.js";
import { icon } from "../element/icon.js";
import { COUNTED } from "../element/table.js";
import { confirm, say } from "../platform/say.js";
import { hasEnded } from "./actions.js";

/** Deletions of more are confirmed by their number. */
const TYPED = 100;

/** What can be done to many runs: to which of them, in which words. */
const ACTIONS = {
  cancel: {
    verb: "Cancel",
    done: "cancelled",
    icon: "stop",
    fits: (run) => !hasEnded(run),
    warns: "What has been done stays done; a job that can go on from a checkpoint can be retried.",
  },
  retry: {
    verb: "Retry",
    done: "retried",
    icon: "again",
    fits: (run) => hasEnded(run) && run.state_type !== "COMPLETED" && run.deployment_id,
    warns: "They go back to their queues; a job goes on from its last checkpoint, others begin anew.",
  },
  move: {
    verb: "Move",
    done: "moved",
    icon: "queues",
    fits: (run) => run.state_type === "SCHEDULED" && run.deployment_id,
    warns: "Those that wait do so on the other queue from now on.",
  },
  delete: {
    verb: "Delete",
    done: "deleted",
    icon: "trash",
    fits: () => true,
    warns: "Their states, steps and logs are deleted with them. This cannot be taken back.",
  },
};

/** Runs in words. */
export function count(number) {
  return `${number.toLocaleString()} ${number === 1 ? "run" : "runs"}`;
}

/** What is done to each, in words. */
export const VERBS = new Map(Object.entries(ACTIONS).map(([action, { verb, done }]) => [action, { verb, done }]));

/** Reasons of the server that are said of many, shorter. */
const REASONS = new Map([
  ["This run has already terminated.", "had ended meanwhile"],
  ["It does not exist any more.", "did not exist any more"],
]);

/**
 * What came of an action, such as `4,790 cancelled, 22 had ended meanwhile`. Only some refusals are
 * told with their reasons.
 */
export function outcome({ action, done, refused, refusals }) {
  const whys = new Map();
  refusals.forEach(({ reason }) => whys.set(reason, (whys.get(reason) ?? 0) + 1));
  const told = refused === refusals.length && whys.size <= 3
    ? [...whys].map(([why, number]) => `${number.toLocaleString()} ${REASONS.get(why) ?? `not: ${why.replace(/\.$/, "")}`}`)
    : [`${refused.toLocaleString()} ${whys.size === 1 ? (REASONS.get(refusals[0].reason) ?? "not") : "not"}`];
  return [`${done.toLocaleString()} ${VERBS.get(action)?.done ?? "done"}`, ...(refused ? told : [])].join(", ");
}

/**
 * The bar of what is picked.
 *
 * @param picked the rows
 * @param shown the rows of the list
 * @param total how many match, at most as many as are counted
 * @param selection the API's filters of all that match
 * @param words these filters in words
 * @param router leads to an operation that goes on
 * @param reload reads the list again
 */
export function bar({ picked, shown, total, selection, words, router, reload }) {
  const some = { picked, shown, selection, words, router, reload };
  const isEach = picked.size === shown.length && total > shown.length;
  const all = total >= COUNTED ? `${(COUNTED - 1).toLocaleString()}+` : total.toLocaleString();
  return html`<div class="card bulk" role="region" aria-label="What is picked">
    <b aria-live="polite">${picked.isAll ? `All ${all} that match` : `${picked.size.toLocaleString()} selected`}</b>
    ${!picked.isAll && picked.size < shown.length
      ? html`<button type="button" class="button bulk-shown" @click=${() => picked.toggleShown(shown)}>All ${shown.length.toLocaleString()} shown</button>`
      : nothing}
    ${isEach && !picked.isAll
      ? html`<button type="button" class="button" @click=${() => picked.pickAll()}>Select all ${all} that match</button>`
      : nothing}
    <span class="push"></span>
    ${Object.entries(ACTIONS).map(([action, { verb, icon: sign, fits }]) => {
      const number = picked.isAll ? null : picked.rows.filter(fits).length;
      return html`<button type="button" class="button ${action === "delete" ? "danger" : ""}" ?disabled=${number === 0}
        @click=${() => begin(action, some)}>${icon(sign)}${verb}${number === null ? "" : ` ${number}`}${action === "move" ? " to …" : ""}</button>`;
    })}
    <button type="button" class="button" data-key="Escape" @click=${() => picked.keep()}>Clear</button>
  </div>`;
}

async function begin(action, { picked, shown, selection, words, router, reload }) {
  const { verb, fits, warns } = ACTIONS[action];
  const chosen = (picked.isAll ? shown : picked.rows).filter(fits);
  const filters = picked.isAll ? selection : { flow_runs: { id: { any_: chosen.map((run) => run.id) } } };
  try {
    const planned = picked.isAll ? await flowRuns.bulk({ ...filters, action, ...nowhere(action), dry_run: true }) : null;
    const number = planned ? planned.applicable : chosen.length;
    if (number === 0) {
      say(`None of ${count(planned.matched)} can be ${VERBS.get(action).done}.`);
      return;
    }
    const answer = await ask({
      title: `${verb} ${count(number)}?`,
      text: planned ? `${words}: ${count(planned.matched)} match. ${names(chosen, number)}` : names(chosen, number),
      warns,
      action: `${verb} ${count(number)}`,
      typed: action === "delete" && number > TYPED ? String(number) : null,
      asksQueue: action === "move",
    });
    if (!answer) {
      return;
    }
    const result = await flowRuns.bulk({ ...filters, action, ...answer });
    if (result.id) {
      router.go(`operations/operation/${result.id}`);
      return;
    }
    say(`${outcome(result)}.`);
    picked.keep(result.refusals.map((one) => one.flow_run_id));
    reload();
  } catch (problem) {
    say(problem.message);
  }
}

/** A dry run of a move asks for a queue, whichever. */
function nowhere(action) {
  return action === "move" ? { work_queue_name: "default" } : {};
}

/** The first three, and how many there are besides. */
function names(runs, number) {
  const first = runs.slice(0, 3).map((run) => run.name);
  return `${[...first, ...(number > first.length ? [`${(number - first.length).toLocaleString()} more`] : [])].join(", ")}.`;
}

/** Asks; what the API needs besides, or null for no. */
function ask({ title, text, warns, action, typed, asksQueue }) {
  if (!typed && !asksQueue) {
    return confirm({ title, text: `${text} ${warns}`, action }).then((sure) => (sure ? {} : null));
  }
  const holder = document.createElement("div");
  document.body.append(holder);
  return new Promise((resolve) => {
    const close = (event) => {
      const form = event.target.querySelector("form");
      const value = form.elements.answer.value.trim();
      resolve(event.target.returnValue === "do" ? (asksQueue ? { work_queue_name: value } : {}) : null);
    };
    const check = (event) => {
      const field = event.target;
      field.setCustomValidity(typed && field.value.trim() !== typed ? `Type ${typed}` : "");
    };
    render(
      html`<dialog class="card" aria-labelledby="bulk-title" @close=${close}>
        <form method="dialog">
          <h2 id="bulk-title">${title}</h2>
          <p>${text} ${warns}</p>
          <label class="labelled"><span>${asksQueue ? "Work queue" : `Type ${typed} to delete them`}</span>
            <input name="answer" required autocomplete="off" autofocus @input=${check}></label>
          <div class="row"><span class="push"></span>
            <button class="button" value="" formnovalidate>Keep</button>
            <button class="button ${typed ? "danger" : "first"}" value="do">${action}</button></div>
        </form>
      </dialog>`,
      holder,
    );
    const field = holder.querySelector("input");
    field.setCustomValidity(typed ? `Type ${typed}` : "");
    holder.firstElementChild.showModal();
  }).finally(() => holder.remove());
}
