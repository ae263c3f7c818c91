/**
 * The API as the contract has it: one object per interface of `dev.rigel.contract`, one method per
 * call, the fields as they cross the wire. Addresses are relative to the page's base, so the page
 * works under any context path and asks nobody but its own server.
 */

/** A server that does not answer within this time counts as down; milliseconds. */
const PATIENCE = 10_000;

/** Of calls that do much, or wait for others; milliseconds. */
const LONG_PATIENCE = 70_000;

/** The Date header counts whole seconds and travels; clocks that differ by less agree; milliseconds. */
const TOLERANCE = 3_000;

/** How far the server's clock is ahead of the browser's, in milliseconds; known after the first answer. */
let skew = 0;

/** The time by the server's clock. */
export function now() {
  return new Date(Date.now() + skew);
}

/** Anything but a success; `status` is 0 when no answer came. */
export class Problem extends Error {
  constructor(message, status, retryAfter, fields) {
    super(message);
    this.status = status;
    /** Seconds the server wants to be left alone, or null. */
    this.retryAfter = retryAfter;
    /** Of a 422: what is wrong with which field, `{ loc, msg }`. */
    this.fields = fields;
  }
}

const id = encodeURIComponent;

export const flows = {
  /** Makes a flow, or answers the one of that name. */
  create: (flow) => call("POST", "flows/", flow),
  read: (flow, signal) => call("GET", `flows/${id(flow)}`, null, signal),
  filter: (query, signal) => call("POST", "flows/filter", query, signal),
  count: (query, signal) => call("POST", "flows/count", query, signal),
  remove: (flow) => call("DELETE", `flows/${id(flow)}`),
};

export const flowRuns = {
  read: (run, signal) => call("GET", `flow_runs/${id(run)}`, null, signal),
  filter: (query, signal) => call("POST", "flow_runs/filter", query, signal),
  count: (query, signal) => call("POST", "flow_runs/count", query, signal),
  history: (query, signal) => call("POST", "flow_runs/history", query, signal),
  update: (run, change) => call("PATCH", `flow_runs/${id(run)}`, change),
  setState: (run, proposal) => call("POST", `flow_runs/${id(run)}/set_state`, proposal),
  remove: (run) => call("DELETE", `flow_runs/${id(run)}`),
  bulk: (request) => call("POST", "flow_runs/bulk", request, null, LONG_PATIENCE),
};

/** Runs as points of a picture. */
export const uiFlowRuns = {
  history: (query, signal) => call("POST", "ui/flow_runs/history", query, signal),
};

/** Actions that go on for many runs. */
export const operations = {
  read: (operation, signal) => call("GET", `operations/${id(operation)}`, null, signal),
  stop: (operation) => call("DELETE", `operations/${id(operation)}`),
};

export const flowRunStates = {
  list: (run, signal) => call("GET", `flow_run_states/?flow_run_id=${id(run)}`, null, signal),
};

export const taskRuns = {
  read: (step, signal) => call("GET", `task_runs/${id(step)}`, null, signal),
  count: (query, signal) => call("POST", "task_runs/count", query, signal),
  filter: (query, signal) => call("POST", "task_runs/filter", query, signal),
};

export const taskRunStates = {
  list: (step, signal) => call("GET", `task_run_states/?task_run_id=${id(step)}`, null, signal),
};

export const logs = {
  filter: (query, signal) => call("POST", "logs/filter", query, signal),
  /** Where a run's log is to be had as a file; `query` by the names of the API. */
  fileOf: (run, query) => `api/flow_runs/${id(run)}/logs/download?${new URLSearchParams(query)}`,
};

export const deployments = {
  create: (deployment) => call("POST", "deployments/", deployment),
  update: (deployment, change) => call("PATCH", `deployments/${id(deployment)}`, change),
  remove: (deployment) => call("DELETE", `deployments/${id(deployment)}`),
  read: (deployment, signal) => call("GET", `deployments/${id(deployment)}`, null, signal),
  readByName: (flow, name, signal) =>
    call("GET", `deployments/name/${id(flow)}/${id(name)}`, null, signal),
  filter: (query, signal) => call("POST", "deployments/filter", query, signal),
  count: (query, signal) => call("POST", "deployments/count", query, signal),
  upcoming: (deployment, limit, signal) =>
    call("GET", `deployments/${id(deployment)}/upcoming?limit=${limit}`, null, signal),
  setScheduleActive: (deployment, active) =>
    call("POST", `deployments/${id(deployment)}/set_schedule_${active ? "active" : "inactive"}`),
  createFlowRun: (deployment, run) => call("POST", `deployments/${id(deployment)}/create_flow_run`, run),
};

/** What is to be seen of the runs of deployments. */
export const uiDeployments = {
  latest: (query, signal) => call("POST", "ui/deployments/latest", query, signal),
};

/** Schedules in words. */
export const uiSchedules = {
  preview: (request, signal) => call("POST", "ui/schedules/preview", request, signal),
  dates: (query, signal) => call("POST", "ui/schedules/dates", query, signal),
};

