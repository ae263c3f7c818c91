/** What the address of a list of task runs asks for, as the API's filters; pure. */
import { SPANS, USUAL } from "../flow-run/selection.js";

/** Names of states that are chosen with a click; others may stand in an address. */
export const STATES = ["Pending", "Running", "AwaitingRetry", "Completed", "Cached", "Failed", "Crashed", "Cancelled"];

/** These have not begun, so there is no start to look for. */
const BEFORE = ["Pending", "Scheduled"];

/** Orders by what the address calls them; the usual one first. */
export const SORTS = ["EXPECTED_START_TIME_DESC", "EXPECTED_START_TIME_ASC", "NAME_ASC", "NAME_DESC", "END_TIME_DESC"];

/** What may be asked for. */
export const FILTERS = ["name", "state", "flow", "deployment", "flow-run", "tag", "start-date", "end-date"];

/**
 * The filters of an address's query.
 *
 * @param now by the server's clock
 */
export function selectionOf(query, now) {
  const states = query.all("state").map(properName);
  const tags = query.all("tag");
  const times = states.some((name) => BEFORE.includes(name)) ? null : timesOf(query, now);
  const named = (name) => (query.all(name).length ? { name: { any_: query.all(name) } } : null);
  return {
    task_runs: {
      ...(times && { start_time: times }),
      ...(states.length && { state: { name: { any_: states } } }),
      ...(query.one("name") && { name: { like_: query.one("name") } }),
      ...(tags.length && { tags: { all_: tags } }),
    },
    ...(named("flow") && { flows: named("flow") }),
    ...(named("deployment") && { deployments: named("deployment") }),
    ...(named("flow-run") && { flow_runs: named("flow-run") }),
  };
}

/** The order that the address asks for, or the usual one. */
export function sortOf(query) {
  const asked = query.one("sort");
  return SORTS.includes(asked) ? asked : SORTS[0];
}

function timesOf(query, now) {
  const from = iso(query.one("start-date"));
  const to = iso(query.one("end-date"));
  if (from || to) {
    return { ...(from && { after_: from }), ...(to && { before_: to }) };
  }
  const asked = query.one("last", USUAL);
  const last = SPANS[Object.hasOwn(SPANS, asked) ? asked : USUAL];
  return { after_: new Date(now - last).toISOString() };
}

function iso(text) {
  const time = new Date(text);
  return text && !Number.isNaN(time.getTime()) ? time.toISOString() : null;
}

/** Names of states are told apart by their letters alone: `failed` is `Failed`. */
function properName(text) {
  return STATES.find((name) => name.toLowerCase() === text.toLowerCase().replace(/[ _-]/g, "")) ?? text;
}
