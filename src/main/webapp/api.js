/**
 * The API as the contract has it: one object per interface of `dev.rigel.contract`, one method per
 * call, the fields as they cross the wire. Addresses are relative, so the page works under any
 * context path and asks nobody but its own server.
 */

/** A server that does not answer within this time counts as down; milliseconds. */
const PATIENCE = 10_000;

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
  constructor(message, status, retryAfter) {
    super(message);
    this.status = status;
    /** Seconds the server wants to be left alone, or null. */
    this.retryAfter = retryAfter;
  }
}

export const workQueues = {
  filter: (query) => call("POST", "work_queues/filter", query),
  status: (id) => call("GET", `work_queues/${id}/status`),
};

export const deployments = {
  read: (id) => call("GET", `deployments/${id}`),
};

export const flowRuns = {
  read: (id) => call("GET", `flow_runs/${id}`),
  filter: (query) => call("POST", "flow_runs/filter", query),
};

export const flows = {
  read: (id) => call("GET", `flows/${id}`),
  filter: (query) => call("POST", "flows/filter", query),
};

async function call(method, path, body) {
  const response = await answer(path, {
    method,
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  const ahead = Date.parse(response.headers.get("Date")) - Date.now();
  skew = Math.abs(ahead) > TOLERANCE ? ahead : 0;
  if (!response.ok) {
    const retryAfter = Number(response.headers.get("Retry-After")) || null;
    throw new Problem(await reasonOf(response), response.status, retryAfter);
  }
  return response.json();
}

async function answer(path, request) {
  try {
    return await fetch(`api/${path}`, request);
  } catch {
    throw new Problem("The server does not answer", 0, null);
  }
}

async function reasonOf(response) {
  const body = await response.json().catch(() => null);
  const reason = body?.detail ?? body?.exception_message ?? response.statusText;
  return `The server refused with ${response.status}: ${reason}`;
}
