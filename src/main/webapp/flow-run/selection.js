/** What the address of a list of runs asks for, as the API's filters; pure. */

/** Spans that `last` may name, in milliseconds. */
export const SPANS = { "1h": 3_600_000, "24h": 86_400_000, "7d": 7 * 86_400_000, "30d": 30 * 86_400_000 };

/** The span where none is named. */
export const USUAL = "24h";

/** Names of states that are chosen with a click; others may stand in an address. */
export const STATES = ["Scheduled", "Late", "Pending", "Running", "AwaitingRetry", "Completed", "Failed", "Crashed", "Cancelled"];

/** What `made` says of runs that no schedule and no other run has made. */
export const BY_HAND = "by-hand";

/** Orders by what the address calls them. */
export const SORTS = ["START_TIME_DESC", "START_TIME_ASC", "NAME_ASC", "NAME_DESC", "END_TIME_DESC"];

/**
 * The filters and the order of an address's query.
 *
 * @param now by the server's clock
 */
export function selectionOf(query, now) {
  const states = query.all("state").map(properName);
  const tags = query.all("tag");
  const flows = query.all("flow");
  const deployments = query.all("deployment");
  const queues = query.all("work-queue");
  return {
    flow_runs: {
      expected_start_time: timesOf(query, states, now),
      ...(states.length && { state: { name: { any_: states } } }),
      ...(query.one("name") && { name: { like_: query.one("name") } }),
      ...(tags.length && { tags: { all_: tags } }),
      ...(queues.length && { work_queue_name: { any_: queues } }),
      ...(query.one("made") === BY_HAND && { auto_scheduled: { eq_: false }, parent_task_run_id: { is_null_: true } }),
    },
    ...(flows.length && { flows: { name: { any_: flows } } }),
    ...(deployments.length && { deployments: { name: { any_: deployments } } }),
  };
}

/** The order that the address asks for, or the usual one. */
export function sortOf(query) {
  const asked = query.one("sort");
  return SORTS.includes(asked) ? asked : SORTS[0];
}

/** What is planned for later is only shown to who asks for a state or an end. */
function timesOf(query, states, now) {
  const from = query.one("start-date");
  const to = query.one("end-date");
  if (from || to) {
    return { ...(from && { after_: iso(from) }), ...(to && { before_: iso(to) }) };
  }
  const asked = query.one("last", USUAL);
  const last = SPANS[Object.hasOwn(SPANS, asked) ? asked : USUAL];
  const ahead = states.includes("Scheduled");
  return {
    after_: new Date(now - last).toISOString(),
    ...(!ahead && { before_: now.toISOString() }),
  };
}

function iso(text) {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Names of states are told apart by their letters alone: `failed` is `Failed`. */
function properName(text) {
  return STATES.find((name) => name.toLowerCase() === text.toLowerCase().replace(/[ _-]/g, "")) ?? text;
}
