/** The flow that every agent of Rigel has with it, `META-INF/batch-jobs/rigel-example.xml`; pure. */
export const QUEUE = "example";
export const FLOW = "rigel-example";
export const DEPLOYMENT = "orders";

/** How a run of it ends, as its parameter says. */
export const WELL = "well";
export const BADLY_AT_FIRST = "badly at first";

/** Seconds between two dates of its schedule. */
export const EVERY = 60;

/** Its deployment, of a flow's id. */
export function deploymentOf(flow) {
  return {
    name: DEPLOYMENT,
    flow_id: flow,
    description: "Bills orders that are made up, and shows in its log what it does. Every agent of Rigel can run it.",
    tags: ["example"],
    entrypoint: "batch:rigel-example",
    work_queue_name: QUEUE,
    parameters: { orders: 200, seconds: 10, ends: WELL },
    parameter_openapi_schema: {
      title: "Parameters",
      type: "object",
      properties: {
        orders: { title: "Orders", description: "How many there are to bill", type: "integer", minimum: 1, maximum: 1_000_000, default: 200, position: 0 },
        seconds: { title: "Seconds", description: "How long all of them take", type: "integer", minimum: 0, maximum: 3600, default: 10, position: 1 },
        ends: { title: "Ends", description: "Badly: an order has no price", type: "string", enum: [WELL, BADLY_AT_FIRST, "badly"], default: WELL, position: 2 },
      },
    },
  };
}

/** What of it has been done, by its queue, its deployment and its last runs; each may be missing. */
export function progressOf({ queue, deployment, runs }) {
  const ended = runs.filter((run) => run.state_type === "COMPLETED");
  return {
    isServed: (queue?.agents.length ?? 0) > 0,
    isMade: Boolean(deployment),
    hasRun: ended.length > 0,
    isRetried: ended.some((run) => run.run_count > 1),
    isScheduled: Boolean(deployment?.schedule && deployment.is_schedule_active),
  };
}

/** The run that shows how one that fails is retried: the last that was asked to fail. */
export function failingOf(runs) {
  return runs.find((run) => run.parameters.ends === BADLY_AT_FIRST) ?? null;
}