export const workQueues = {
  create: (queue) => call("POST", "work_queues/", queue),
  read: (queue, signal) => call("GET", `work_queues/${id(queue)}`, null, signal),
  readByName: (name, signal) => call("GET", `work_queues/name/${id(name)}`, null, signal),
  update: (queue, change) => call("PATCH", `work_queues/${id(queue)}`, change),
  remove: (queue) => call("DELETE", `work_queues/${id(queue)}`),
};

/** Queues with all that is to be seen of them. */
export const uiWorkQueues = {
  filter: (query, signal) => call("POST", "ui/work_queues/filter", query, signal),
};

export const agents = {
  read: (agent, signal) => call("GET", `agents/${id(agent)}`, null, signal),
  filter: (query, signal) => call("POST", "agents/filter", query, signal),
  drain: (agent) => call("POST", `agents/${id(agent)}/drain`),
  remove: (agent) => call("DELETE", `agents/${id(agent)}`),
};

export const concurrencyLimits = {
  /** Makes the limit of a tag, or changes it. */
  set: (limit) => call("POST", "concurrency_limits/", limit),
  read: (limit, signal) => call("GET", `concurrency_limits/${id(limit)}`, null, signal),
  filter: (query, signal) => call("POST", "concurrency_limits/filter", query, signal),
  remove: (limit) => call("DELETE", `concurrency_limits/${id(limit)}`),
};

export const calendars = {
  create: (calendar) => call("POST", "calendars/", calendar),
  read: (calendar, signal) => call("GET", `calendars/${id(calendar)}`, null, signal),
  update: (calendar, change) => call("PATCH", `calendars/${id(calendar)}`, change),
  remove: (calendar) => call("DELETE", `calendars/${id(calendar)}`),
  filter: (query, signal) => call("POST", "calendars/filter", query, signal),
  days: (calendar, start, end, signal) =>
    call("GET", `calendars/${id(calendar)}/days?start=${start}&end=${end}`, null, signal),
};

/** What needs somebody, worst first; of one run: why it waits. */
export const attention = {
  list: (signal) => call("GET", "ui/attention", null, signal),
  ofRun: (run, signal) => call("GET", `ui/attention?flow_run_id=${id(run)}`, null, signal),
};

/** All that has a name. */
export const search = {
  find: (text, signal) => call("GET", `ui/search?q=${id(text)}`, null, signal),
};

/** Filters that are kept by name. */
export const savedSearches = {
  /** Makes the one of a name, or another one of it. */
  save: (search) => call("PUT", "saved_searches/", search),
  filter: (page, signal) => call("POST", "saved_searches/filter", page, signal),
  remove: (search) => call("DELETE", `saved_searches/${id(search)}`),
};

export const blockTypes = {
  filter: (query, signal) => call("POST", "block_types/filter", query, signal),
  readBySlug: (slug, signal) => call("GET", `block_types/slug/${id(slug)}`, null, signal),
};

export const blockSchemas = {
  filter: (query, signal) => call("POST", "block_schemas/filter", query, signal),
};

export const blockCapabilities = {
  list: (signal) => call("GET", "block_capabilities/", null, signal),
};

/** Their secrets read as stars; only `reveal` asks for them. */
export const blockDocuments = {
  create: (document) => call("POST", "block_documents/", document),
  read: (document, signal) => call("GET", `block_documents/${id(document)}`, null, signal),
  reveal: (document) => call("GET", `block_documents/${id(document)}?include_secrets=true`),
  update: (document, change) => call("PATCH", `block_documents/${id(document)}`, change),
  remove: (document) => call("DELETE", `block_documents/${id(document)}`),
  filter: (query, signal) => call("POST", "block_documents/filter", query, signal),
};

export const notificationPolicies = {
  create: (policy) => call("POST", "flow_run_notification_policies/", policy),
  read: (policy, signal) => call("GET", `flow_run_notification_policies/${id(policy)}`, null, signal),
  update: (policy, change) => call("PATCH", `flow_run_notification_policies/${id(policy)}`, change),
  remove: (policy) => call("DELETE", `flow_run_notification_policies/${id(policy)}`),
  /** The receiver has up to a minute. */
  test: (policy) => call("POST", `flow_run_notification_policies/${id(policy)}/test`, null, null, LONG_PATIENCE),
  filter: (query, signal) => call("POST", "flow_run_notification_policies/filter", query, signal),
};

export const admin = {
  version: (signal) => call("GET", "admin/version", null, signal),
  settings: (signal) => call("GET", "admin/settings", null, signal),
};

async function call(method, path, body, signal, patienceMillis = PATIENCE) {
  const patience = AbortSignal.timeout(patienceMillis);
  const response = await answer(path, {
    method,
    cache: "no-store",
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  const ahead = Date.parse(response.headers.get("Date")) - Date.now();
  skew = Math.abs(ahead) > TOLERANCE ? ahead : 0;
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response.status === 204 ? null : response.json();
}

async function answer(path, request) {
  try {
    return await fetch(`api/${path}`, request);
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem("The server does not answer", 0, null);
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => null);
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  const fields = body?.exception_detail;
  const reason = body?.detail ?? body?.exception_message ?? response.statusText;
  return new Problem(
    `The server refused with ${response.status}: ${reason}`,
    response.status,
    retryAfter,
    Array.isArray(fields) ? fields : null,
  );
}
