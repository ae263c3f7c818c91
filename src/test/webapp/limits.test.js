import { limitsBodyOf, limitsOf } from "../deployment/limits.js";
import { equal } from "./equal.js";

const NOTHING = { empirical_policy: null, on_agent_lost: "crash", max_restarts: null, max_queued_runs: null };

export default {
  "nothing said is nothing sent": () => equal(limitsBodyOf(limitsOf(null)), { body: NOTHING, problems: [] }),
  "what a deployment has comes back as it was": () => {
    const deployment = {
      empirical_policy: { max_retries: 0, retry_delay_seconds: 0, retries: 2, retry_delay: 0, retry_backoff_factor: 1.5 },
      on_agent_lost: "restart", max_restarts: 1, max_queued_runs: 0,
    };
    equal(limitsBodyOf(limitsOf(deployment)).body, {
      empirical_policy: { retries: 2, retry_delay: 0, retry_backoff_factor: 1.5, retry_max_delay: null, retry_jitter_factor: null },
      on_agent_lost: "restart", max_restarts: 1, max_queued_runs: 0,
    });
  },
  "what is no number, or too small, is told by its field": () => {
    const state = limitsOf(null);
    const wrong = (change) => limitsBodyOf({ ...state, ...change }).problems.map(({ field, text }) => `${field}: ${text}`);
    equal(wrong({ maxQueued: "-1" }), ["max_queued_runs: A whole number, 0 or more."]);
    equal(wrong({ maxRestarts: "1.5" }), ["max_restarts: A whole number, 0 or more."]);
    equal(wrong({ retries: { ...state.retries, retries: "two", retry_backoff_factor: "0.5", retry_jitter_factor: "Infinity" } }), [
      "retries: A whole number, 0 or more.", "retry_backoff_factor: A number, 1 or more.", "retry_jitter_factor: A number, 0 or more.",
    ]);
  },
};
