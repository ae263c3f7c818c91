/** What becomes of runs that fail, or whose agents are lost, and how many may be queued, as it is edited; pure. */

/** What becomes of a run that is under way when its agent is lost, in sentences. */
export const ON_LOST = {
  crash: "If its agent is lost, a run ends as Crashed",
  restart: "If its agent is lost, a run begins anew",
};

/** Parts of the retries, by the names of the API. */
export const OF_RETRIES = ["retries", "retry_delay", "retry_backoff_factor", "retry_max_delay", "retry_jitter_factor"];

const text = (value) => (value === null || value === undefined ? "" : String(value));

/** What is edited, of a deployment or of none. */
export function limitsOf(deployment) {
  const one = deployment ?? {};
  const policy = one.empirical_policy ?? {};
  return {
    retries: Object.fromEntries(OF_RETRIES.map((name) => [name, text(policy[name])])),
    onAgentLost: one.on_agent_lost ?? "crash",
    maxRestarts: text(one.max_restarts),
    maxQueued: text(one.max_queued_runs),
  };
}

/** What the API has of it, and what is wrong with that. */
export function limitsBodyOf({ retries, onAgentLost, maxRestarts, maxQueued }) {
  const problems = [];
  const read = (field, value, isFine, words) => {
    const number = value.trim() === "" ? null : Number(value);
    if (number !== null && !isFine(number)) {
      problems.push({ field, text: words });
      return null;
    }
    return number;
  };
  const count = (field, value) => read(field, value, (number) => Number.isInteger(number) && number >= 0, "A whole number, 0 or more.");
  const atLeast = (field, value, least) => read(field, value, (number) => Number.isFinite(number) && number >= least, `A number, ${least} or more.`);
  const policy = {
    retries: count("retries", retries.retries),
    retry_delay: count("retry_delay", retries.retry_delay),
    retry_backoff_factor: atLeast("retry_backoff_factor", retries.retry_backoff_factor, 1),
    retry_max_delay: count("retry_max_delay", retries.retry_max_delay),
    retry_jitter_factor: atLeast("retry_jitter_factor", retries.retry_jitter_factor, 0),
  };
  return {
    body: {
      empirical_policy: Object.values(policy).some((value) => value !== null) ? policy : null,
      on_agent_lost: onAgentLost,
      max_restarts: count("max_restarts", maxRestarts),
      max_queued_runs: count("max_queued_runs", maxQueued),
    },
    problems,
  };
}
