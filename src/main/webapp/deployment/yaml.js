/** A deployment as a file for `rigel deployment apply`; pure. */

/** Read as something else than the text it is. */
const NO_TEXT = /^(true|false|yes|no|on|off|null|~|y|n)$/i;

/** How often a run begins anew where nothing else is said. */
const RESTARTS = 3;

/**
 * @param flow name of its flow
 * @param block its infrastructure, null for none; secrets of one without a name read as stars
 * @param storage where its code is kept, null for none
 */
export function yamlOf({ deployment: one, flow, block, storage = null }) {
  const policy = one.empirical_policy ?? {};
  const parts = {
    name: one.name,
    flow_name: flow,
    entrypoint: one.entrypoint,
    work_queue_name: one.work_queue_name,
    description: one.description || undefined,
    version: one.version ?? undefined,
    tags: one.tags.length ? one.tags : undefined,
    parameters: filled(one.parameters),
    schedule: one.schedule ? given(one.schedule) : undefined,
    schedule_policy: filled(policyOf(one.schedule_policy ?? {})),
    retries: policy.retries ?? undefined,
    retry_delay_seconds: policy.retry_delay ?? undefined,
    retry_backoff_factor: policy.retry_backoff_factor ?? undefined,
    retry_max_delay_seconds: policy.retry_max_delay ?? undefined,
    retry_jitter_factor: policy.retry_jitter_factor ?? undefined,
    on_agent_lost: one.on_agent_lost === "restart" ? "restart" : undefined,
    max_restarts: one.on_agent_lost === "restart" || (one.max_restarts ?? RESTARTS) !== RESTARTS ? one.max_restarts : undefined,
    max_queued_runs: one.max_queued_runs ?? undefined,
    infrastructure: block ? blockOf(block) : undefined,
    infra_overrides: filled(one.infra_overrides),
    path: one.path ?? undefined,
    storage: storage ? blockOf(storage) : undefined,
    manifest_path: one.manifest_path ?? undefined,
    parameter_openapi_schema: one.parameter_openapi_schema ?? undefined,
  };
  return written(parts, "");
}

function policyOf({ catch_up, catch_up_window, overlap, start_jitter, end, max_runs, calendars = [] }) {
  const usual = { catch_up: "none", overlap: "start_anyway", start_jitter: 0 };
  const all = { catch_up, catch_up_window, overlap, start_jitter, end, max_runs, calendars: calendars.length ? calendars : null };
  return Object.fromEntries(Object.entries(given(all)).filter(([name, value]) => usual[name] !== value));
}

function blockOf({ block_type: type, name, is_anonymous: hasNoName, data }) {
  return { _block_type_slug: type.slug, ...(hasNoName ? given(data) : { _block_document_name: name }) };
}

function given(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));
}

function filled(object) {
  return Object.keys(object ?? {}).length ? object : undefined;
}

function written(object, indent) {
  return Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}${scalar(name)}:${below(value, indent)}\n`)
    .join("");
}

function below(value, indent) {
  if (Array.isArray(value) && value.length && value.every((one) => one === null || typeof one !== "object")) {
    return value.map((one) => `\n${indent}  - ${scalar(one)}`).join("");
  }
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length;
  return isObject ? `\n${written(value, `${indent}  `).trimEnd()}` : ` ${scalar(value)}`;
}

/** JSON is YAML, too. */
function scalar(value) {
  return typeof value === "string" && /^[a-z_][\w./@+-]*(:[\w./@+-]+)*( [\w./@+-]+)*$/i.test(value) && !NO_TEXT.test(value) ? value : JSON.stringify(value);
}
