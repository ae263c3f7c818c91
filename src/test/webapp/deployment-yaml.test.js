import { yamlOf } from "../deployment/yaml.js";
import { equal } from "./equal.js";

const BARE = { name: "daily", entrypoint: "batch:weather-report", work_queue_name: "default", tags: [], parameters: {}, infra_overrides: {}, schedule: null, schedule_policy: { catch_up: "none", overlap: "start_anyway", start_jitter: 0, calendars: [] }, empirical_policy: {}, on_agent_lost: "crash", max_restarts: 3 };

export default {
  "what is usual is left out": () => equal(yamlOf({ deployment: BARE, flow: "weather-report", block: null }), "name: daily\nflow_name: weather-report\nentrypoint: batch:weather-report\nwork_queue_name: default\n"),
  "no queue is said": () => equal(yamlOf({ deployment: { ...BARE, work_queue_name: null }, flow: "f", block: null }).includes("work_queue_name: null\n"), true),
  "what could be read as something else is in quotes": () => {
    const yaml = yamlOf({ deployment: { ...BARE, name: "yes", description: "it's: a\nb", tags: ["1", "a b", "- c"], version: "1.0" }, flow: "#f", block: null });
    equal(yaml.split("\n").slice(0, -1), ['name: "yes"', 'flow_name: "#f"', "entrypoint: batch:weather-report", "work_queue_name: default", 'description: "it\'s: a\\nb"', 'version: "1.0"', "tags:", '  - "1"', "  - a b", '  - "- c"']);
  },
  "all that is said of retries and restarts, and where the code is kept": () => {
    const deployment = {
      ...BARE,
      empirical_policy: { retries: 5, retry_delay: 10, retry_backoff_factor: 2, retry_max_delay: 60, retry_jitter_factor: 0.5 },
      max_restarts: 1,
      max_queued_runs: 0,
    };
    const storage = { block_type: { slug: "local-file-system" }, name: "code", is_anonymous: false, data: {} };
    equal(yamlOf({ deployment, flow: "f", block: null, storage }).split("\n").slice(4, -1), [
      "retries: 5", "retry_delay_seconds: 10", "retry_backoff_factor: 2", "retry_max_delay_seconds: 60", "retry_jitter_factor: 0.5",
      "max_restarts: 1", "max_queued_runs: 0",
      "storage:", "  _block_type_slug: local-file-system", "  _block_document_name: code",
    ]);
  },
  "schedule, policy, parameters and infrastructure": () => {
    const deployment = {
      ...BARE,
      parameters: { limit: 20, day: null, deep: { list: [{ a: 1 }], none: {} } },
      schedule: { cron: "0 9 * * *", timezone: "Europe/London", day_or: true },
      schedule_policy: { ...BARE.schedule_policy, overlap: "skip", max_runs: null, calendars: ["holidays"] },
      empirical_policy: { retries: 2, retry_delay: 0 },
      infra_overrides: { "env.LEVEL": "debug" },
    };
    const block = { block_type: { slug: "process" }, name: "anonymous-x", is_anonymous: true, data: { env: {}, command: null, stream_output: true } };
    equal(yamlOf({ deployment, flow: "f", block }).split("\n").slice(4, -1), [
      "parameters:", "  limit: 20", "  day: null", "  deep:", '    list: [{"a":1}]', "    none: {}",
      "schedule:", '  cron: "0 9 * * *"', "  timezone: Europe/London", "  day_or: true",
      "schedule_policy:", "  overlap: skip", "  calendars:", "    - holidays",
      "retries: 2", "retry_delay_seconds: 0",
      "infrastructure:", "  _block_type_slug: process", "  env: {}", "  stream_output: true",
      "infra_overrides:", "  env.LEVEL: debug",
    ]);
    equal(yamlOf({ deployment, flow: "f", block: { ...block, name: "big", is_anonymous: false } }).includes("infrastructure:\n  _block_type_slug: process\n  _block_document_name: big\n"), true);
  },
};
