import { STARS } from "../element/schema.js";
import { quoted } from "../platform/words.js";

/** What `rigel deployment run` has no option for. */
const UNSAID = { name: "name", due: "time", tags: "tags", key: "idempotency key" };

/**
 * The line that makes the same run; secrets read as stars in it. Pure.
 *
 * @param secrets names of parameters that are secret
 * @returns the line, and in words what it leaves out
 */
export function commandOf({ flow, deployment, parameters, retries, delay, priority, secrets = [], ...others }) {
  const shown = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, secrets.includes(name) ? STARS : value]));
  const options = [
    ...(Object.keys(parameters).length ? ["--params", JSON.stringify(shown)] : []),
    ...(retries === null ? [] : ["--retries", String(retries)]),
    ...(delay === null ? [] : ["--retry-delay-seconds", String(delay)]),
    ...(priority === null ? [] : ["--priority", String(priority)]),
  ];
  const line = ["rigel deployment run", quoted(`${flow}/${deployment}`), ...options.map(quoted)].join(" ");
  const left = Object.entries(UNSAID).filter(([name]) => others[name]).map(([, word]) => word);
  return { line, left, hidden: secrets.some((name) => name in parameters) };
}
