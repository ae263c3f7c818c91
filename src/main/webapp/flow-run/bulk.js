import { html, nothing } from "lit-html";
import { flowRuns } from "../api.js";
import { ask } from "../element/ask.js";
import { counted, namesOf, pickedBar } from "../element/picked-bar.js";
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
  return counted(number, "run");
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
  return pickedBar({
    picked,
    shown,
    ...(picked.isAll && { said: `All ${all} that match` }),
    beside: isEach && !picked.isAll
      ? html`<button type="button" class="button" @click=${() => picked.pickAll()}>Select all ${all} that match</button>`
      : nothing,
    actions: Object.entries(ACTIONS).map(([action, { verb, icon: sign, fits }]) => ({
      verb,
      sign,
      number: picked.isAll ? null : picked.rows.filter(fits).length,
      more: action === "move" ? " to …" : "",
      isDangerous: action === "delete",
      does: () => begin(action, some),
    })),
  });
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
    const named = namesOf(chosen, number);
    const answer = await sure(action, number, {
      title: `${verb} ${count(number)}?`,
      text: `${planned ? `${words}: ${count(planned.matched)} match. ${named}` : named} ${warns}`,
      action: `${verb} ${count(number)}`,
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

/** Asks; what the API needs besides, or null for no. */
async function sure(action, number, question) {
  if (action === "move") {
    const queue = await ask({ ...question, label: "Work queue" });
    return queue === null ? null : { work_queue_name: queue };
  }
  const typed = action === "delete" && number > TYPED ? String(number) : null;
  const answer = typed ? await ask({ ...question, label: `Type ${typed} to delete them`, typed, isDangerous: true }) : await confirm(question);
  return answer ? {} : null;
}
