/** Words that come from somewhere else: from an address, a user or the server; and commands made of them. */
import { BASE } from "./router.js";

/** Where agents ask when nobody tells them. */
const USUAL = ["http://127.0.0.1:4200/api", "http://localhost:4200/api"];

/**
 * What an object has itself under a name. What every object has, such as `constructor`, is not meant;
 * undefined for that and for no object.
 */
export function own(object, name) {
  return object !== null && object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A word as a shell takes it. */
export function quoted(word) {
  return /^[\w.,:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that starts an agent of these queues at the server of this page. */
export function startAgent(...queues) {
  return agentCommand(queues, new URL("api", BASE).href);
}

/** The same at some API; pure. */
export function agentCommand(queues, api) {
  const options = [...queues.flatMap((name) => ["-q", quoted(name)]), ...(USUAL.includes(api) ? [] : ["--api", quoted(api)])];
  return ["rigel agent start", ...options].join(" ");
}
